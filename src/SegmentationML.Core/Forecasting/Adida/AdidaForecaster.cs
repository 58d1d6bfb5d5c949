using SegmentationML.Core.Forecasting.Ses;

namespace SegmentationML.Core.Forecasting.Adida;

/// <summary>ADIDA: demand is summed over blocks as long as the mean interval between demands, the sums are smoothed, and the level is spread evenly over the buckets of a block.</summary>
/// <remarks>Nikolopoulos, Syntetos, Boylan, Petropoulos and Assimakopoulos (2011), An aggregate-disaggregate intermittent demand approach to forecasting, Journal of the Operational Research Society 62(3), 544-554.</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class AdidaForecaster(AdidaOptions options) : LevelForecaster(options)
{
    /// <inheritdoc/>
    public override string Name => "adida";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; } = ["block", "alpha"];

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Intermittent;

    /// <inheritdoc/>
    protected override void Fit(ReadOnlySpan<double> observed, int season, Span<double> parameters, ForecastWorkspace workspace)
    {
        var size = Math.Clamp(options.Block ?? AggregatedLevel.MeanInterval(observed), 1, observed.Length);
        parameters[0] = size;
        parameters[1] = SesQuickFit.Alpha(AggregatedLevel.Blocks(observed, size, workspace), options.LowestAlpha, options.HighestAlpha);
    }

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace)
        => AggregatedLevel.Last(observed, Math.Min((int)parameters[0], observed.Length), parameters[1], workspace);

    /// <inheritdoc/>
    /// <remarks>Before the first whole block the level is the mean so far.</remarks>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace)
    {
        var size = Math.Min((int)parameters[0], observed.Length);
        var sums = workspace.Rent(WorkspaceSlot.RunningSum, observed.Length + 1);
        LevelErrors.RunningSum(observed, sums);
        path.Clear();
        for (var t = 1; t < size; t++)
        {
            path[t] = sums[t] / t;
        }

        AggregatedLevel.AddPath(sums, size, parameters[1], workspace.Rent(WorkspaceSlot.BlockLevels, path.Length), path);
    }
}
