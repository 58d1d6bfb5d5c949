using SegmentationML.Core.Numerics;
using SegmentationML.Pipeline.Contract.Checking;

namespace SegmentationML.Pipeline.Tests.Contract.Checking;

public sealed class HashSieveTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(511, 1000)]
    [InlineData(512, 10)]
    [InlineData(513, 10)]
    [InlineData(100_000, 100_000)]
    [InlineData(300_000, 1)]
    public void Repeated_AnyNumberOfHashes_FindsExactlyThoseThatOccurTwice(int count, long expected)
    {
        var random = new SplitMix64(7);
        var hashes = Enumerable.Range(0, count).Select(_ => random.NextUInt64()).ToArray();
        var twice = hashes.Where((_, i) => i % 97 == 0).ToArray();
        var sieve = new HashSieve(expected);
        foreach (var part in hashes.Concat(twice).Concat(twice.Take(3)).Chunk(2048))
        {
            sieve.Add(part);
        }

        Assert.Equal(twice.Order(), sieve.Repeated(int.MaxValue));
    }

    // Hashes that fall into one bucket, and zero, which the search uses as its empty place.
    [Fact]
    public void Repeated_SkewedHashesAndZeros_AreFoundToo()
    {
        var sieve = new HashSieve(1_000_000);
        sieve.Add([.. Enumerable.Range(0, 5000).Select(i => (ulong)i)]);
        Assert.Empty(sieve.Repeated(10)!);
        sieve.Add([0, 4999, 1, ulong.MaxValue]);
        Assert.Equal([0, 1, 4999], sieve.Repeated(10));
    }

    [Fact]
    public void Repeated_MoreThanTheLimit_IsNull()
    {
        var sieve = new HashSieve(100);
        sieve.Add([1, 1, 2, 2, 3ul << 62, 3ul << 62]);
        Assert.Null(sieve.Repeated(2));
        Assert.Equal(3, sieve.Repeated(3)!.Count);
    }
}
