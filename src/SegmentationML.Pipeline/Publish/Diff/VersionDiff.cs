namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>What differs between two versions of a pipeline.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Before">The version before.</param>
/// <param name="After">The version after.</param>
/// <param name="Tables">Tables of both versions, in order of the later one.</param>
/// <param name="Segments">Entities by segment before and after, the most entities first.</param>
public sealed record VersionDiff(string Pipeline, DiffSide Before, DiffSide After, IReadOnlyList<TableDiff> Tables, IReadOnlyList<SegmentMove> Segments)
{
    /// <summary>Entities that only the later version has.</summary>
    public long Added => Segments.Where(s => s.From is null).Sum(s => s.Entities);

    /// <summary>Entities that only the earlier version has.</summary>
    public long Gone => Segments.Where(s => s.To is null).Sum(s => s.Entities);

    /// <summary>Entities of both versions.</summary>
    public long Common => Segments.Where(s => s.From is not null && s.To is not null).Sum(s => s.Entities);

    /// <summary>Entities of both versions that are in another segment.</summary>
    public long Moved => Segments.Where(s => s.From is not null && s.To is not null && s.From != s.To).Sum(s => s.Entities);
}
