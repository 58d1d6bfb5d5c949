using System.Numerics.Tensors;
using SegmentationML.Core.Forecasting.Croston;
using SegmentationML.Core.Forecasting.Ses;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.CrostonFitted;

/// <summary>Croston's method whose smoothing weights are fitted: to sizes and intervals each by itself, or to the rate that they make together.</summary>
/// <remarks>Kourentzes (2014), On intermittent demand model optimisation and selection, International Journal of Production Economics 156, 180-190.</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class CrostonFittedForecaster(CrostonFittedOptions options) : LevelForecaster(options)
{
    private const int MostEvaluations = 600;
    private const double FirstStep = 0.05;

    /// <inheritdoc/>
    public override string Name => "croston-fitted";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; } = ["size-alpha", "interval-alpha", "size-start", "interval-start"];

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Intermittent;

    /// <summary>What the rate is multiplied by.</summary>
    internal static double Factor(CrostonCorrection correction, double alpha) => correction switch
    {
        CrostonCorrection.SyntetosBoylan => 1 - (alpha / 2),
        CrostonCorrection.ShaleBoylanJohnston => 1 - (alpha / (2 - alpha)),
        _ => 1,
    };

    /// <inheritdoc/>
    protected override void Fit(ReadOnlySpan<double> observed, int season, Span<double> parameters, ForecastWorkspace workspace)
    {
        var sizes = workspace.Rent(WorkspaceSlot.Sizes, observed.Length);
        var intervals = workspace.Rent(WorkspaceSlot.Intervals, observed.Length);
        var count = CrostonParts.Take(observed, sizes, intervals);
        sizes = sizes[..count];
        intervals = intervals[..count];
        if (count < 2)
        {
            (parameters[0], parameters[1]) = ((options.LowestAlpha + options.HighestAlpha) / 2, (options.LowestAlpha + options.HighestAlpha) / 2);
            (parameters[2], parameters[3]) = count == 0 ? (0, 1) : (sizes[0], intervals[0]);
            return;
        }

        if (options.Criterion == RateCriterion.SizesAndIntervals)
        {
            parameters[0] = SesQuickFit.Alpha(sizes, options.LowestAlpha, options.HighestAlpha);
            parameters[1] = SesQuickFit.Alpha(intervals, options.LowestAlpha, options.HighestAlpha);
            (parameters[2], parameters[3]) = (sizes[0], intervals[0]);
            return;
        }

        FitRate(observed, sizes, intervals, parameters, workspace);
    }

    /// <summary>Searches from several starts, since the distance from the rate has several valleys.</summary>
    private void FitRate(ReadOnlySpan<double> observed, ReadOnlySpan<double> sizes, ReadOnlySpan<double> intervals, Span<double> parameters, ForecastWorkspace workspace)
    {
        var target = workspace.Rent(WorkspaceSlot.Target, observed.Length);
        RateTarget.Write(observed, options.Criterion, target);
        var cost = new CrostonCost(sizes, intervals, target, TensorPrimitives.Max(sizes), TensorPrimitives.Max(intervals), options);
        Span<double> point = stackalloc double[NelderMead.MostDimensions];
        point = point[..cost.Dimensions];
        var least = double.PositiveInfinity;
        var width = options.HighestAlpha - options.LowestAlpha;
        foreach (var share in (ReadOnlySpan<double>)[0.05, 0.15, 0.4, 0.8])
        {
            foreach (var other in (ReadOnlySpan<double>)[0.05, 0.2, 0.6])
            {
                point.Fill(options.LowestAlpha + (share * width));
                if (!options.SameWeight)
                {
                    point[1] = options.LowestAlpha + (other * width);
                }

                if (options.FitStart)
                {
                    point[^2] = sizes[0] / TensorPrimitives.Max(sizes);
                    point[^1] = Math.Max(1, TensorPrimitives.Sum(intervals) / intervals.Length) / TensorPrimitives.Max(intervals);
                }

                var found = NelderMead.MinimiseWithRestarts(ref cost, point, FirstStep * width, MostEvaluations);
                if (found < least)
                {
                    least = found;
                    cost.Parameters(point, parameters);
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace)
    {
        var sizes = workspace.Rent(WorkspaceSlot.Sizes, observed.Length);
        var intervals = workspace.Rent(WorkspaceSlot.Intervals, observed.Length);
        var count = CrostonParts.Take(observed, sizes, intervals);
        return count == 0
            ? 0
            : Factor(options.Correction, parameters[1])
                * (SesLevel.Last(sizes[1..count], parameters[0], parameters[2]) / SesLevel.Last(intervals[1..count], parameters[1], parameters[3]));
    }

    /// <inheritdoc/>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace)
    {
        var factor = Factor(options.Correction, parameters[1]);
        var (size, interval) = (parameters[2], parameters[3]);
        var previous = -1;
        path[0] = 0;
        for (var t = 0; t < observed.Length; t++)
        {
            if (observed[t] > 0)
            {
                size += previous < 0 ? 0 : parameters[0] * (observed[t] - size);
                interval += previous < 0 ? 0 : parameters[1] * (t - previous - interval);
                previous = t;
            }

            path[t + 1] = previous < 0 ? 0 : factor * (size / interval);
        }
    }
}
