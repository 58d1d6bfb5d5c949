using System.Numerics.Tensors;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting.Croston;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.TsbFitted;

/// <summary>The Teunter-Syntetos-Babai method whose smoothing weights are fitted, the probability's at most the size's.</summary>
/// <remarks>Teunter, Syntetos and Babai (2011), European Journal of Operational Research 214(3), 606-615; fitted after Kourentzes (2014), International Journal of Production Economics 156, 180-190.</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class TsbFittedForecaster(TsbFittedOptions options) : LevelForecaster(options)
{
    private const int MostEvaluations = 400;
    private const double FirstStep = 0.05;

    /// <summary>Steps of the demand in shares of the largest, so that the search takes the same path in every unit of demand.</summary>
    private const double Grid = 1L << 40;

    private static ReadOnlySpan<double> Starts => [0.05, 0.1, 0.2, 0.6];

    /// <inheritdoc/>
    public override string Name => "tsb-fitted";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; } = ["size-alpha", "probability-alpha", "size-start", "probability-start"];

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Intermittent;

    /// <inheritdoc/>
    protected override void Fit(ReadOnlySpan<double> observed, int season, Span<double> parameters, ForecastWorkspace workspace)
    {
        var demands = DemandScan.CountDemands(observed);
        var first = DemandScan.FirstDemand(observed);
        var share = demands / (double)observed.Length;
        if (demands == 0)
        {
            (parameters[0], parameters[1], parameters[2], parameters[3]) = (options.HighestAlpha, options.LowestAlpha, 0, 0);
            return;
        }

        var largest = TensorPrimitives.Max(observed);
        var scaled = workspace.Rent(WorkspaceSlot.Scaled, observed.Length);
        for (var t = 0; t < scaled.Length; t++)
        {
            scaled[t] = Math.Round(observed[t] / largest * Grid) / Grid;
        }

        var target = workspace.Rent(WorkspaceSlot.Target, observed.Length);
        RateTarget.Write(scaled, options.Criterion, target);
        var cost = new TsbCost(scaled, target, scaled[first], share, options);
        Span<double> point = stackalloc double[NelderMead.MostDimensions];
        point = point[..cost.Dimensions];
        var least = double.PositiveInfinity;
        var width = options.HighestAlpha - options.LowestAlpha;
        for (var start = 0; start < (options.FitStart ? 2 * Starts.Length : Starts.Length); start++)
        {
            var at = Starts[start % Starts.Length];
            (point[0], point[1]) = (options.LowestAlpha + (at * width), options.LowestAlpha + (at * width / 2));
            if (options.FitStart)
            {
                (point[2], point[3]) = (start < Starts.Length ? scaled[first] : TensorPrimitives.Sum<double>(scaled) / demands, share);
            }

            var found = NelderMead.MinimiseWithRestarts(ref cost, point, FirstStep * width, MostEvaluations);
            if (found < least)
            {
                least = found;
                cost.Parameters(point, parameters);
            }
        }

        parameters[2] *= largest;
    }

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace)
    {
        var path = workspace.Rent(WorkspaceSlot.LevelPath, observed.Length + 1);
        LevelPath(observed, parameters, path, workspace);
        return path[^1];
    }

    /// <inheritdoc/>
    /// <remarks>The starts are the state after the first bucket.</remarks>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace)
    {
        var (size, probability) = (parameters[2], parameters[3]);
        path[0] = 0;
        path[1] = size * probability;
        for (var t = 1; t < observed.Length; t++)
        {
            probability -= parameters[1] * probability;
            if (observed[t] > 0)
            {
                probability += parameters[1];
                size += parameters[0] * (observed[t] - size);
            }

            path[t + 1] = size * probability;
        }
    }
}
