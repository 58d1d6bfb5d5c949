using System.Numerics.Tensors;
using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>Fills missing buckets with the signal that the observed ones show: fill, decompose, put the reconstruction into the gaps, and again until they stand still.</summary>
/// <remarks>
/// Kondrashov and Ghil (2006), Nonlinear Processes in Geophysics 13(2), 151-159; Golyandina and Osipov (2007), Journal of Statistical Planning and Inference 137(8), 2642-2653. Window and rank are
/// those of the forecast. The first fill is that of <see cref="GapFill"/>, and the last one where no component stands out. A fill is never below zero.
/// </remarks>
internal static class SsaGaps
{
    private const int MostRounds = 25;

    /// <summary>The gaps stand still when none of them moves by more than this share of the largest demand.</summary>
    private const double Settled = 1e-4;

    /// <summary>Fills the gaps of a history.</summary>
    /// <param name="demand">NaN = missing; at least 8 observed, shape (n).</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="options">Window, rank or energy share.</param>
    /// <param name="filled">Filled by <see cref="GapFill"/>; its gaps are filled anew, shape (n).</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    public static void Refine(ReadOnlySpan<double> demand, int season, SsaOptions options, Span<double> filled, ForecastWorkspace workspace)
    {
        var window = Math.Min(options.Window ?? SsaWindow.Choose(filled.Length, season), filled.Length / 2);
        var mostlyEmpty = DemandScan.CountDemands(demand) < (demand.Length - DemandScan.CountMissing(demand)) / 2.0;
        var still = Settled * TensorPrimitives.Max<double>(filled);
        var moved = double.PositiveInfinity;
        for (var round = 0; round < MostRounds && moved > still; round++)
        {
            var centred = workspace.Rent(WorkspaceSlot.Centred, filled.Length);
            TensorPrimitives.Subtract(filled, SsaModel.Centre(filled, window), centred);
            var decomposition = SsaDecomposition.Of(centred, window, mostlyEmpty, options, workspace);
            if (decomposition.Rank == 0)
            {
                return;
            }

            var signal = workspace.Rent(WorkspaceSlot.Signal, filled.Length);
            SsaBootstrap.Reconstruct(decomposition, filled, signal);
            moved = PutIn(demand, signal, filled);
        }
    }

    /// <summary>Puts the signal into the gaps; the largest move.</summary>
    private static double PutIn(ReadOnlySpan<double> demand, ReadOnlySpan<double> signal, Span<double> filled)
    {
        double moved = 0;
        for (var t = 0; t < demand.Length; t++)
        {
            if (double.IsNaN(demand[t]))
            {
                var value = Math.Max(0, signal[t]);
                moved = Math.Max(moved, Math.Abs(value - filled[t]));
                filled[t] = value;
            }
        }

        return moved;
    }
}
