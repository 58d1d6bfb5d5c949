namespace SegmentationML.Core.Forecasting.SeasonalNaive;

/// <summary>The demand of the same bucket one season earlier.</summary>
/// <remarks>A missing bucket is looked up another season back; where there is none, the mean of what was observed before it stands in (<see cref="GapFill"/>).</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class SeasonalNaiveForecaster(SeasonalNaiveOptions options) : IForecaster
{
    /// <inheritdoc/>
    public string Name => "seasonal-naive";

    /// <inheritdoc/>
    public AlgorithmOptions Options => options;

    /// <inheritdoc/>
    public IReadOnlyList<string> ParameterNames { get; } = [];

    /// <inheritdoc/>
    public DemandShape Shape => DemandShape.Regular;

    /// <inheritdoc/>
    public int MinimumHistory(int season) => season;

    /// <inheritdoc/>
    public void Forecast(in DemandHistory history, Span<double> mean, ForecastWorkspace workspace)
        => Repeat(Filled(history, workspace), history.Season, mean);

    /// <inheritdoc/>
    public void ForecastFrom(in DemandHistory history, ReadOnlySpan<int> origins, int horizon, Span<double> means, ForecastWorkspace workspace)
    {
        var filled = Filled(history.Until(origins[^1]), workspace);
        for (var k = 0; k < origins.Length; k++)
        {
            Repeat(filled[..origins[k]], history.Season, means.Slice(k * horizon, horizon));
        }
    }

    /// <inheritdoc/>
    public void ForecastWithErrors(in DemandHistory history, ref ForecastDetail detail, ForecastWorkspace workspace)
    {
        var filled = Filled(history, workspace);
        Repeat(filled, history.Season, detail.Mean);
        detail.Spread = SeasonalNaiveErrors.Measure(filled, history.Values, history.Season, detail.StepSd, detail.LeadTime, workspace);
    }

    private static ReadOnlySpan<double> Filled(in DemandHistory history, ForecastWorkspace workspace)
    {
        if (!history.HasMissing)
        {
            return history.Values;
        }

        var filled = workspace.Rent(WorkspaceSlot.Filled, history.Length);
        GapFill.Fill(history.Values, history.Season, filled);
        return filled;
    }

    /// <summary>Copies the last season as often as the horizon asks for.</summary>
    private static void Repeat(ReadOnlySpan<double> history, int season, Span<double> mean)
    {
        var lastSeason = history[^season..];
        while (mean.Length > season)
        {
            lastSeason.CopyTo(mean);
            mean = mean[season..];
        }

        lastSeason[..mean.Length].CopyTo(mean);
    }
}
