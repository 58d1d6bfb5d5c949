using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting;

/// <summary>Quantiles of the errors that a method made from earlier moments, around its mean: no family is assumed.</summary>
/// <remarks>
/// The method forecasts from up to <see cref="MostOrigins"/> successive moments, parameters fitted at the first of them; the quantile of n errors at level u is the one of rank ⌈(n + 1) u⌉, at most the
/// largest: Vovk, Gammerman and Shafer (2005), Algorithmic Learning in a Random World. Errors are signed, so a bias is part of them. Nothing below zero.
/// </remarks>
internal static class ConformalErrors
{
    /// <summary>Errors below which they are not trusted.</summary>
    public const int Enough = 20;
    private const int MostOrigins = 100;
    private const int LeastTraining = 8;

    /// <summary>Writes the quantiles of each step and of the lead time.</summary>
    /// <param name="method">The method.</param>
    /// <param name="history">Checked demand.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="mean">Mean of each step, at least as long as horizon and lead time.</param>
    /// <param name="leadTimeMean">Mean over the lead time.</param>
    /// <param name="quantiles">Receives the quantiles by step and level.</param>
    /// <param name="leadTimeQuantiles">Receives those over the lead time.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    /// <returns>False, and nothing is written, where the history is too short.</returns>
    public static bool Write(IForecaster method, in DemandHistory history, in DistributionRequest request, ReadOnlySpan<double> mean, double leadTimeMean, Span<double> quantiles, Span<double> leadTimeQuantiles, ForecastWorkspace workspace)
    {
        var window = Math.Max(request.Horizon, request.WholeLeadTime);
        var last = history.Length - window;
        var first = Math.Max(Math.Max(DemandScan.FirstDemand(history.Values) + 1, last - MostOrigins + 1), Math.Max(LeastTraining, method.MinimumHistory(history.Season)) + DemandScan.CountMissing(history.Values));
        if (last - first + 1 < Enough)
        {
            return false;
        }

        int[] origins = [.. Enumerable.Range(first, last - first + 1)];
        var (forecasts, errors) = (new double[origins.Length * window], new double[origins.Length]);
        method.ForecastFrom(history, origins, window, forecasts, workspace);
        var levels = request.Levels;
        var values = history.Values;
        for (var step = 0; step < request.Horizon; step++)
        {
            for (var k = 0; k < origins.Length; k++)
            {
                errors[k] = values[origins[k] + step] - forecasts[(k * window) + step];
            }

            Around(mean[step], errors, request, levels, quantiles.Slice(step * levels.Count, levels.Count));
        }

        for (var k = 0; k < origins.Length; k++)
        {
            errors[k] = 0;
            for (var t = 0; t < request.WholeLeadTime; t++)
            {
                errors[k] += Math.Min(1, request.LeadTime - t) * (values[origins[k] + t] - forecasts[(k * window) + t]);
            }
        }

        Around(leadTimeMean, errors, request, levels, leadTimeQuantiles);
        return true;
    }

    private static void Around(double mean, double[] errors, in DistributionRequest request, QuantileLevels levels, Span<double> quantiles)
    {
        var known = Array.FindAll(errors, double.IsFinite);
        Array.Sort(known);
        for (var i = 0; i < levels.Count; i++)
        {
            var rank = (int)Math.Ceiling(((known.Length + 1) * levels.Values[i]) - 1e-9);
            var quantile = known.Length == 0 ? mean : Math.Max(0, mean + known[Math.Clamp(rank - 1, 0, known.Length - 1)]);
            quantiles[i] = request.WholeUnits ? Math.Ceiling(quantile - 1e-9) : quantile;
        }
    }
}
