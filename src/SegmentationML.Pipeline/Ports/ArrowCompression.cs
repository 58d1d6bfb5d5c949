namespace SegmentationML.Pipeline.Ports;

/// <summary>How the buffers of an Arrow file's or stream's batches are packed, each by itself.</summary>
public enum ArrowCompression
{
    /// <summary>As they are: a file can be mapped into memory.</summary>
    None,

    /// <summary>LZ4 frames: fast.</summary>
    Lz4,

    /// <summary>Zstandard: smaller.</summary>
    Zstd,
}
