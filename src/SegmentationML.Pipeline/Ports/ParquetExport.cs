namespace SegmentationML.Pipeline.Ports;

/// <summary>How a query is written as Parquet.</summary>
public sealed record ParquetExport
{
    /// <summary>The codec's name in the engine's spelling. Default zstd.</summary>
    public string Compression { get; init; } = "zstd";

    /// <summary>Rows of a row group. Default 122,880, the engine's own.</summary>
    public int RowsPerGroup { get; init; } = 122_880;
}
