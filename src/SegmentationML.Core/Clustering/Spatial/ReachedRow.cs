namespace SegmentationML.Core.Clustering.Spatial;

/// <summary>A row as seen from a point.</summary>
/// <param name="Row">The row; -1 for none.</param>
/// <param name="Label">Its label; -1 for none.</param>
/// <param name="Reach">The squared distance that counts.</param>
/// <param name="Squared">The squared distance in space.</param>
internal readonly record struct ReachedRow(int Row, int Label, double Reach, double Squared)
{
    public static ReachedRow None => new(-1, -1, double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>By the distance that counts, then by the one in space, then by row.</summary>
    public bool Before(in ReachedRow other)
        => Reach != other.Reach ? Reach < other.Reach : Squared != other.Squared ? Squared < other.Squared : other.Row < 0 || Row < other.Row;
}
