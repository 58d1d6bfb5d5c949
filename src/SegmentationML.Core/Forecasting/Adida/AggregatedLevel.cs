using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting.Ses;

namespace SegmentationML.Core.Forecasting.Adida;

/// <summary>Simple exponential smoothing of the sums of so many buckets, per bucket; shared by the methods that aggregate over time.</summary>
/// <remarks>Blocks end at the newest bucket; what is left over at the beginning is dropped. With one block its mean is the level.</remarks>
internal static class AggregatedLevel
{
    /// <summary>Buckets to the last demand over the number of demands, rounded half to even: the mean interval, the first one included; 0 without demand.</summary>
    public static int MeanInterval(ReadOnlySpan<double> values)
    {
        var demands = DemandScan.CountDemands(values);
        return demands == 0 ? 0 : (int)Math.Round((DemandScan.LastDemand(values) + 1.0) / demands, MidpointRounding.ToEven);
    }

    /// <summary>Sums of blocks, oldest first.</summary>
    /// <param name="values">None missing, shape (n).</param>
    /// <param name="size">Buckets in a block, in [1, n].</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    /// <returns>Shape (n / size).</returns>
    public static ReadOnlySpan<double> Blocks(ReadOnlySpan<double> values, int size, ForecastWorkspace workspace)
    {
        if (size == 1)
        {
            return values;
        }

        var blocks = workspace.Rent(WorkspaceSlot.Blocks, values.Length / size);
        var at = values.Length % size;
        for (var b = 0; b < blocks.Length; b++)
        {
            double sum = 0;
            for (var end = at + size; at < end; at++)
            {
                sum += values[at];
            }

            blocks[b] = sum;
        }

        return blocks;
    }

    /// <summary>Adds the level per bucket after each bucket, with the blocks that end there.</summary>
    /// <param name="sums">Running sums of the values, shape (n + 1).</param>
    /// <param name="size">Buckets in a block, in [1, n].</param>
    /// <param name="alpha">Smoothing weight.</param>
    /// <param name="levels">Level of the block sums after t buckets at t, shape (n + 1); defined from <paramref name="size"/> on. Overwritten.</param>
    /// <param name="total">Receives the sum of what it held and the level per bucket, shape (n + 1), from <paramref name="size"/> on.</param>
    public static void AddPath(ReadOnlySpan<double> sums, int size, double alpha, Span<double> levels, Span<double> total)
    {
        for (var t = size; t < sums.Length; t++)
        {
            var block = sums[t] - sums[t - size];
            levels[t] = t < 2 * size ? block : levels[t - size] + (alpha * (block - levels[t - size]));
            total[t] += Math.Max(0, levels[t]) / size;
        }
    }

    /// <summary>The level per bucket after the last one.</summary>
    public static double Last(ReadOnlySpan<double> values, int size, double alpha, ForecastWorkspace workspace)
    {
        var blocks = Blocks(values, size, workspace);
        return SesLevel.Last(blocks[1..], alpha, blocks[0]) / size;
    }
}
