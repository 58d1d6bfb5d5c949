using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using SegmentationML.Storage.Arrow.Reading;

namespace SegmentationML.Storage.Arrow;

/// <summary>The rows of one column of a batch that was read. Spans point into the reader's memory: use them before the next batch is read.</summary>
/// <remarks>Everything was checked when it was read: offsets rise and stay inside, indices stay inside the dictionary, text is UTF-8.</remarks>
public sealed class ArrowColumn
{
    private readonly ColumnBuffers _buffers;

    internal ArrowColumn(ArrowField field, int rows, int nulls, ColumnBuffers buffers)
    {
        Field = field;
        Rows = rows;
        Nulls = nulls;
        _buffers = buffers;
    }

    /// <summary>Name and type.</summary>
    public ArrowField Field { get; }

    /// <summary>Rows.</summary>
    public int Rows { get; }

    /// <summary>Rows that are null.</summary>
    public int Nulls { get; }

    /// <summary>One bit a row, least significant first, 1 for a value; empty when no row is null. A column of the null type has none.</summary>
    public ReadOnlySpan<byte> Validity => Nulls == 0 ? default : _buffers.Validity.Span;

    /// <summary>Where each row's text, bytes or list starts, and after the last row where it ends; empty for other types and for views.</summary>
    /// <remarks>Also for the large types, whose offsets are narrowed: a buffer has at most 2 GiB.</remarks>
    public ReadOnlySpan<int> Offsets => MemoryMarshal.Cast<byte, int>(_buffers.Offsets.Span);

    /// <summary>All text or bytes of a column that has <see cref="Offsets"/>.</summary>
    public ReadOnlySpan<byte> Data => _buffers.Data.Span;

    /// <summary>The entries of a list column, all rows one after the other.</summary>
    public ArrowColumn Items => _buffers.Items ?? throw WrongUse("a list");

    /// <summary>The dictionary of a dictionary-encoded text column; null for other columns.</summary>
    public ArrowColumn? Dictionary => _buffers.Dictionary;

    /// <summary>The row of <see cref="Dictionary"/> for each row; 0 for null rows; empty for columns without a dictionary.</summary>
    public ReadOnlySpan<int> Indices => MemoryMarshal.Cast<byte, int>(_buffers.Indices.Span);

    /// <summary>True when a row is null.</summary>
    /// <param name="row">Zero-based.</param>
    public bool IsNull(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return Nulls > 0 && (Nulls == Rows || ((Validity[row >> 3] >> (row & 7)) & 1) == 0);
    }

    /// <summary>The values of a fixed-width column as they are stored; entries of null rows are undefined.</summary>
    /// <typeparam name="T">A type of the column's width: int for 32-bit integers and date32, long for timestamps, Int128 for decimal128. Another width throws.</typeparam>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged
        => Unsafe.SizeOf<T>() == Field.Type.FixedWidth
            ? MemoryMarshal.Cast<byte, T>(_buffers.Data.Span)[..Rows]
            : throw WrongUse($"of {Unsafe.SizeOf<T>()} bytes a value");

    /// <summary>A boolean; undefined for null rows.</summary>
    /// <param name="row">Zero-based.</param>
    public bool Bool(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return Field.Type.Kind == ArrowKind.Bool ? ((_buffers.Data.Span[row >> 3] >> (row & 7)) & 1) != 0 : throw WrongUse("boolean");
    }

    /// <summary>Text as UTF-8, or bytes; empty for null rows.</summary>
    /// <param name="row">Zero-based.</param>
    public ReadOnlySpan<byte> Bytes(int row)
    {
        if (IsNull(row))
        {
            return default;
        }

        if (_buffers.Dictionary is { } dictionary)
        {
            return dictionary.Bytes(Indices[row]);
        }

        if (Field.Type.IsView)
        {
            return View(row);
        }

        if (Field.Type.Kind == ArrowKind.FixedBinary)
        {
            return Data.Slice(row * Field.Type.ByteWidth, Field.Type.ByteWidth);
        }

        return Field.Type.IsText || Field.Type.IsBytes ? Data[Offsets[row]..Offsets[row + 1]] : throw WrongUse("text or bytes");
    }

    /// <summary>Text; null for null rows.</summary>
    /// <param name="row">Zero-based.</param>
    public string? Text(int row)
    {
        if (!Field.Type.IsText)
        {
            throw WrongUse("text");
        }

        return IsNull(row) ? null : Encoding.UTF8.GetString(Bytes(row));
    }

    // A view: length; then up to 12 bytes in place, or 4 of them, the number of a buffer and an offset in it.
    private ReadOnlySpan<byte> View(int row)
    {
        var view = Data.Slice(row * ColumnBuffers.ViewBytes, ColumnBuffers.ViewBytes);
        var length = BinaryPrimitives.ReadInt32LittleEndian(view);
        return length <= ColumnBuffers.InlineBytes
            ? view.Slice(sizeof(int), length)
            : _buffers.ViewData[BinaryPrimitives.ReadInt32LittleEndian(view[8..])].Span.Slice(BinaryPrimitives.ReadInt32LittleEndian(view[12..]), length);
    }

    private InvalidOperationException WrongUse(string asked) => new($"Column '{Field.Name}' is {Field.Type}, not {asked}.");
}
