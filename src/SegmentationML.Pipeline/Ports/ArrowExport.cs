namespace SegmentationML.Pipeline.Ports;

/// <summary>How a query is written as Arrow IPC.</summary>
public sealed record ArrowExport
{
    /// <summary>True for the stream format; false, the default, for the file format with a footer.</summary>
    public bool Stream { get; init; }

    /// <summary>Rows of every batch but the last. Default 131,072; 65,536 to 1,048,576 suit readers best.</summary>
    public int RowsPerBatch { get; init; } = 131_072;

    /// <summary>How buffers are packed. Default not at all, so that a file can be mapped into memory.</summary>
    public ArrowCompression Compression { get; init; }

    /// <summary>Text columns to write dictionary-encoded; their values are found by one more run of the query each and sorted by UTF-8 bytes. ENUM columns always are, and need no mention.</summary>
    public IReadOnlyList<string> DictionaryColumns { get; init; } = [];

    /// <summary>Dictionaries that the caller knows, by column: distinct values in index order. A value outside is an error.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Dictionaries { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Custom metadata of the schema, in the order in which it is written; nothing that changes from run to run, or the bytes do.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];
}
