using System.Runtime.InteropServices;

namespace SegmentationML.Storage.Arrow.Reading;

/// <summary>A dictionary that deltas make longer. Its arrays double, so each text is copied a few times in all, however many deltas come.</summary>
internal sealed class GrowingText
{
    private readonly ArrowField _field;
    private readonly long _limit;
    private byte[] _bytes = new byte[1024];
    private byte[] _offsets = new byte[1024];
    private byte[] _validity = new byte[64];
    private int _used;
    private int _count;
    private int _nulls;

    /// <param name="field">The dictionary's values.</param>
    /// <param name="limit">Bytes of text allowed.</param>
    public GrowingText(ArrowField field, long limit)
    {
        if (!field.Type.IsText && !field.Type.IsBytes)
        {
            throw ArrowProblems.Unsupported($"Column '{field.Name}' has a dictionary of {field.Type} that grows, which is not read.", "Write it without dictionary deltas.");
        }

        _limit = Math.Min(limit, 1 << 30);
        _field = field with { Type = field.Type.IsText ? ArrowType.Utf8 : ArrowType.Binary };
    }

    /// <summary>Bytes of text and offsets.</summary>
    public long Bytes => _used + ((long)_count * sizeof(int));

    /// <summary>Adds texts at the end.</summary>
    public void Append(ArrowColumn values)
    {
        for (var row = 0; row < values.Rows; row++)
        {
            var text = values.Bytes(row);
            if (Bytes + text.Length > _limit)
            {
                throw ArrowProblems.Large($"The dictionary of column '{_field.Name}' grows past {_limit} bytes.", "Write the column without a dictionary.");
            }

            Append(text, present: !values.IsNull(row));
        }
    }

    /// <summary>The texts so far, without a copy; later growth does not change them.</summary>
    public ArrowColumn ToColumn() => new(_field, _count, _nulls, new ColumnBuffers
    {
        Validity = _validity,
        Offsets = _offsets.AsMemory(0, (_count + 1) * sizeof(int)),
        Data = _bytes.AsMemory(0, _used),
    });

    private void Append(ReadOnlySpan<byte> text, bool present)
    {
        Room(ref _bytes, _used + text.Length);
        Room(ref _offsets, (_count + 2) * sizeof(int));
        Room(ref _validity, (_count >> 3) + 1);
        text.CopyTo(_bytes.AsSpan(_used));
        _used += text.Length;
        _validity[_count >> 3] |= (byte)((present ? 1 : 0) << (_count & 7));
        _nulls += present ? 0 : 1;
        _count++;
        MemoryMarshal.Cast<byte, int>(_offsets.AsSpan())[_count] = _used;
    }

    private static void Room(ref byte[] array, int bytes)
    {
        if (array.Length < bytes)
        {
            Array.Resize(ref array, (int)Math.Min(Array.MaxLength & ~7, Math.Max(2L * array.Length, bytes)));
        }
    }
}
