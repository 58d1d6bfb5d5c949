using System.Numerics;
using System.Runtime.InteropServices;

namespace SegmentationML.Storage.Arrow.Reading;

/// <summary>Dictionary indices of any width to 32 bits, checked against the dictionary.</summary>
internal static class IndexDecoder
{
    /// <summary>Decodes the indices; those of null rows become 0.</summary>
    public static ReadOnlyMemory<byte> Decode(ArrowField field, ReadOnlySpan<byte> given, int rows, ReadOnlySpan<byte> validity, int entries, BufferArena arena)
    {
        var memory = arena.Rent((long)rows * sizeof(int), $"column '{field.Name}'").AsMemory(0, rows * sizeof(int));
        var target = MemoryMarshal.Cast<byte, int>(memory.Span);
        var type = field.IndexType!;
        switch (type.BitWidth, type.Signed)
        {
            case (8, true): Convert<sbyte>(field, given, validity, entries, target); break;
            case (8, false): Convert<byte>(field, given, validity, entries, target); break;
            case (16, true): Convert<short>(field, given, validity, entries, target); break;
            case (16, false): Convert<ushort>(field, given, validity, entries, target); break;
            case (32, true): Convert<int>(field, given, validity, entries, target); break;
            case (32, false): Convert<uint>(field, given, validity, entries, target); break;
            case (64, true): Convert<long>(field, given, validity, entries, target); break;
            default: Convert<ulong>(field, given, validity, entries, target); break;
        }

        return memory;
    }

    private static void Convert<T>(ArrowField field, ReadOnlySpan<byte> given, ReadOnlySpan<byte> validity, int entries, Span<int> target)
        where T : unmanaged, INumber<T>
    {
        var indices = MemoryMarshal.Cast<byte, T>(given);
        for (var row = 0; row < target.Length; row++)
        {
            if (!validity.IsEmpty && ((validity[row >> 3] >> (row & 7)) & 1) == 0)
            {
                target[row] = 0;
                continue;
            }

            var index = long.CreateSaturating(indices[row]);
            target[row] = index >= 0 && index < entries
                ? (int)index
                : throw ArrowProblems.Data($"Row {row} of column '{field.Name}' points to entry {indices[row]} of a dictionary of {entries}.");
        }
    }
}
