using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SegmentationML.Core.Clustering.KMeans;

/// <summary>Squared Euclidean distance of two points.</summary>
internal static class Distance
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Squared(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var width = Vector<double>.Count;
        var f = 0;
        var sums = Vector<double>.Zero;
        ref var first = ref MemoryMarshal.GetReference(a);
        ref var second = ref MemoryMarshal.GetReference(b);
        for (; f + width <= a.Length; f += width)
        {
            var difference = Vector.LoadUnsafe(ref first, (nuint)f) - Vector.LoadUnsafe(ref second, (nuint)f);
            sums += difference * difference;
        }

        var sum = Vector.Sum(sums);
        for (; f < a.Length; f++)
        {
            sum += (a[f] - b[f]) * (a[f] - b[f]);
        }

        return sum;
    }
}
