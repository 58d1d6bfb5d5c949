namespace SegmentationML.Core.Clustering.Spatial;

/// <summary>The nearest row, and the nearest row with another label.</summary>
/// <param name="Nearest">The nearest row.</param>
/// <param name="Other">The nearest row of another label.</param>
internal readonly record struct LabelledNeighbours(ReachedRow Nearest, ReachedRow Other)
{
    public static LabelledNeighbours None => new(ReachedRow.None, ReachedRow.None);

    /// <summary>The nearest row's label.</summary>
    public int Label => Nearest.Label;

    /// <summary>Takes one more row into account.</summary>
    public LabelledNeighbours With(in ReachedRow row)
    {
        if (row.Label == Nearest.Label)
        {
            return row.Before(Nearest) ? this with { Nearest = row } : this;
        }

        if (row.Before(Nearest))
        {
            return new LabelledNeighbours(row, Nearest);
        }

        return row.Before(Other) ? this with { Other = row } : this;
    }
}
