namespace SegmentationML.Core.Clustering.KMeans;

/// <summary>What the bounds of a row need to know of its own centre.</summary>
/// <param name="Moved">How far the centre has moved in all.</param>
/// <param name="OthersMoved">Sum over the passes of the farthest movement among the other centres.</param>
/// <param name="HalfGap">Half its distance to the nearest other centre.</param>
/// <param name="Rounding">Room for rounding in those sums.</param>
internal readonly record struct CentreMovement(double Moved, double OthersMoved, double HalfGap, double Rounding)
{
    // A row is skipped only when its bounds differ by this share of the lower one, and by this share of all movement so far, which both hold.
    private const double Slack = 1e-9;
    private const double MovementSlack = 1e-12;

    /// <summary>With another gap, and room for the rounding of all movement so far.</summary>
    public CentreMovement WithGap(double halfGap) => this with { HalfGap = halfGap, Rounding = MovementSlack * (Moved + OthersMoved) };

    /// <summary>A row nearer to its own centre than this keeps it.</summary>
    /// <param name="lower">The row's lower bound of the distance to any other centre, before they moved.</param>
    public double Bound(double lower)
    {
        var others = lower - OthersMoved;
        return ((others > HalfGap ? others : HalfGap) * (1 - Slack)) - Rounding;
    }
}
