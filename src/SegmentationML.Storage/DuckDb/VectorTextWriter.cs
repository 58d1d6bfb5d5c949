using System.Text;
using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>Writes texts and lists of texts into a vector of a chunk; keeps one buffer for their UTF-8 form.</summary>
internal sealed unsafe class VectorTextWriter
{
    private byte[] _buffer = new byte[256];

    /// <summary>Writes texts; a null entry becomes a null.</summary>
    /// <param name="vector">With room for the rows.</param>
    /// <param name="texts">All texts.</param>
    /// <param name="start">The first to write.</param>
    /// <param name="rows">How many to write.</param>
    public void Write(nint vector, IReadOnlyList<string?> texts, int start, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            Assign(vector, row, texts[start + row]);
        }
    }

    /// <summary>Writes texts that lie in one buffer.</summary>
    /// <param name="vector">With room for the rows.</param>
    /// <param name="utf8">All texts.</param>
    /// <param name="offsets">Where each of the rows to write starts, and where the last of them ends.</param>
    /// <param name="validity">Bit 1 = not null, 64 rows a word; empty when no row is null.</param>
    public static void WriteUtf8(nint vector, ReadOnlySpan<byte> utf8, ReadOnlySpan<int> offsets, ReadOnlySpan<ulong> validity)
    {
        var rows = offsets.Length - 1;
        VectorWriter.WriteValidity(vector, validity, rows);
        for (var row = 0; row < rows; row++)
        {
            if (validity.IsEmpty || (validity[row >> 6] >> (row & 63) & 1) != 0)
            {
                Assign(vector, row, utf8[offsets[row]..offsets[row + 1]]);
            }
        }
    }

    /// <summary>Writes lists of texts; a null list and a null item become nulls.</summary>
    /// <param name="vector">With room for the rows.</param>
    /// <param name="lists">All lists.</param>
    /// <param name="start">The first to write.</param>
    /// <param name="rows">How many to write.</param>
    public void WriteLists(nint vector, IReadOnlyList<IReadOnlyList<string?>?> lists, int start, int rows)
    {
        var child = ReserveItems(vector, lists, start, rows);
        var item = 0;
        for (var row = 0; row < rows; row++)
        {
            if (lists[start + row] is not { } list)
            {
                VectorWriter.SetNull(vector, row);
                continue;
            }

            Write(child, list, item);
            item += list.Count;
        }
    }

    // The lists' own entries say where their items lie in the child vector.
    private static nint ReserveItems(nint vector, IReadOnlyList<IReadOnlyList<string?>?> lists, int start, int rows)
    {
        var items = 0UL;
        var entries = (NativeListEntry*)DuckDbNative.VectorGetData(vector);
        for (var row = 0; row < rows; row++)
        {
            var length = (ulong)(lists[start + row]?.Count ?? 0);
            entries[row] = new NativeListEntry { Offset = items, Length = length };
            items += length;
        }

        _ = DuckDbNative.ListVectorReserve(vector, items);
        _ = DuckDbNative.ListVectorSetSize(vector, items);
        return DuckDbNative.ListVectorGetChild(vector);
    }

    // Short texts lie in the vector itself; DuckDB takes a copy of the others.
    private static void Assign(nint vector, int row, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= NativeString.InlineLength)
        {
            NativeString.WriteInline((NativeString*)DuckDbNative.VectorGetData(vector) + row, utf8);
            return;
        }

        fixed (byte* bytes = utf8)
        {
            DuckDbNative.VectorAssignString(vector, (ulong)row, bytes, (ulong)utf8.Length);
        }
    }

    private void Assign(nint vector, int row, string? text)
    {
        if (text is null)
        {
            VectorWriter.SetNull(vector, row);
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > _buffer.Length)
        {
            _buffer = new byte[Math.Max(most, 2 * _buffer.Length)];
        }

        Assign(vector, row, _buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, _buffer)));
    }

    private void Write(nint vector, IReadOnlyList<string?> texts, int firstRow)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            Assign(vector, firstRow + i, texts[i]);
        }
    }
}
