using SegmentationML.Core.Segmentation;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Combines dimensions by votes: each class votes for a segment, and a rule says which vote decides.</summary>
public sealed record CombineDefinition
{
    /// <summary>Which vote decides: precedence, best-of, worst-of or committee.</summary>
    public required ConflictRule Rule { get; init; }

    /// <summary>By dimension: the segment that each class votes for; a class that is left out abstains.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Votes { get; init; }
}
