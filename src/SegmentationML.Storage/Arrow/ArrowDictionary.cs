using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace SegmentationML.Storage.Arrow;

/// <summary>The distinct texts of a dictionary-encoded column, in the order of their indices; known before the first row is written.</summary>
/// <remarks>A file's dictionary stands before its batches and is complete: readers in Rust and JavaScript do not follow dictionaries that grow.</remarks>
public sealed class ArrowDictionary
{
    private readonly byte[] _utf8;
    private readonly int[] _offsets;
    private readonly int[] _table;

    /// <summary>Takes the texts over; they must be distinct.</summary>
    /// <param name="values">In index order, none null; usually sorted by ordinal.</param>
    public ArrowDictionary(IEnumerable<string> values)
    {
        Values = [.. values];
        _offsets = new int[Values.Count + 1];
        for (var i = 0; i < Values.Count; i++)
        {
            _offsets[i + 1] = checked(_offsets[i] + Encoding.UTF8.GetByteCount(Values[i]));
        }

        _utf8 = new byte[_offsets[^1]];
        _table = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(Values.Count, 4) * 2)];
        Array.Fill(_table, -1);
        for (var i = 0; i < Values.Count; i++)
        {
            Encoding.UTF8.GetBytes(Values[i], _utf8.AsSpan(_offsets[i]));
            Enter(i);
        }
    }

    /// <summary>The texts by index.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>All texts as UTF-8, one after the other.</summary>
    internal ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>Where each text starts in <see cref="Utf8"/>; one entry more than texts.</summary>
    internal ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>The index of a text; -1 when it is not in the dictionary.</summary>
    /// <param name="utf8">The text as UTF-8.</param>
    public int IndexOf(ReadOnlySpan<byte> utf8)
    {
        var mask = _table.Length - 1;
        for (var slot = (int)Hash(utf8) & mask; ; slot = (slot + 1) & mask)
        {
            var index = _table[slot];
            if (index < 0 || utf8.SequenceEqual(At(index)))
            {
                return index;
            }
        }
    }

    private ReadOnlySpan<byte> At(int index) => _utf8.AsSpan(_offsets[index], _offsets[index + 1] - _offsets[index]);

    private void Enter(int index)
    {
        var mask = _table.Length - 1;
        var slot = (int)Hash(At(index)) & mask;
        while (_table[slot] >= 0)
        {
            if (At(_table[slot]).SequenceEqual(At(index)))
            {
                throw ArrowProblems.Exception(ArrowProblems.Options, $"The dictionary holds '{Values[index]}' twice (entries {_table[slot]} and {index}).", "Give distinct values.");
            }

            slot = (slot + 1) & mask;
        }

        _table[slot] = index;
    }

    // Eight bytes a step, multiplied and folded; only the place in the table depends on it, never the bytes written.
    private static ulong Hash(ReadOnlySpan<byte> utf8)
    {
        const ulong Odd = 0x9E3779B97F4A7C15UL;
        var hash = (ulong)utf8.Length * Odd;
        while (utf8.Length >= sizeof(ulong))
        {
            hash = Fold(hash ^ MemoryMarshal.Read<ulong>(utf8), Odd);
            utf8 = utf8[sizeof(ulong)..];
        }

        ulong tail = 0;
        if (utf8.Length >= sizeof(uint))
        {
            tail = MemoryMarshal.Read<uint>(utf8) | ((ulong)MemoryMarshal.Read<uint>(utf8[^sizeof(uint)..]) << 32);
        }
        else if (utf8.Length > 0)
        {
            tail = utf8[0] | ((ulong)utf8[utf8.Length / 2] << 8) | ((ulong)utf8[^1] << 16);
        }

        return Fold(hash ^ tail, Odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong value, ulong odd)
    {
        var high = Math.BigMul(value, odd, out var low);
        return high ^ low;
    }
}
