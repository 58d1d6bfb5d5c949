using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting.SeasonalNaive;

/// <summary>The errors that the seasonal naive forecast made after every bucket of the history.</summary>
/// <remarks>A step in the k-th season ahead looks k seasons back. Too short a history for that: the variance of a seasonal random walk, k times the one-step variance.</remarks>
internal static class SeasonalNaiveErrors
{
    /// <summary>Measures the errors by step and over the lead time.</summary>
    /// <param name="filled">Values without gaps, shape (n), n ≥ season.</param>
    /// <param name="values">The same with NaN where missing: such a bucket has no error.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="stepSd">Receives the standard deviation of each step, shape (horizon).</param>
    /// <param name="leadTime">Whole buckets, at least 1.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    public static ErrorSpread Measure(ReadOnlySpan<double> filled, ReadOnlySpan<double> values, int season, Span<double> stepSd, int leadTime, ForecastWorkspace workspace)
    {
        var first = DemandScan.FirstDemand(filled);
        var oneStep = OneStepVariance(filled, values, first, season);
        for (var done = 0; done < stepSd.Length; done += season)
        {
            var seasonsBack = (done / season) + 1;
            var (variance, count) = LagVariance(filled, values, first, seasonsBack * (long)season);
            var sd = Math.Sqrt(count >= LevelErrors.Enough ? variance : oneStep * seasonsBack);
            stepSd.Slice(done, Math.Min(season, stepSd.Length - done)).Fill(sd);
        }

        var (leadTimeSd, errors) = MeasureLeadTime(filled, first, season, leadTime, workspace);
        return new ErrorSpread(Math.Sqrt(oneStep), errors > 0 ? leadTimeSd : Math.Sqrt(oneStep * CumulativeGrowth(leadTime, season)), errors);
    }

    /// <summary>With fewer than two errors the variance is that of a compound Poisson arrival: mean × Σy² / Σy.</summary>
    private static double OneStepVariance(ReadOnlySpan<double> filled, ReadOnlySpan<double> values, int first, int season)
    {
        var (variance, count) = LagVariance(filled, values, first, season);
        if (count >= 2)
        {
            return variance;
        }

        double squares = 0;
        foreach (var value in filled)
        {
            squares += value * value;
        }

        return squares / filled.Length;
    }

    private static (double Variance, int Count) LagVariance(ReadOnlySpan<double> filled, ReadOnlySpan<double> values, int first, long lag)
    {
        double squares = 0;
        var count = 0;
        for (var t = first + lag; t < filled.Length; t++)
        {
            if (!double.IsNaN(values[(int)t]))
            {
                var error = filled[(int)t] - filled[(int)(t - lag)];
                squares += error * error;
                count++;
            }
        }

        return (count > 0 ? squares / count : 0, count);
    }

    /// <summary>No errors when the history is too short for them.</summary>
    private static (double Sd, int Errors) MeasureLeadTime(ReadOnlySpan<double> filled, int first, int season, int leadTime, ForecastWorkspace workspace)
    {
        var start = first + (long)season;
        var count = filled.Length - start - leadTime + 1;
        if (count < LevelErrors.Enough || filled.Length - start < (long)LevelErrors.EnoughLeadTimes * leadTime)
        {
            return (0, 0);
        }

        var sums = workspace.Rent(WorkspaceSlot.RunningSum, filled.Length + 1);
        LevelErrors.RunningSum(filled, sums);
        var (whole, rest) = Math.DivRem(leadTime, season);
        double squares = 0;
        for (var t = (int)start; t < start + count; t++)
        {
            var seasonAgo = sums[t - season];
            var forecast = (whole * (sums[t] - seasonAgo)) + sums[t - season + rest] - seasonAgo;
            var error = sums[t + leadTime] - sums[t] - forecast;
            squares += error * error;
        }

        return (Math.Sqrt(squares / count), (int)count);
    }

    /// <summary>Variance of the summed error of a seasonal random walk, in one-step variances: a bucket of the season that comes j times adds 1² + … + j², since each innovation counts again in every later season.</summary>
    private static double CumulativeGrowth(int leadTime, int season)
    {
        var (whole, rest) = Math.DivRem(leadTime, season);
        return (rest * SquarePyramid(whole + 1)) + ((season - rest) * SquarePyramid(whole));
    }

    private static double SquarePyramid(double n) => n * (n + 1) * ((2 * n) + 1) / 6;
}
