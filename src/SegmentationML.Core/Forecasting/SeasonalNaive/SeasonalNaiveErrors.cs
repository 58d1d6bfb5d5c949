using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting.SeasonalNaive;

/// <summary>The errors that the seasonal naive forecast made after every bucket of the history.</summary>
/// <remarks>A step in the k-th season ahead looks k seasons back. Too short a history for that: the variance of a seasonal random walk, k times the one-step variance.</remarks>
internal static class SeasonalNaiveErrors
{
    /// <summary>Fills the standard deviations of <paramref name="detail"/>.</summary>
    /// <param name="filled">Values without gaps, shape (n), n ≥ season.</param>
    /// <param name="values">The same with NaN where missing: such a bucket has no error.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="detail">Its mean is filled.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    public static void Measure(scoped ReadOnlySpan<double> filled, scoped ReadOnlySpan<double> values, int season, ref ForecastDetail detail, ForecastWorkspace workspace)
    {
        var first = DemandScan.FirstDemand(filled);
        var oneStep = OneStepVariance(filled, values, first, season);
        detail.OneStepSd = Math.Sqrt(oneStep);
        for (var done = 0; done < detail.StepSd.Length; done += season)
        {
            var seasonsBack = (done / season) + 1;
            var (variance, count) = LagVariance(filled, values, first, seasonsBack * (long)season);
            var sd = Math.Sqrt(count >= LevelErrors.Enough ? variance : oneStep * seasonsBack);
            detail.StepSd.Slice(done, Math.Min(season, detail.StepSd.Length - done)).Fill(sd);
        }

        MeasureLeadTime(filled, first, season, oneStep, ref detail, workspace);
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

    private static void MeasureLeadTime(scoped ReadOnlySpan<double> filled, int first, int season, double oneStep, ref ForecastDetail detail, ForecastWorkspace workspace)
    {
        var leadTime = detail.LeadTime;
        var start = first + (long)season;
        var count = filled.Length - start - leadTime + 1;
        if (count < LevelErrors.Enough || filled.Length - start < (long)LevelErrors.EnoughLeadTimes * leadTime)
        {
            detail.LeadTimeSd = Math.Sqrt(oneStep * CumulativeGrowth(leadTime, season));
            detail.LeadTimeErrors = 0;
            return;
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

        detail.LeadTimeSd = Math.Sqrt(squares / count);
        detail.LeadTimeErrors = (int)count;
    }

    /// <summary>Variance of the summed error of a seasonal random walk, in one-step variances: a bucket of the season that comes j times adds 1² + … + j², since each innovation counts again in every later season.</summary>
    private static double CumulativeGrowth(int leadTime, int season)
    {
        var (whole, rest) = Math.DivRem(leadTime, season);
        return (rest * SquarePyramid(whole + 1)) + ((season - rest) * SquarePyramid(whole));
    }

    private static double SquarePyramid(double n) => n * (n + 1) * ((2 * n) + 1) / 6;
}
