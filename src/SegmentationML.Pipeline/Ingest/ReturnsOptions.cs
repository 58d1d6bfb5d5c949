namespace SegmentationML.Pipeline.Ingest;

/// <summary>How a source tells returns from sales.</summary>
public sealed record ReturnsOptions
{
    /// <summary>A scalar SQL condition over source columns: rows for which it is true are returns.</summary>
    public required string Where { get; init; }

    /// <summary>The sign that returns have in the source; canonical ones are negative. Default negative.</summary>
    public ReturnSign Sign { get; init; }
}
