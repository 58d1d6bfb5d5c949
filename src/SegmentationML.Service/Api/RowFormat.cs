namespace SegmentationML.Service.Api;

/// <summary>How rows are written.</summary>
internal enum RowFormat
{
    /// <summary>One JSON object a page.</summary>
    Json,

    /// <summary>Comma-separated, texts quoted.</summary>
    Csv,

    /// <summary>An Arrow stream, not paged.</summary>
    Arrow,
}
