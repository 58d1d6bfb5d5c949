namespace SegmentationML.Core.Forecasting.Mstl;

/// <summary>Splits off one or more seasons by local regression, forecasts what is left by another method, and repeats the newest season.</summary>
/// <remarks>Cleveland, Cleveland, McRae and Terpenning (1990), Journal of Official Statistics 6(1), 3-73; Bandara, Hyndman and Bergmeir (2021), MSTL, arXiv 2107.13462.</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class MstlForecaster(MstlOptions options) : ModelForecaster(options)
{
    private readonly int[] _seasons = [.. options.Seasons.Order()];

    /// <inheritdoc/>
    public override string Name => "mstl";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames => options.Remainder.ParameterNames;

    /// <inheritdoc/>
    public override string ShowParameter(int parameter, double value, string format) => options.Remainder.ShowParameter(parameter, value, format);

    /// <inheritdoc/>
    public override int MinimumHistory(int season) => options.Remainder.MinimumHistory(1);

    /// <inheritdoc/>
    private protected override ISeriesModel Fit(ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace)
    {
        var model = workspace.Keep<MstlModel>();
        model.Split(values, _seasons, season);
        model.Use(options.Remainder.FitPart(model.Remainder, season: 1, horizon, workspace));
        return model;
    }

    /// <inheritdoc/>
    private protected override ISeriesModel? Carry(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, ForecastWorkspace workspace)
    {
        var model = workspace.Keep<MstlModel>();
        model.Split(values, _seasons, season);
        if (fitted.Length == 0 || fitted[0] != model.SeasonCount || options.Remainder.CarryPart(fitted[1..], model.Remainder, season: 1, workspace) is not { } inner)
        {
            return null;
        }

        model.Use(inner);
        return model;
    }
}
