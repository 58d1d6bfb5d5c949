namespace SegmentationML.Pipeline.Ingest;

/// <summary>What ingest will read, by content: known before a row is loaded, so that a run knows whether anything changed.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Options">The section as effective.</param>
/// <param name="TimeZone">The pipeline's time zone, IANA name.</param>
/// <param name="Files">All files of sources and lookups: as declared, by name within each.</param>
/// <param name="Digest">SHA-256 over all that determines the result: content of the files, declarations, time zone, code.</param>
public sealed record IngestPlan(string Pipeline, IngestOptions Options, string TimeZone, IReadOnlyList<SourceFile> Files, string Digest)
{
    /// <summary>Bytes of all files as stored.</summary>
    public long Bytes => Files.Sum(f => f.Bytes);

    /// <summary>The files of one source or lookup, in loading order.</summary>
    /// <param name="name">Its name.</param>
    public IEnumerable<SourceFile> FilesOf(string name) => Files.Where(f => f.Source == name);
}
