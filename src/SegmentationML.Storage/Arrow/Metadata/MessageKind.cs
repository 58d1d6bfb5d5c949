namespace SegmentationML.Storage.Arrow.Metadata;

/// <summary>The members of the union MessageHeader that occur in files and streams; the numbers are the format's.</summary>
internal enum MessageKind : byte
{
    /// <summary>No header.</summary>
    None = 0,

    /// <summary>The first message.</summary>
    Schema = 1,

    /// <summary>The values of a dictionary.</summary>
    DictionaryBatch = 2,

    /// <summary>Rows.</summary>
    RecordBatch = 3,
}
