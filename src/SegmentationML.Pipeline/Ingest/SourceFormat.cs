namespace SegmentationML.Pipeline.Ingest;

/// <summary>How a source is stored.</summary>
public enum SourceFormat
{
    /// <summary>Delimited text, plain or gzip.</summary>
    Csv,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>JSON: one object a line, or one array of objects; plain or gzip.</summary>
    Json,

    /// <summary>Arrow IPC, file or stream.</summary>
    Arrow,

    /// <summary>A query on a PostgreSQL server.</summary>
    Postgres,
}
