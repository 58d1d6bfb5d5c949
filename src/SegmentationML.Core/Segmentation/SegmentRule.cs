namespace SegmentationML.Core.Segmentation;

/// <summary>One line of a segment matrix: these classes make that segment.</summary>
/// <param name="Pattern">One entry for each dimension, in their order: a class code, several joined by <c>|</c>, or <c>*</c> for any.</param>
/// <param name="Segment">Code of the segment.</param>
public sealed record SegmentRule(IReadOnlyList<string> Pattern, string Segment)
{
    /// <summary>The pattern on one line.</summary>
    public override string ToString() => $"{string.Join(", ", Pattern)} -> {Segment}";
}
