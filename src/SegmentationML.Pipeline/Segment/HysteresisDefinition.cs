using SegmentationML.Core.Segmentation.Chain;

namespace SegmentationML.Pipeline.Segment;

/// <summary>How much it takes to change a segment.</summary>
public sealed record HysteresisDefinition
{
    /// <summary>Half width of the band around each boundary, relative to the boundary, in [0, 1): with 0.1 a product moves up at 110 % of a threshold and down below 90 %. Default 0: no band.</summary>
    public double Band { get; init; }

    /// <summary>Bands of single dimensions, by name.</summary>
    public IReadOnlyDictionary<string, double> Bands { get; init; } = new Dictionary<string, double>();

    /// <summary>Buckets that an entity stays in a segment at least. Default 0.</summary>
    public double MinimumDwell { get; init; }

    /// <summary>The options as the chain reads them.</summary>
    internal HysteresisOptions Options() => new() { Band = Band, MinimumDwell = MinimumDwell, Bands = Bands.ToDictionary(b => b.Key.ToUpperInvariant(), b => b.Value, StringComparer.Ordinal) };
}
