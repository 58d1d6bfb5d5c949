using System.Numerics;
using System.Runtime.CompilerServices;

namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>Moves runs of offsets to another start: the arithmetic of joining chunks of text and lists.</summary>
internal static unsafe class OffsetRebase
{
    /// <summary>Effectively computes <c>target[i] = source[i] + delta</c>; wraps, so the caller makes sure that the results fit.</summary>
    public static void Add(int* source, int* target, long count, int delta)
    {
        var added = new Vector<int>(delta);
        for (; count >= Vector<int>.Count; count -= Vector<int>.Count)
        {
            Unsafe.WriteUnaligned(target, Unsafe.ReadUnaligned<Vector<int>>(source) + added);
            source += Vector<int>.Count;
            target += Vector<int>.Count;
        }

        for (; count > 0; count--)
        {
            *target++ = *source++ + delta;
        }
    }

    /// <summary>Effectively computes <c>target[i] = (int)(source[i] + delta)</c>; the caller makes sure that the results fit.</summary>
    public static void Narrow(long* source, int* target, long count, long delta)
    {
        var added = new Vector<long>(delta);
        for (; count >= Vector<int>.Count; count -= Vector<int>.Count)
        {
            var low = Unsafe.ReadUnaligned<Vector<long>>(source) + added;
            var high = Unsafe.ReadUnaligned<Vector<long>>(source + Vector<long>.Count) + added;
            Unsafe.WriteUnaligned(target, Vector.Narrow(low, high));
            source += Vector<int>.Count;
            target += Vector<int>.Count;
        }

        for (; count > 0; count--)
        {
            *target++ = (int)(*source++ + delta);
        }
    }
}
