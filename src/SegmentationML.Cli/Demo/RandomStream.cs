using SegmentationML.Core.Numerics;

namespace SegmentationML.Cli.Demo;

/// <summary>The independent random streams of a data set: no two parts share one, whatever the order of the work.</summary>
internal static class RandomStream
{
    public static SplitMix64 Dealing(ulong seed, int member) => Open(seed, 1, member);

    public static SplitMix64 Supplier(ulong seed, int member) => Open(seed, 2, member);

    public static SplitMix64 Customer(ulong seed, int member) => Open(seed, 3, member);

    public static SplitMix64 Product(ulong seed, int member) => Open(seed, 4, member);

    public static SplitMix64 Demand(ulong seed, int member) => Open(seed, 5, member);

    public static SplitMix64 CustomerDay(ulong seed, int member) => Open(seed, 6, member);

    private static SplitMix64 Open(ulong seed, ulong area, int member) => SplitMix64.ForStream(seed, (area << 32) + (uint)member);
}
