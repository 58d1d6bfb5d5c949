using System.Numerics.Tensors;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>The error spread of singular spectrum analysis by making the history anew: signal plus drawn residuals, decomposed with the same window and rank, forecast again.</summary>
/// <remarks>Golyandina and Zhigljavsky (2013), Singular Spectrum Analysis for Time Series, §3.2.1. A future is the forecast plus a drawn residual; its error is its distance from the new forecast.</remarks>
internal static class SsaBootstrap
{
    private const ulong Seed = 20130708;

    /// <summary>Measures the errors by step and over the lead time.</summary>
    /// <param name="model">Fitted to all of the values, with a component at least.</param>
    /// <param name="values">Demand without gaps, shape (n).</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="options">With the number of histories.</param>
    /// <param name="mean">The forecast.</param>
    /// <param name="stepSd">Receives the standard deviation of each step, shape (horizon).</param>
    /// <param name="leadTime">Whole buckets, at least 1.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    public static ErrorSpread Measure(in SsaModel model, ReadOnlySpan<double> values, int season, SsaOptions options, ReadOnlySpan<double> mean, Span<double> stepSd, int leadTime, ForecastWorkspace workspace)
    {
        var signal = workspace.Rent(WorkspaceSlot.Signal, 2 * values.Length);
        var residuals = signal[values.Length..];
        signal = signal[..values.Length];
        Reconstruct(model.Decomposition, values, signal);
        TensorPrimitives.Subtract(values, signal, residuals);
        TensorPrimitives.Subtract(residuals, TensorPrimitives.Sum<double>(residuals) / residuals.Length, residuals);
        var again = options with { Window = model.Decomposition.Window, Rank = model.Decomposition.Rank, EnergyShare = null };
        var inner = workspace.Keep<ForecastWorkspace>();
        var buffer = workspace.Rent(WorkspaceSlot.Redrawn, values.Length + mean.Length);
        var redrawn = buffer[..values.Length];
        var forecast = buffer[values.Length..];
        stepSd.Clear();
        double leadSquares = 0;
        for (var path = 0; path < options.Paths; path++)
        {
            var random = SplitMix64.ForStream(Seed, (ulong)path);
            for (var t = 0; t < redrawn.Length; t++)
            {
                redrawn[t] = Math.Max(0, signal[t] + residuals[random.NextInt32(residuals.Length)]);
            }

            SsaModel.Fit(redrawn, season, mean.Length, again, inner).Forecast(redrawn, forecast, inner);
            double lead = 0;
            for (var step = 0; step < mean.Length; step++)
            {
                var error = mean[step] + residuals[random.NextInt32(residuals.Length)] - forecast[step];
                stepSd[Math.Min(step, stepSd.Length - 1)] += step < stepSd.Length ? error * error : 0;
                lead += step < leadTime ? error : 0;
            }

            leadSquares += lead * lead;
        }

        for (var step = 0; step < stepSd.Length; step++)
        {
            stepSd[step] = Math.Sqrt(stepSd[step] / options.Paths);
        }

        return new ErrorSpread(stepSd[0], Math.Sqrt(leadSquares / options.Paths), 0);
    }

    /// <summary>The diagonal means of the projections of the lagged vectors, and the centre.</summary>
    internal static void Reconstruct(in SsaDecomposition decomposition, ReadOnlySpan<double> values, Span<double> signal)
    {
        var (window, rank) = (decomposition.Window, decomposition.Rank);
        var stride = SymmetricEigen.Stride(window);
        var centre = SsaModel.Centre(values, window);
        signal.Clear();
        for (var newest = window - 1; newest < values.Length; newest++)
        {
            for (var i = 0; i < rank; i++)
            {
                var direction = decomposition.Directions.Slice(i * stride, window);
                double product = 0;
                for (var q = 0; q < window; q++)
                {
                    product += direction[q] * (values[newest - q] - centre);
                }

                for (var q = 0; q < window; q++)
                {
                    signal[newest - q] += product * direction[q];
                }
            }
        }

        for (var t = 0; t < values.Length; t++)
        {
            var vectors = Math.Min(Math.Min(t + 1, window), Math.Min(values.Length - t, values.Length - window + 1));
            signal[t] = centre + (signal[t] / vectors);
        }
    }
}
