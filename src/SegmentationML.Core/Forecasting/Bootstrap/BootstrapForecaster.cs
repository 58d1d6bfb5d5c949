using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting.CrostonFitted;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Bootstrap;

/// <summary>A method that draws paths of demand from the past: sizes that occurred, at moments that a rule gives. Quantiles, and those of the sum over the lead time, are counted from the paths.</summary>
/// <remarks>A missing bucket is left out. The mean is that of the paths, by arithmetic where the rule has one; a history without demand gives zero.</remarks>
public abstract class BootstrapForecaster : IForecaster
{
    private readonly BootstrapOptions _options;

    /// <summary>Checks the options.</summary>
    /// <param name="options">All that is wrong with them is thrown at once.</param>
    protected BootstrapForecaster(BootstrapOptions options)
    {
        ProblemException.ThrowIfAny(options.Validate());
        _options = options;
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public AlgorithmOptions Options => _options;

    /// <inheritdoc/>
    public IReadOnlyList<string> ParameterNames { get; } = [];

    /// <inheritdoc/>
    public DemandShape Shape => DemandShape.Intermittent;

    /// <inheritdoc/>
    public int MinimumHistory(int season) => 1;

    /// <inheritdoc/>
    public void Forecast(in DemandHistory history, Span<double> mean, ForecastWorkspace workspace)
    {
        var past = Past(history, workspace);
        if (past.Sizes.IsEmpty)
        {
            mean.Clear();
            return;
        }

        Means(past, mean);
    }

    /// <inheritdoc/>
    public void ForecastFrom(in DemandHistory history, ReadOnlySpan<int> origins, int horizon, Span<double> means, ForecastWorkspace workspace)
    {
        for (var k = 0; k < origins.Length; k++)
        {
            Forecast(history.Until(origins[k]), means.Slice(k * horizon, horizon), workspace);
        }
    }

    /// <inheritdoc/>
    public void ForecastWithErrors(in DemandHistory history, ref ForecastDetail detail, ForecastWorkspace workspace)
    {
        Forecast(history, detail.Mean, workspace);
        var past = Past(history, workspace);
        var (steps, draws) = (Math.Max(detail.StepSd.Length, detail.LeadTime), _options.Draws);
        var paths = workspace.Rent(WorkspaceSlot.Draws, steps * draws);
        var sums = workspace.Rent(WorkspaceSlot.Sorted, draws);
        paths.Clear();
        sums.Clear();
        var random = new SplitMix64(_options.Seed);
        for (var draw = 0; draw < draws && !past.Sizes.IsEmpty; draw++)
        {
            Draw(past, ref random, paths[draw..], draws, steps);
        }

        for (var step = 0; step < detail.StepSd.Length; step++)
        {
            var drawn = paths.Slice(step * draws, draws);
            detail.StepSd[step] = Deviation(drawn, detail.Mean[step]);
        }

        Sum(paths, detail.LeadTime, detail.LastBucketShare, ref random, sums);
        detail.Spread = new ErrorSpread(detail.StepSd[0], Deviation(sums, SumOf(detail)), draws);
        if (detail.Levels is { } levels)
        {
            for (var step = 0; step < detail.StepSd.Length; step++)
            {
                Count(paths.Slice(step * draws, draws), levels, detail.Quantiles.Slice(step * levels.Count, levels.Count));
            }

            Count(sums, levels, detail.LeadTimeQuantiles);
            detail.Basis = DistributionBasis.Bootstrapped;
        }
    }

    /// <summary>The mean of each coming bucket.</summary>
    /// <param name="past">At least one demand.</param>
    /// <param name="mean">Receives it, shape (steps).</param>
    private protected abstract void Means(in DemandPast past, Span<double> mean);

    /// <summary>Draws one path.</summary>
    /// <param name="past">At least one demand.</param>
    /// <param name="random">Its state moves on.</param>
    /// <param name="path">Zeros; receives the demand of step k at k × stride.</param>
    /// <param name="stride">Places from one step to the next.</param>
    /// <param name="steps">How many steps.</param>
    private protected abstract void Draw(in DemandPast past, ref SplitMix64 random, Span<double> path, int stride, int steps);

    private static DemandPast Past(in DemandHistory history, ForecastWorkspace workspace)
    {
        var observed = workspace.Rent(WorkspaceSlot.Observed, history.Length);
        var count = 0;
        foreach (var value in history.Values)
        {
            if (!double.IsNaN(value))
            {
                observed[count++] = value;
            }
        }

        observed = observed[..count];
        var sizes = workspace.Rent(WorkspaceSlot.Sizes, count);
        var intervals = workspace.Rent(WorkspaceSlot.Intervals, count);
        var demands = CrostonParts.Take(observed, sizes, intervals);
        return new DemandPast(observed, sizes[..demands], intervals[..demands], demands == 0 ? count : count - 1 - DemandScan.LastDemand(observed));
    }

    /// <summary>The last bucket of the lead time counts in the share of the paths that it is to count for.</summary>
    private static void Sum(ReadOnlySpan<double> paths, int leadTime, double lastShare, ref SplitMix64 random, Span<double> sums)
    {
        for (var draw = 0; draw < sums.Length; draw++)
        {
            for (var step = 0; step < leadTime; step++)
            {
                sums[draw] += step < leadTime - 1 || random.NextDouble() < lastShare ? paths[(step * sums.Length) + draw] : 0;
            }
        }
    }

    private static double SumOf(in ForecastDetail detail)
    {
        var sum = detail.LastBucketShare * detail.Mean[detail.LeadTime - 1];
        for (var step = 0; step < detail.LeadTime - 1; step++)
        {
            sum += detail.Mean[step];
        }

        return sum;
    }

    private static double Deviation(ReadOnlySpan<double> drawn, double mean)
    {
        double squares = 0;
        foreach (var value in drawn)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / drawn.Length);
    }

    /// <summary>The smallest drawn value that at least a share of the level is at or below.</summary>
    private static void Count(Span<double> drawn, QuantileLevels levels, Span<double> quantiles)
    {
        drawn.Sort();
        for (var i = 0; i < levels.Count; i++)
        {
            quantiles[i] = drawn[Math.Clamp((int)Math.Ceiling((levels.Values[i] * drawn.Length) - 1e-9) - 1, 0, drawn.Length - 1)];
        }
    }
}
