using System.Buffers.Binary;
using System.Text;

namespace SegmentationML.Storage.Arrow.FlatBuffers;

/// <summary>Writes one FlatBuffer from its end to its start: children before parents, so that every offset is known when it is written.</summary>
/// <remarks>
/// Follows "FlatBuffers Internals": little endian; a table begins with the signed distance to its vtable; default values are left out.
/// Offsets that the methods return count from the end of the buffer. The same calls give the same bytes.
/// </remarks>
internal sealed class FlatBufferBuilder
{
    private byte[] _bytes = new byte[1024];
    private int _used;
    private int[] _slots = [];
    private int _tableStart;

    /// <summary>A zero-terminated UTF-8 string.</summary>
    public int String(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Align(sizeof(int), length + 1);
        _used++;
        _bytes[^_used] = 0;
        _used += length;
        Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_bytes.Length - _used));
        return Int32(length);
    }

    /// <summary>A vector of offsets to tables or strings.</summary>
    public int OffsetVector(ReadOnlySpan<int> offsets)
    {
        Align(sizeof(int), offsets.Length * sizeof(int));
        for (var i = offsets.Length - 1; i >= 0; i--)
        {
            Offset(offsets[i]);
        }

        return Int32(offsets.Length);
    }

    /// <summary>A vector of structs made of 64-bit words.</summary>
    /// <param name="words">The words of all structs, one after the other.</param>
    /// <param name="wordsPerStruct">Words of one struct.</param>
    public int StructVector(ReadOnlySpan<long> words, int wordsPerStruct)
    {
        var bytes = words.Length * sizeof(long);
        Align(sizeof(int), bytes);
        Align(sizeof(long), bytes);
        for (var i = words.Length - 1; i >= 0; i--)
        {
            Int64(words[i]);
        }

        return Int32(words.Length / wordsPerStruct);
    }

    /// <summary>Begins a table; its fields follow in any order, then <see cref="EndTable"/>.</summary>
    /// <param name="slots">Number of fields of the table's declaration.</param>
    public void StartTable(int slots)
    {
        _slots = new int[slots];
        _tableStart = _used;
    }

    /// <summary>A field of one byte; left out when it has the default.</summary>
    public void Byte(int slot, byte value, byte defaultValue = 0)
    {
        if (value != defaultValue)
        {
            Align(1, 0);
            _used++;
            _bytes[^_used] = value;
            _slots[slot] = _used;
        }
    }

    /// <summary>A field of two bytes; left out when it has the default.</summary>
    public void Int16(int slot, short value, short defaultValue = 0)
    {
        if (value != defaultValue)
        {
            Align(sizeof(short), 0);
            _used += sizeof(short);
            BinaryPrimitives.WriteInt16LittleEndian(_bytes.AsSpan(_bytes.Length - _used), value);
            _slots[slot] = _used;
        }
    }

    /// <summary>A field of four bytes; left out when it has the default.</summary>
    public void Int32(int slot, int value, int defaultValue = 0)
    {
        if (value != defaultValue)
        {
            _slots[slot] = Int32(value);
        }
    }

    /// <summary>A field of eight bytes; left out when it has the default.</summary>
    public void Int64(int slot, long value, long defaultValue = 0)
    {
        if (value != defaultValue)
        {
            Int64(value);
            _slots[slot] = _used;
        }
    }

    /// <summary>A field that points to a table, string or vector; left out when the offset is 0.</summary>
    public void Offset(int slot, int offset)
    {
        if (offset != 0)
        {
            _slots[slot] = Offset(offset);
        }
    }

    /// <summary>Writes the vtable and returns the table's offset.</summary>
    public int EndTable()
    {
        var table = Int32(0);
        var last = Array.FindLastIndex(_slots, slot => slot != 0);
        for (var i = last; i >= 0; i--)
        {
            UInt16(_slots[i] == 0 ? 0 : table - _slots[i]);
        }

        UInt16(table - _tableStart);
        UInt16((last + 1 + 2) * sizeof(ushort));
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_bytes.Length - table), _used - table);
        return table;
    }

    /// <summary>Writes the offset of the root table and returns the whole buffer, a multiple of 8 bytes long; the builder is then empty.</summary>
    public byte[] Finish(int root)
    {
        Align(sizeof(long), sizeof(int));
        Offset(root);
        var result = _bytes.AsSpan(_bytes.Length - _used).ToArray();
        _used = 0;
        return result;
    }

    // Pads so that, after so many more bytes, the position is a multiple of the alignment; positions count from the end, which Finish aligns to 8.
    private void Align(int alignment, int upcoming)
    {
        var padding = -(_used + upcoming) & (alignment - 1);
        Reserve(padding + upcoming + sizeof(long) + sizeof(long));
        _bytes.AsSpan(_bytes.Length - _used - padding, padding).Clear();
        _used += padding;
    }

    private void Reserve(int more)
    {
        if (_used + more <= _bytes.Length)
        {
            return;
        }

        var larger = new byte[checked(Math.Max(_bytes.Length * 2, _used + more))];
        _bytes.AsSpan(_bytes.Length - _used).CopyTo(larger.AsSpan(larger.Length - _used));
        _bytes = larger;
    }

    private int Int32(int value)
    {
        Align(sizeof(int), 0);
        _used += sizeof(int);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_bytes.Length - _used), value);
        return _used;
    }

    private void Int64(long value)
    {
        Align(sizeof(long), 0);
        _used += sizeof(long);
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(_bytes.Length - _used), value);
    }

    private void UInt16(int value)
    {
        Align(sizeof(ushort), 0);
        _used += sizeof(ushort);
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(_bytes.Length - _used), checked((ushort)value));
    }

    // An offset is stored as the distance from its own place to the target.
    private int Offset(int target)
    {
        Align(sizeof(int), 0);
        return Int32(_used + sizeof(int) - target);
    }
}
