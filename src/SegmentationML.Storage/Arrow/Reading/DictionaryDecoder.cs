using System.Runtime.InteropServices;
using SegmentationML.Storage.Arrow.Gather;

namespace SegmentationML.Storage.Arrow.Reading;

/// <summary>Columns from checked indices: text keeps its dictionary, values of one width are put in place.</summary>
internal static class DictionaryDecoder
{
    /// <summary>The column.</summary>
    public static ArrowColumn Column(ArrowField field, int rows, int nulls, ReadOnlyMemory<byte> validity, ReadOnlyMemory<byte> indices, ArrowColumn dictionary, BufferArena arena)
    {
        var entries = MemoryMarshal.Cast<byte, int>(indices.Span);
        if (dictionary.Nulls > 0)
        {
            validity = WithNullEntries(field, rows, nulls, validity, entries, dictionary, arena, out nulls);
        }

        var buffers = new ColumnBuffers { Validity = validity };
        if (field.Type.IsText || field.Type.IsBytes || dictionary.Rows == 0)
        {
            return new ArrowColumn(field, rows, nulls, buffers with { Indices = indices, Dictionary = dictionary });
        }

        return new ArrowColumn(field with { IndexType = null }, rows, nulls, buffers with { Data = Spread(field, entries, dictionary, arena) });
    }

    private static ReadOnlyMemory<byte> WithNullEntries(
        ArrowField field, int rows, int nulls, ReadOnlyMemory<byte> validity, ReadOnlySpan<int> entries, ArrowColumn dictionary, BufferArena arena, out int allNulls)
    {
        var bytes = (int)Bitmap.BytesFor(rows);
        var merged = arena.Rent(bytes, $"column '{field.Name}'").AsMemory(0, bytes);
        var bits = merged.Span;
        bits.Clear();
        allNulls = rows;
        for (var row = 0; row < rows; row++)
        {
            var present = nulls == 0 || ((validity.Span[row >> 3] >> (row & 7)) & 1) != 0;
            if (present && !dictionary.IsNull(entries[row]))
            {
                bits[row >> 3] |= (byte)(1 << (row & 7));
                allNulls--;
            }
        }

        return merged;
    }

    private static ReadOnlyMemory<byte> Spread(ArrowField field, ReadOnlySpan<int> entries, ArrowColumn dictionary, BufferArena arena)
    {
        var width = field.Type.FixedWidth;
        var bytes = (long)entries.Length * width;
        var spread = arena.Rent(bytes, $"column '{field.Name}'").AsMemory(0, (int)bytes);
        for (var row = 0; row < entries.Length; row++)
        {
            dictionary.Data.Slice(entries[row] * width, width).CopyTo(spread.Span[(row * width)..]);
        }

        return spread;
    }
}
