using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>Where the values of one column of a chunk lie.</summary>
internal unsafe readonly struct DuckDbVector
{
    private readonly byte* _data;
    private readonly ulong* _validity;

    /// <summary>Points at a column.</summary>
    /// <param name="vector">Lives as long as its chunk.</param>
    public DuckDbVector(nint vector)
    {
        Vector = vector;
        _data = DuckDbNative.VectorGetData(vector);
        _validity = DuckDbNative.VectorGetValidity(vector);
    }

    /// <summary>The native vector.</summary>
    public nint Vector { get; }

    /// <summary>True when no row is null.</summary>
    public bool IsDense => _validity == null;

    /// <summary>True when a row is null.</summary>
    public bool IsNull(int row) => _validity != null && (_validity[row >> 6] >> (row & 63) & 1) == 0;

    /// <summary>The validity mask: bit 1 = not null, 64 rows a word; empty when no row is null.</summary>
    public ReadOnlySpan<ulong> Validity(int rows) => _validity == null ? [] : new ReadOnlySpan<ulong>(_validity, (rows + 63) >> 6);

    /// <summary>Fixed-width values.</summary>
    public ReadOnlySpan<T> Values<T>(int rows)
        where T : unmanaged => new(_data, rows);

    /// <summary>A text in place.</summary>
    public ReadOnlySpan<byte> Bytes(int row) => NativeString.Bytes((NativeString*)_data + row);

    /// <summary>The bytes of all texts together.</summary>
    public int TotalLength(int rows)
    {
        var entries = (NativeString*)_data;
        var total = 0L;
        for (var row = 0; row < rows; row++)
        {
            total += IsNull(row) ? 0 : entries[row].Length;
        }

        return checked((int)total);
    }

    /// <summary>Copies all texts, one after the other; nulls are empty.</summary>
    /// <remarks>A short text is copied with its padding, which the next text overwrites: no branch on its length.</remarks>
    public void CopyTexts(int rows, Span<byte> bytes, Span<int> ends)
    {
        ends = ends[..rows];
        var entries = (NativeString*)_data;
        var end = 0;
        for (var row = 0; row < ends.Length; row++)
        {
            if (!IsNull(row))
            {
                var rest = bytes[end..];
                if (entries[row].Length <= NativeString.InlineLength && rest.Length >= NativeString.InlineLength)
                {
                    NativeString.CopyInline(entries + row, rest);
                }
                else
                {
                    NativeString.Bytes(entries + row).CopyTo(rest);
                }

                end += (int)entries[row].Length;
            }

            ends[row] = end;
        }
    }

    /// <summary>The code of an ENUM value.</summary>
    public int Code(DuckDbType physical, int row) => physical switch
    {
        DuckDbType.UTinyInt => _data[row],
        DuckDbType.USmallInt => ((ushort*)_data)[row],
        _ => checked((int)((uint*)_data)[row]),
    };
}
