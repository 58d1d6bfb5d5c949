namespace SegmentationML.Core.Forecasting.SeasonalWindowMean;

/// <summary>The mean demand of the same bucket of the season over the newest seasons.</summary>
/// <remarks>A missing bucket is left out of its mean; where all of them are missing, the mean of the whole history stands in.</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class SeasonalWindowMeanForecaster(SeasonalWindowMeanOptions options) : ModelForecaster(options)
{
    /// <inheritdoc/>
    public override string Name => "seasonal-window-mean";

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Regular;

    /// <inheritdoc/>
    public override int MinimumHistory(int season) => season;

    /// <inheritdoc/>
    private protected override ISeriesModel Fit(ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace)
    {
        var model = workspace.Keep<SeasonalWindowMeanModel>();
        model.Fit(values, season, options.Seasons);
        return model;
    }

    /// <inheritdoc/>
    private protected override ISeriesModel? Carry(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, ForecastWorkspace workspace)
        => Fit(values, season, 0, workspace);
}
