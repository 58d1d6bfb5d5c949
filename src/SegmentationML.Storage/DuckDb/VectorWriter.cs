using System.Numerics;
using System.Runtime.InteropServices;
using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>Writes fixed-width values into a vector of a chunk.</summary>
internal static unsafe class VectorWriter
{
    /// <summary>Copies values; rows whose bit is not set, and those that are NaN, become null.</summary>
    /// <param name="vector">With room for the values.</param>
    /// <param name="values">One value a row.</param>
    /// <param name="validity">Bit 1 = not null, 64 rows a word; empty when no row is null.</param>
    public static void Write<T>(nint vector, ReadOnlySpan<T> values, ReadOnlySpan<ulong> validity)
        where T : unmanaged
    {
        values.CopyTo(new Span<T>(DuckDbNative.VectorGetData(vector), values.Length));
        WriteValidity(vector, validity, values.Length);
        if (typeof(T) == typeof(double))
        {
            NullWhereNaN(vector, MemoryMarshal.Cast<T, double>(values));
        }
        else if (typeof(T) == typeof(float))
        {
            NullWhereNaN(vector, MemoryMarshal.Cast<T, float>(values));
        }
    }

    /// <summary>Copies lists; items that are NaN become null.</summary>
    /// <param name="vector">A vector of lists, with room for the rows.</param>
    /// <param name="items">The items of all lists, of those of other chunks too.</param>
    /// <param name="offsets">Where each of the rows to write starts, and where the last of them ends.</param>
    public static void WriteLists<T>(nint vector, ReadOnlySpan<T> items, ReadOnlySpan<int> offsets)
        where T : unmanaged
    {
        var entries = (NativeListEntry*)DuckDbNative.VectorGetData(vector);
        for (var row = 0; row < offsets.Length - 1; row++)
        {
            entries[row] = new NativeListEntry { Offset = (ulong)(offsets[row] - offsets[0]), Length = (ulong)(offsets[row + 1] - offsets[row]) };
        }

        var count = (ulong)(offsets[^1] - offsets[0]);
        _ = DuckDbNative.ListVectorReserve(vector, count);
        _ = DuckDbNative.ListVectorSetSize(vector, count);
        Write(DuckDbNative.ListVectorGetChild(vector), items[offsets[0]..offsets[^1]], validity: []);
    }

    /// <summary>Copies a validity mask.</summary>
    /// <param name="vector">Any vector.</param>
    /// <param name="validity">Empty when no row is null.</param>
    /// <param name="rows">Rows of the vector.</param>
    public static void WriteValidity(nint vector, ReadOnlySpan<ulong> validity, int rows)
    {
        if (!validity.IsEmpty)
        {
            DuckDbNative.VectorEnsureValidityWritable(vector);
            var words = (rows + 63) >> 6;
            validity[..words].CopyTo(new Span<ulong>(DuckDbNative.VectorGetValidity(vector), words));
        }
    }

    /// <summary>Makes a row null.</summary>
    /// <param name="vector">Any vector.</param>
    /// <param name="row">Zero-based.</param>
    public static void SetNull(nint vector, int row)
    {
        DuckDbNative.VectorEnsureValidityWritable(vector);
        DuckDbNative.VectorGetValidity(vector)[row >> 6] &= ~(1UL << (row & 63));
    }

    private static void NullWhereNaN<T>(nint vector, ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (T.IsNaN(values[row]))
            {
                SetNull(vector, row);
            }
        }
    }
}
