using System.Buffers.Binary;
using System.Text;

namespace SegmentationML.Storage.Arrow.FlatBuffers;

/// <summary>Reads a table of a FlatBuffer that may be hostile: every offset is checked before it is followed.</summary>
/// <remarks>All positions are computed in 64 bits, so that no sum can wrap. Anything that leads outside the buffer is a <c>SEG-ARROW-003</c>.</remarks>
internal readonly ref struct FlatTable
{
    private readonly ReadOnlySpan<byte> _buffer;
    private readonly long _table;
    private readonly long _vtable;
    private readonly int _vtableLength;
    private readonly int _tableLength;

    private FlatTable(ReadOnlySpan<byte> buffer, long table)
    {
        _buffer = buffer;
        _table = table;
        _vtable = table - ReadInt32(buffer, table);
        _vtableLength = ReadUInt16(buffer, _vtable);
        _tableLength = ReadUInt16(buffer, _vtable + sizeof(ushort));
        Slice(buffer, _vtable, _vtableLength);
        Slice(buffer, _table, _tableLength);
        if (_vtableLength < 2 * sizeof(ushort) || _vtableLength % sizeof(ushort) != 0 || _tableLength < sizeof(int))
        {
            throw ArrowProblems.Metadata("A metadata table has an impossible size.");
        }
    }

    /// <summary>The root table of a buffer.</summary>
    public static FlatTable Root(ReadOnlySpan<byte> buffer) => new(buffer, ReadUInt32(buffer, 0));

    /// <summary>True when the field is present.</summary>
    public bool Has(int slot) => Place(slot, 1) != 0;

    /// <summary>A one-byte field.</summary>
    public byte Byte(int slot, byte defaultValue = 0)
    {
        var place = Place(slot, sizeof(byte));
        return place == 0 ? defaultValue : Slice(_buffer, place, sizeof(byte))[0];
    }

    /// <summary>A two-byte field.</summary>
    public short Int16(int slot, short defaultValue = 0)
    {
        var place = Place(slot, sizeof(short));
        return place == 0 ? defaultValue : (short)ReadUInt16(_buffer, place);
    }

    /// <summary>A four-byte field.</summary>
    public int Int32(int slot, int defaultValue = 0)
    {
        var place = Place(slot, sizeof(int));
        return place == 0 ? defaultValue : ReadInt32(_buffer, place);
    }

    /// <summary>An eight-byte field.</summary>
    public long Int64(int slot, long defaultValue = 0)
    {
        var place = Place(slot, sizeof(long));
        return place == 0 ? defaultValue : BinaryPrimitives.ReadInt64LittleEndian(Slice(_buffer, place, sizeof(long)));
    }

    /// <summary>A string field; null when absent.</summary>
    public string? Text(int slot)
    {
        var place = Place(slot, sizeof(int));
        if (place == 0)
        {
            return null;
        }

        var start = place + ReadUInt32(_buffer, place);
        var bytes = Slice(_buffer, start + sizeof(int), ReadUInt32(_buffer, start));
        return System.Text.Unicode.Utf8.IsValid(bytes)
            ? Encoding.UTF8.GetString(bytes)
            : throw ArrowProblems.Metadata("A name or key in the metadata is not UTF-8.");
    }

    /// <summary>A table field, which must be present.</summary>
    /// <param name="slot">The field.</param>
    /// <param name="what">Its name, for the message.</param>
    public FlatTable Table(int slot, string what)
    {
        var place = Place(slot, sizeof(int));
        return place == 0
            ? throw ArrowProblems.Metadata($"The metadata has no {what}.")
            : new FlatTable(_buffer, place + ReadUInt32(_buffer, place));
    }

    /// <summary>A vector of structs or scalars as raw bytes; empty when absent.</summary>
    /// <param name="slot">The field.</param>
    /// <param name="elementSize">Bytes of one element.</param>
    public ReadOnlySpan<byte> Vector(int slot, int elementSize)
    {
        var start = VectorStart(slot, out var count);
        return start == 0 ? default : Slice(_buffer, start, count * elementSize);
    }

    /// <summary>The number of tables in a vector of tables; 0 when absent.</summary>
    public int TableCount(int slot)
    {
        var start = VectorStart(slot, out var count);
        return start == 0 ? 0 : Slice(_buffer, start, count * sizeof(int)).Length / sizeof(int);
    }

    /// <summary>An entry of a vector of tables.</summary>
    /// <param name="slot">The field.</param>
    /// <param name="index">Below <see cref="TableCount"/>.</param>
    public FlatTable TableAt(int slot, int index)
    {
        var place = VectorStart(slot, out _) + ((long)index * sizeof(int));
        return new FlatTable(_buffer, place + ReadUInt32(_buffer, place));
    }

    private long VectorStart(int slot, out long count)
    {
        var place = Place(slot, sizeof(int));
        if (place == 0)
        {
            count = 0;
            return 0;
        }

        var start = place + ReadUInt32(_buffer, place);
        count = ReadUInt32(_buffer, start);
        return start + sizeof(int);
    }

    // 0 when the field is absent: no field can lie at the start of the buffer, where the root offset is.
    private long Place(int slot, int size)
    {
        var entry = (slot + 2) * sizeof(ushort);
        if (entry + sizeof(ushort) > _vtableLength)
        {
            return 0;
        }

        var offset = ReadUInt16(_buffer, _vtable + entry);
        return offset + size <= _tableLength
            ? offset == 0 ? 0 : _table + offset
            : throw ArrowProblems.Metadata("A metadata field lies outside its table.");
    }

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> buffer, long start, long length)
        => start >= 0 && length >= 0 && start <= buffer.Length && length <= buffer.Length - start
            ? buffer.Slice((int)start, (int)length)
            : throw ArrowProblems.Metadata($"An offset in the metadata leads outside it (byte {start} + {length} of {buffer.Length}).");

    private static int ReadInt32(ReadOnlySpan<byte> buffer, long place) => BinaryPrimitives.ReadInt32LittleEndian(Slice(buffer, place, sizeof(int)));

    private static long ReadUInt32(ReadOnlySpan<byte> buffer, long place) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(buffer, place, sizeof(uint)));

    private static int ReadUInt16(ReadOnlySpan<byte> buffer, long place) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(buffer, place, sizeof(ushort)));
}
