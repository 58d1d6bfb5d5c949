using System.Numerics.Tensors;
using SegmentationML.Core.Forecasting.Adida;
using SegmentationML.Core.Forecasting.Imapa;
using SegmentationML.Core.Forecasting.Ses;

namespace SegmentationML.Core.Forecasting.IntermittentMedian;

/// <summary>The median of IMAPA, ADIDA and the mean of the newest whole seasons: three views of one level, of which no single one is trusted.</summary>
/// <remarks>
/// The three err differently where a level moves: ADIDA forgets fastest, the window forgets all at once, IMAPA lies between. A median needs no weights, which a short
/// history could not give. After Petropoulos and Svetunkov (2020), A simple combination of univariate models, International Journal of Forecasting 36(1), 110-115,
/// who take the median of four smooth methods.
/// </remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class IntermittentMedianForecaster(IntermittentMedianOptions options) : LevelForecaster(options)
{
    internal const string MethodName = "intermittent-median";
    private const int ShortestWindow = 12;

    /// <inheritdoc/>
    public override string Name => MethodName;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; } = ["largest-block", "block", "alpha", "window"];

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Intermittent;

    /// <inheritdoc/>
    public override bool KeepsParameters => false;

    /// <inheritdoc/>
    protected override void Fit(ReadOnlySpan<double> observed, int season, Span<double> parameters, ForecastWorkspace workspace)
    {
        var size = Math.Clamp(options.Adida.Block ?? AggregatedLevel.MeanInterval(observed), 1, observed.Length);
        parameters[0] = ImapaLevel.Fit(observed, options.Imapa, workspace);
        parameters[1] = size;
        parameters[2] = SesQuickFit.Alpha(AggregatedLevel.Blocks(observed, size, workspace), options.Adida.LowestAlpha, options.Adida.HighestAlpha);
        parameters[3] = options.Window ?? season * ((ShortestWindow + season - 1L) / season);
    }

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace)
    {
        var newest = observed[^(int)Math.Min(parameters[3], observed.Length)..];
        return Median(
            ImapaLevel.Last(observed, (int)parameters[0], workspace),
            AggregatedLevel.Last(observed, (int)parameters[1], parameters[2], workspace),
            TensorPrimitives.Sum(newest) / newest.Length);
    }

    /// <inheritdoc/>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace)
    {
        ImapaLevel.Path(observed, (int)parameters[0], path, workspace);
        var sums = workspace.Rent(WorkspaceSlot.RunningSum, observed.Length + 1);
        var adida = workspace.Rent(WorkspaceSlot.OtherPath, path.Length);
        var size = (int)parameters[1];
        adida.Clear();
        AggregatedLevel.AddPath(sums, size, parameters[2], workspace.Rent(WorkspaceSlot.BlockLevels, path.Length), adida);
        for (var t = 1; t < path.Length; t++)
        {
            var window = (int)Math.Min(parameters[3], t);
            path[t] = Median(path[t], t < size ? sums[t] / t : adida[t], Math.Max(0, (sums[t] - sums[t - window]) / window));
        }
    }

    private static double Median(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
