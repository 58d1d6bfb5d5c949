using System.Numerics.Tensors;
using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting;

/// <summary>Measures the errors of a level method by forecasting after every bucket of the history: a rolling-origin test with step 1.</summary>
/// <remarks>
/// The first forecast that counts is the one made right after the first demand; before it there is nothing to know. The standard deviations are root mean
/// squares, so a bias is part of them. Where fewer than <see cref="Enough"/> errors exist, the method's own model takes over; with fewer than two one-step
/// errors the variance is that of a compound Poisson arrival with the mean squared size: mean × Σy² / Σy.
/// </remarks>
internal static class LevelErrors
{
    /// <summary>Errors of a step that have to exist before they are trusted over the method's model.</summary>
    public const int Enough = 8;

    /// <summary>Lead times that have to fit side by side into the history before its cumulative errors are trusted.</summary>
    public const int EnoughLeadTimes = 3;

    /// <summary>Measures the errors by step and over the lead time.</summary>
    /// <param name="observed">Values, none missing, shape (n).</param>
    /// <param name="path">Level after t values at t, shape (n + 1).</param>
    /// <param name="forecaster">The method, for its variance growth.</param>
    /// <param name="parameters">What the method was fitted to.</param>
    /// <param name="stepSd">Receives the standard deviation of each step, shape (horizon).</param>
    /// <param name="leadTime">Whole buckets, at least 1.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    public static ErrorSpread Measure(ReadOnlySpan<double> observed, ReadOnlySpan<double> path, LevelForecaster forecaster, ReadOnlySpan<double> parameters, Span<double> stepSd, int leadTime, ForecastWorkspace workspace)
    {
        var first = Math.Min(DemandScan.FirstDemand(observed) + 1, observed.Length);
        var oneStep = OneStepVariance(observed, path, first);
        for (var step = 1; step <= stepSd.Length; step++)
        {
            var count = observed.Length - first - step + 1;
            stepSd[step - 1] = count >= Enough
                ? Math.Sqrt(MeanSquare(observed.Slice(first + step - 1, count), path.Slice(first, count)))
                : Math.Sqrt(oneStep * forecaster.VarianceGrowth(step, parameters));
        }

        var (leadTimeSd, errors) = MeasureLeadTime(observed, path, first, leadTime, workspace);
        return new ErrorSpread(Math.Sqrt(oneStep), errors > 0 ? leadTimeSd : Math.Sqrt(oneStep * leadTime), errors);
    }

    private static double OneStepVariance(ReadOnlySpan<double> observed, ReadOnlySpan<double> path, int first)
    {
        var count = observed.Length - first;
        if (count >= 2)
        {
            return MeanSquare(observed[first..], path.Slice(first, count));
        }

        var sum = TensorPrimitives.Sum(observed);
        return sum > 0 ? TensorPrimitives.SumOfSquares(observed) / observed.Length : 0;
    }

    private static double MeanSquare(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        var distance = TensorPrimitives.Distance(actual, forecast);
        return distance * distance / actual.Length;
    }

    /// <summary>No errors when the history is too short for them.</summary>
    private static (double Sd, int Errors) MeasureLeadTime(ReadOnlySpan<double> observed, ReadOnlySpan<double> path, int first, int leadTime, ForecastWorkspace workspace)
    {
        var count = observed.Length - first - leadTime + 1;
        if (count < Enough || observed.Length - first < EnoughLeadTimes * leadTime)
        {
            return (0, 0);
        }

        var sums = workspace.Rent(WorkspaceSlot.RunningSum, observed.Length + 1);
        RunningSum(observed, sums);
        double squares = 0;
        for (var t = first; t < first + count; t++)
        {
            var error = sums[t + leadTime] - sums[t] - (leadTime * path[t]);
            squares += error * error;
        }

        return (Math.Sqrt(squares / count), count);
    }

    /// <summary>Sum of the first t values at t, shape (n + 1), added one by one from the oldest.</summary>
    public static void RunningSum(ReadOnlySpan<double> values, Span<double> sums)
    {
        sums[0] = 0;
        for (var t = 0; t < values.Length; t++)
        {
            sums[t + 1] = sums[t] + values[t];
        }
    }
}
