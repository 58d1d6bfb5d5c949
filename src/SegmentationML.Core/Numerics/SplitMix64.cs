namespace SegmentationML.Core.Numerics;

/// <summary>A small seeded generator whose sequence is ours to keep: the same seed gives the same numbers on every version and machine.</summary>
/// <remarks>Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators, OOPSLA; the output function is Stafford's variant 13. A value type: pass it by <c>ref</c>.</remarks>
public struct SplitMix64
{
    private const ulong Golden = 0x9E3779B97F4A7C15UL;
    private ulong _state;

    /// <summary>Starts the sequence of a seed; every seed is valid.</summary>
    public SplitMix64(ulong seed) => _state = seed;

    /// <summary>An independent generator for the k-th stream of a seed (a series, a replication), whatever the order in which streams are used.</summary>
    public static SplitMix64 ForStream(ulong seed, ulong stream)
        => new(Mix(seed + (Golden * (stream + 1))));

    /// <summary>The next 64 uniform bits.</summary>
    public ulong NextUInt64()
    {
        _state += Golden;
        return Mix(_state);
    }

    /// <summary>Uniform in [0, 1) with 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform integer in [0, bound) without bias.</summary>
    /// <param name="bound">Exclusive upper bound, positive.</param>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var range = (ulong)bound;
        var limit = ulong.MaxValue - (ulong.MaxValue % range);
        ulong draw;
        do
        {
            draw = NextUInt64();
        }
        while (draw >= limit);

        return (int)(draw % range);
    }

    /// <summary>Standard normal by the polar method of Marsaglia and Bray (1964).</summary>
    public double NextGaussian()
    {
        double u, v, s;
        do
        {
            u = (2 * NextDouble()) - 1;
            v = (2 * NextDouble()) - 1;
            s = (u * u) + (v * v);
        }
        while (s is >= 1 or 0);

        return u * Math.Sqrt(-2 * Math.Log(s) / s);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
