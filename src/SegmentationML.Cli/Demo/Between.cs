using SegmentationML.Core.Numerics;

namespace SegmentationML.Cli.Demo;

/// <summary>A closed range from which a parameter of a product, customer or supplier is drawn.</summary>
/// <param name="Low">Least value.</param>
/// <param name="High">Greatest value, not below <paramref name="Low"/>.</param>
internal readonly record struct Between(double Low, double High)
{
    /// <summary>A range of one value.</summary>
    public static implicit operator Between(double value) => new(value, value);

    /// <summary>A range written as a pair.</summary>
    public static implicit operator Between((double Low, double High) pair) => new(pair.Low, pair.High);

    /// <summary>Uniform in the range.</summary>
    public double Draw(ref SplitMix64 random) => Low + ((High - Low) * random.NextDouble());
}
