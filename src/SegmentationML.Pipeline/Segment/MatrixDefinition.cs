using SegmentationML.Core;

namespace SegmentationML.Pipeline.Segment;

/// <summary>How classes are combined into segments.</summary>
public sealed record MatrixDefinition
{
    /// <summary>The dimensions that make the segment, in order; all of them when empty.</summary>
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    /// <summary>
    /// Segment codes by cell, written as classes with slashes between them (<c>A/X: STEADY</c>); <c>*</c> stands for any class; the first line that fits holds.
    /// When empty each cell is a segment of its own, named by its classes (<c>AX</c>).
    /// </summary>
    public IReadOnlyDictionary<string, string> Cells { get; init; } = new Dictionary<string, string>();

    /// <summary>In place of cells: segments by votes of the dimensions, every conflict resolved by one rule.</summary>
    public CombineDefinition? Combine { get; init; }

    /// <summary>How fine the segmentation may be.</summary>
    public GranularityDefinition Granularity { get; init; } = new();

    /// <summary>Lists everything that is wrong, without looking at data.</summary>
    /// <param name="dimensions">Names of the model's dimensions.</param>
    public IEnumerable<Problem> Validate(IEnumerable<string> dimensions)
    {
        if (Combine is not null && Cells.Count > 0)
        {
            yield return new Problem("SEG-SEGM-131", "matrix has both cells and combine.", "Keep one of them.");
        }

        foreach (var name in Combine?.Votes.Keys.Except(Dimensions.Count > 0 ? Dimensions : dimensions, StringComparer.Ordinal) ?? [])
        {
            yield return new Problem("SEG-SEGM-131", $"matrix.combine.votes names '{name}', which is no dimension of the matrix.", $"Known: {string.Join(", ", Dimensions.Count > 0 ? Dimensions : dimensions)}.");
        }

        foreach (var problem in Granularity.Options().Validate())
        {
            yield return problem;
        }
    }
}
