namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>How much it takes to change a segment.</summary>
public sealed record HysteresisOptions : AlgorithmOptions
{
    /// <summary>Half width of the band around a boundary, relative to the boundary (of clusters to half the distance of the two centres), in [0, 1). Default 0: no band.</summary>
    public double Band { get; init; }

    /// <summary>Bands of single dimensions, by the name of their scheme; the others have <see cref="Band"/>.</summary>
    public IReadOnlyDictionary<string, double> Bands { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Periods that an entity stays in a segment at least. Default 0: no minimum.</summary>
    public double MinimumDwell { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        foreach (var (name, band) in Bands.Select(b => ($"hysteresis.bands.{b.Key}", b.Value)).Prepend(("hysteresis.band", Band)))
        {
            if (!(band >= 0 && band < 1))
            {
                yield return ChainProblems.Option(name, band, "in [0, 1); 0.05 to 0.15 is usual");
            }
        }

        if (!(MinimumDwell >= 0 && double.IsFinite(MinimumDwell)))
        {
            yield return ChainProblems.Option("hysteresis.minimum_dwell", MinimumDwell, "to a number of buckets from 0 up");
        }
    }

    internal double BandOf(string dimension) => Bands.TryGetValue(dimension, out var band) ? band : Band;
}
