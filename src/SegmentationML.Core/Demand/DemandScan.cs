using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SegmentationML.Core.Demand;

/// <summary>Vectorised questions about one series of demand: where demand lies, what is missing, what is not demand at all.</summary>
/// <remarks>A value is demand when it is above zero; NaN is missing and never demand. The plain loops are kept in the tests as the reference.</remarks>
internal static class DemandScan
{
    /// <summary>Values that one word of bits covers.</summary>
    public const int WordLength = 64;

    /// <summary>Index of the first demand; the length of the series when there is none.</summary>
    public static int FirstDemand(ReadOnlySpan<double> demand)
    {
        for (var start = 0; start < demand.Length; start += WordLength)
        {
            var bits = DemandBits(demand, start);
            if (bits != 0)
            {
                return start + BitOperations.TrailingZeroCount(bits);
            }
        }

        return demand.Length;
    }

    /// <summary>Index of the last demand; -1 when there is none.</summary>
    public static int LastDemand(ReadOnlySpan<double> demand)
    {
        for (var start = (demand.Length - 1) & -WordLength; start >= 0; start -= WordLength)
        {
            var bits = DemandBits(demand, start);
            if (bits != 0)
            {
                return start + WordLength - 1 - BitOperations.LeadingZeroCount(bits);
            }
        }

        return -1;
    }

    /// <summary>Number of values with demand.</summary>
    public static int CountDemands(ReadOnlySpan<double> demand)
    {
        var demands = 0;
        for (var start = 0; start < demand.Length; start += WordLength)
        {
            demands += BitOperations.PopCount(DemandBits(demand, start));
        }

        return demands;
    }

    /// <summary>Number of NaN values.</summary>
    public static int CountMissing(ReadOnlySpan<double> demand)
    {
        var missing = 0;
        foreach (var value in MemoryMarshal.Cast<double, Vector512<double>>(demand))
        {
            missing += BitOperations.PopCount((~Vector512.Equals(value, value)).ExtractMostSignificantBits());
        }

        for (var i = demand.Length & ~(Vector512<double>.Count - 1); i < demand.Length; i++)
        {
            missing += double.IsNaN(demand[i]) ? 1 : 0;
        }

        return missing;
    }

    /// <summary>Number of values that cannot be demand: below zero or infinite. NaN is missing, not invalid.</summary>
    public static int CountInvalid(ReadOnlySpan<double> demand)
    {
        var invalid = 0;
        var largest = Vector512.Create(double.MaxValue);
        foreach (var value in MemoryMarshal.Cast<double, Vector512<double>>(demand))
        {
            var broken = Vector512.LessThan(value, Vector512<double>.Zero) | Vector512.GreaterThan(value, largest);
            invalid += BitOperations.PopCount(broken.ExtractMostSignificantBits());
        }

        for (var i = demand.Length & ~(Vector512<double>.Count - 1); i < demand.Length; i++)
        {
            invalid += demand[i] < 0 || double.IsPositiveInfinity(demand[i]) ? 1 : 0;
        }

        return invalid;
    }

    /// <summary>One bit for each of up to 64 values from <paramref name="start"/>: set where there is demand, lowest bit first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong DemandBits(ReadOnlySpan<double> demand, int start)
    {
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(demand), start);
        return demand.Length - start >= WordLength ? FullWord(ref first) : PartialWord(ref first, demand.Length - start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FullWord(ref double first)
    {
        ulong bits = 0;
        for (var i = 0; i < WordLength; i += Vector512<double>.Count)
        {
            var values = Vector512.LoadUnsafe(ref first, (nuint)i);
            bits |= Vector512.GreaterThan(values, Vector512<double>.Zero).ExtractMostSignificantBits() << i;
        }

        return bits;
    }

    private static ulong PartialWord(ref double first, int count)
    {
        ulong bits = 0;
        var i = 0;
        for (; i + Vector512<double>.Count <= count; i += Vector512<double>.Count)
        {
            var values = Vector512.LoadUnsafe(ref first, (nuint)i);
            bits |= Vector512.GreaterThan(values, Vector512<double>.Zero).ExtractMostSignificantBits() << i;
        }

        for (; i < count; i++)
        {
            bits |= Unsafe.Add(ref first, i) > 0 ? 1UL << i : 0;
        }

        return bits;
    }
}
