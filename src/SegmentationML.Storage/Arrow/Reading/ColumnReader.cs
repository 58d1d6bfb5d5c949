using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using SegmentationML.Storage.Arrow.Gather;
using SegmentationML.Storage.Arrow.Metadata;

namespace SegmentationML.Storage.Arrow.Reading;

/// <summary>Reads and checks the columns of one message body, depth first, in the order of the schema.</summary>
internal sealed class ColumnReader(BatchLayout layout, BodyReader body, BufferArena arena, DictionaryStore dictionaries)
{
    /// <summary>The next column.</summary>
    /// <param name="field">What the schema says of it.</param>
    /// <param name="expectedRows">Rows that it must have; null for a list's entries.</param>
    public ArrowColumn Read(ArrowField field, int? expectedRows)
    {
        var (rows, claimedNulls) = layout.NextNode();
        if (expectedRows is { } expected && rows != expected)
        {
            throw ArrowProblems.Metadata($"Column '{field.Name}' has {rows} rows in a batch of {expected}.");
        }

        if (field.StorageType.Kind == ArrowKind.Null)
        {
            return new ArrowColumn(field, rows, rows, new ColumnBuffers());
        }

        var validity = Validity(field, rows, claimedNulls, out var nulls);
        if (field.IndexType is not null)
        {
            return Encoded(field, rows, nulls, validity);
        }

        var buffers = ReadValues(field, rows, nulls == 0 ? default : validity) with { Validity = validity };
        return new ArrowColumn(field, rows, nulls, buffers);
    }

    private ColumnBuffers ReadValues(ArrowField field, int rows, ReadOnlyMemory<byte> validity)
    {
        var type = field.Type;
        if (type.IsView)
        {
            return Views(field, rows, validity.Span);
        }

        if (type.OffsetWidth > 0)
        {
            return type.IsList ? Lists(field, rows) : Text(field, rows, validity.Span);
        }

        return new ColumnBuffers { Data = Fixed(field, rows, type.Kind == ArrowKind.Bool ? 0 : type.FixedWidth) };
    }

    // A file may leave the bitmap out when nothing is null; where it is present it decides, not the claimed count.
    private ReadOnlyMemory<byte> Validity(ArrowField field, int rows, long claimedNulls, out int nulls)
    {
        var bits = body.Next(field.Name);
        nulls = 0;
        if (bits.Length == 0)
        {
            return claimedNulls == 0 || rows == 0 ? default : throw ArrowProblems.Data($"Column '{field.Name}' has {claimedNulls} nulls and no bitmap that says where.");
        }

        var bytes = (int)Bitmap.BytesFor(rows);
        Require(bits, bytes, field);
        bits = bits[..bytes];
        var ones = 0;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bits.Span)[..(rows / 64)])
        {
            ones += BitOperations.PopCount(word);
        }

        for (var row = rows & ~63; row < rows; row++)
        {
            ones += IsSet(bits.Span, row) ? 1 : 0;
        }

        nulls = rows - ones;
        return nulls == 0 ? default : bits;
    }

    private ReadOnlyMemory<byte> Fixed(ArrowField field, int rows, int width)
    {
        var data = body.Next(field.Name);
        var bytes = width == 0 ? Bitmap.BytesFor(rows) : (long)rows * width;
        Require(data, bytes, field);
        return data[..(int)bytes];
    }

    private ColumnBuffers Text(ArrowField field, int rows, ReadOnlySpan<byte> validity)
    {
        var offsets = Offsets(field, rows);
        var data = body.Next(field.Name);
        var ints = MemoryMarshal.Cast<byte, int>(offsets.Span);
        Require(data, ints[^1], field);
        data = data[..ints[^1]];
        if (field.Type.IsText)
        {
            TextCheck.Require(field.Name, ints, data.Span, validity);
        }

        return new ColumnBuffers { Offsets = offsets, Data = data };
    }

    private ColumnBuffers Lists(ArrowField field, int rows)
    {
        var offsets = Offsets(field, rows);
        var items = Read(field.Type.Item!, expectedRows: null);
        var end = MemoryMarshal.Cast<byte, int>(offsets.Span)[^1];
        return end <= items.Rows
            ? new ColumnBuffers { Offsets = offsets, Items = items }
            : throw ArrowProblems.Data($"The lists of column '{field.Name}' reach entry {end} of {items.Rows}.");
    }

    // Offsets must rise from zero or more; the last bounds all others, so one check against the data is enough.
    private ReadOnlyMemory<byte> Offsets(ArrowField field, int rows)
    {
        var given = body.Next(field.Name);
        if (rows == 0)
        {
            return new byte[sizeof(int)];
        }

        var width = field.Type.OffsetWidth;
        Require(given, (long)(rows + 1) * width, field);
        var offsets = given[..((rows + 1) * width)];
        if (width == sizeof(long))
        {
            offsets = Narrow(field, MemoryMarshal.Cast<byte, long>(offsets.Span));
        }

        var previous = 0;
        foreach (var offset in MemoryMarshal.Cast<byte, int>(offsets.Span))
        {
            if (offset < previous)
            {
                throw ArrowProblems.Data($"The offsets of column '{field.Name}' go back from {previous} to {offset}.");
            }

            previous = offset;
        }

        return offsets;
    }

    private ReadOnlyMemory<byte> Narrow(ArrowField field, ReadOnlySpan<long> offsets)
    {
        var bytes = offsets.Length * sizeof(int);
        var narrow = arena.Rent(bytes, $"column '{field.Name}'").AsMemory(0, bytes);
        var target = MemoryMarshal.Cast<byte, int>(narrow.Span);
        for (var i = 0; i < offsets.Length; i++)
        {
            target[i] = offsets[i] is >= 0 and <= int.MaxValue
                ? (int)offsets[i]
                : throw ArrowProblems.Data($"An offset of column '{field.Name}' is {offsets[i]}.");
        }

        return narrow;
    }

    private ColumnBuffers Views(ArrowField field, int rows, ReadOnlySpan<byte> validity)
    {
        var views = body.Next(field.Name);
        Require(views, (long)rows * ColumnBuffers.ViewBytes, field);
        var data = new ReadOnlyMemory<byte>[layout.NextViewBufferCount()];
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = body.Next(field.Name);
        }

        for (var row = 0; row < rows; row++)
        {
            if (validity.IsEmpty || IsSet(validity, row))
            {
                CheckView(field, views.Span.Slice(row * ColumnBuffers.ViewBytes, ColumnBuffers.ViewBytes), data);
            }
        }

        return new ColumnBuffers { Data = views, ViewData = data };
    }

    private static void CheckView(ArrowField field, ReadOnlySpan<byte> view, ReadOnlyMemory<byte>[] data)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(view);
        var buffer = BinaryPrimitives.ReadInt32LittleEndian(view[8..]);
        var offset = BinaryPrimitives.ReadInt32LittleEndian(view[12..]);
        if (length < 0 || (length > ColumnBuffers.InlineBytes
            && (buffer < 0 || buffer >= data.Length || offset < 0 || offset > data[buffer].Length || length > data[buffer].Length - offset)))
        {
            throw ArrowProblems.Data($"A view of column '{field.Name}' leads outside its data.");
        }

        var bytes = length <= ColumnBuffers.InlineBytes ? view.Slice(sizeof(int), length) : data[buffer].Span.Slice(offset, length);
        if (field.Type.IsText && !System.Text.Unicode.Utf8.IsValid(bytes))
        {
            throw TextCheck.NotUtf8(field.Name);
        }
    }

    private ArrowColumn Encoded(ArrowField field, int rows, int nulls, ReadOnlyMemory<byte> validity)
    {
        var given = Fixed(field, rows, field.StorageType.FixedWidth);
        var dictionary = dictionaries.Get(field);
        var indices = IndexDecoder.Decode(field, given.Span, rows, nulls == 0 ? default : validity.Span, dictionary.Rows, arena);
        return DictionaryDecoder.Column(field, rows, nulls, validity, indices, dictionary, arena);
    }

    private static void Require(ReadOnlyMemory<byte> buffer, long bytes, ArrowField field)
    {
        if (buffer.Length < bytes)
        {
            throw ArrowProblems.Data($"A buffer of column '{field.Name}' has {buffer.Length} bytes; its rows need {bytes}.");
        }
    }

    private static bool IsSet(ReadOnlySpan<byte> bits, int row) => ((bits[row >> 3] >> (row & 7)) & 1) != 0;
}
