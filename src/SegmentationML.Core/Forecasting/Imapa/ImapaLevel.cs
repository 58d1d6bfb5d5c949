using SegmentationML.Core.Forecasting.Adida;
using SegmentationML.Core.Forecasting.Ses;

namespace SegmentationML.Core.Forecasting.Imapa;

/// <summary>The level of IMAPA; the weights of its levels lie in the workspace from the fit to the forecast.</summary>
internal static class ImapaLevel
{
    /// <summary>Fits the weight of every block size.</summary>
    /// <returns>The largest block.</returns>
    public static int Fit(ReadOnlySpan<double> observed, ImapaOptions options, ForecastWorkspace workspace)
    {
        var largest = Math.Clamp(options.LargestBlock ?? AggregatedLevel.MeanInterval(observed), 1, observed.Length);
        var alphas = workspace.Rent(WorkspaceSlot.BlockAlphas, largest);
        for (var size = 1; size <= largest; size++)
        {
            alphas[size - 1] = SesQuickFit.Alpha(AggregatedLevel.Blocks(observed, size, workspace), options.LowestAlpha, options.HighestAlpha);
        }

        return largest;
    }

    /// <summary>The mean of the levels after the last bucket.</summary>
    public static double Last(ReadOnlySpan<double> observed, int largest, ForecastWorkspace workspace)
    {
        var alphas = workspace.Rent(WorkspaceSlot.BlockAlphas, largest);
        double sum = 0;
        for (var size = 1; size <= largest; size++)
        {
            sum += AggregatedLevel.Last(observed, size, alphas[size - 1], workspace);
        }

        return sum / largest;
    }

    /// <summary>The mean of the levels after each bucket, of the blocks that fit by then.</summary>
    public static void Path(ReadOnlySpan<double> observed, int largest, Span<double> path, ForecastWorkspace workspace)
    {
        var alphas = workspace.Rent(WorkspaceSlot.BlockAlphas, largest);
        var sums = workspace.Rent(WorkspaceSlot.RunningSum, observed.Length + 1);
        LevelErrors.RunningSum(observed, sums);
        var levels = workspace.Rent(WorkspaceSlot.BlockLevels, path.Length);
        path.Clear();
        for (var size = 1; size <= Math.Min(largest, observed.Length); size++)
        {
            AggregatedLevel.AddPath(sums, size, alphas[size - 1], levels, path);
        }

        for (var t = 1; t < path.Length; t++)
        {
            path[t] /= Math.Min(t, largest);
        }
    }
}
