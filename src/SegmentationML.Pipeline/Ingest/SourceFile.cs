namespace SegmentationML.Pipeline.Ingest;

/// <summary>One file of a source or lookup, by content.</summary>
/// <param name="Source">The name of the source or lookup.</param>
/// <param name="IsLookup">True for a file that is only joined.</param>
/// <param name="Format">How it is stored; a database query has been written to text by then.</param>
/// <param name="Path">Absolute.</param>
/// <param name="Name">Bare file name, for reports.</param>
/// <param name="Bytes">Length as stored.</param>
/// <param name="Sha256">Of the file as stored, lower-case hex.</param>
/// <param name="Modified">Last change when it was hashed; a change until it is read is refused.</param>
public sealed record SourceFile(string Source, bool IsLookup, SourceFormat Format, string Path, string Name, long Bytes, string Sha256, DateTime Modified)
{
    /// <summary>True for gzip, by the file's ending.</summary>
    public bool IsGzip => Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}
