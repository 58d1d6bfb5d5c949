using System.Numerics.Tensors;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>The vector forecast as filters over the newest lagged vector.</summary>
/// <remarks>
/// In the coordinates c of the directions a lagged vector moves on by c ← (I + π πᵀ / (1 − ν²)) M c, M[a, b] = Σ U[a, q] U[b, q − 1] over the places q ≥ 1, π the newest places. The bucket h
/// ahead is the mean over the vectors that hold it, all of which follow from the newest one of the history. Golyandina, Nekrutkin and Zhigljavsky (2001), §2.3.1.
/// </remarks>
internal static class SsaVector
{
    /// <summary>The filters, that of step k in row steps − k.</summary>
    /// <param name="decomposition">With a trusted rank, at least 1.</param>
    /// <param name="filters">Receives the rows over the newest window, newest bucket first; cleared before.</param>
    /// <param name="steps">Number of rows.</param>
    /// <param name="rowLength">Length of a row, at least the window.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    public static void StepFilters(in SsaDecomposition decomposition, Span<double> filters, int steps, int rowLength, ForecastWorkspace workspace)
    {
        var (rank, window) = (decomposition.Rank, decomposition.Window);
        var stride = SymmetricEigen.Stride(window);
        var scratch = workspace.Rent(WorkspaceSlot.Scratch, (rank * rank) + (3 * rank));
        var shift = scratch[..(rank * rank)];
        Shift(decomposition, shift);

        // Horner's rule from the oldest place: Σ U[q] shift^q over the places q, then one more shift for each bucket ahead.
        var vector = scratch.Slice(rank * rank, rank);
        var sum = scratch.Slice((rank * rank) + rank, rank);
        var moved = scratch.Slice((rank * rank) + (2 * rank), rank);
        sum.Clear();
        for (var place = window - 1; place >= 0; place--)
        {
            Move(shift, sum, moved);
            Place(decomposition, stride, place, vector);
            TensorPrimitives.Add(sum, vector, sum);
        }

        for (var step = 1; step <= steps; step++)
        {
            Move(shift, sum, moved);
            var row = filters.Slice((steps - step) * rowLength, rowLength);
            for (var i = 0; i < rank; i++)
            {
                TensorPrimitives.MultiplyAdd(decomposition.Directions.Slice(i * stride, window), sum[i] / window, row[..window], row[..window]);
            }
        }
    }

    private static void Shift(in SsaDecomposition decomposition, Span<double> shift)
    {
        var (rank, window) = (decomposition.Rank, decomposition.Window);
        var stride = SymmetricEigen.Stride(window);
        double verticality = 0;
        for (var i = 0; i < rank; i++)
        {
            verticality += decomposition.Directions[i * stride] * decomposition.Directions[i * stride];
        }

        for (var a = 0; a < rank; a++)
        {
            var older = decomposition.Directions.Slice((a * stride) + 1, window - 1);
            for (var b = 0; b < rank; b++)
            {
                shift[(a * rank) + b] = TensorPrimitives.Dot(older, decomposition.Directions.Slice(b * stride, window - 1));
            }
        }

        for (var b = 0; b < rank; b++)
        {
            double product = 0;
            for (var a = 0; a < rank; a++)
            {
                product += decomposition.Directions[a * stride] * shift[(a * rank) + b];
            }

            for (var a = 0; a < rank; a++)
            {
                shift[(a * rank) + b] += decomposition.Directions[a * stride] * product / (1 - verticality);
            }
        }
    }

    private static void Place(in SsaDecomposition decomposition, int stride, int place, Span<double> vector)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = decomposition.Directions[(i * stride) + place];
        }
    }

    /// <summary>row ← row · shift.</summary>
    private static void Move(ReadOnlySpan<double> shift, Span<double> row, Span<double> moved)
    {
        moved.Clear();
        for (var a = 0; a < row.Length; a++)
        {
            TensorPrimitives.MultiplyAdd(shift.Slice(a * row.Length, row.Length), row[a], moved, moved);
        }

        moved.CopyTo(row);
    }
}
