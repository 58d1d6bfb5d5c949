using SegmentationML.Core.Numerics;

namespace SegmentationML.Storage.Tests.Arrow;

/// <summary>The seeded generator as an object, so that lambdas can share it.</summary>
internal sealed class SplitMix64Box(ulong seed)
{
    private SplitMix64 _random = new(seed);

    public int Next(int bound) => _random.NextInt32(bound);

    public ulong Bits() => _random.NextUInt64();

    public bool Chance(double share) => _random.NextDouble() < share;
}
