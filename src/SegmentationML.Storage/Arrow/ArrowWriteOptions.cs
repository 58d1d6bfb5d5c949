using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Arrow;

/// <summary>How a table is cut and framed. The bytes depend on these options and on the rows alone, not on the chunks in which the rows come.</summary>
public sealed record ArrowWriteOptions : AlgorithmOptions
{
    /// <summary>File with a footer, or stream. Default file.</summary>
    public ArrowFormat Format { get; init; } = ArrowFormat.File;

    /// <summary>Rows of every batch but the last, in [1, 16,777,216]. Default 131,072; 65,536 to 1,048,576 suit readers best.</summary>
    public int RowsPerBatch { get; init; } = 131_072;

    /// <summary>A batch is cut earlier when the text or bytes of one column would pass this size, in [1 KiB, 1 GiB]; this bounds the memory. Default 256 MiB.</summary>
    public long ColumnBytesPerBatch { get; init; } = 256L << 20;

    /// <summary>How buffers are packed. Default not at all.</summary>
    public ArrowCompression Compression { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (RowsPerBatch is < 1 or > 16_777_216)
        {
            yield return new Problem(ArrowProblems.Options, $"arrow.rowsPerBatch is {RowsPerBatch}.", "Set it in [1, 16777216]; 65536 to 1048576 is usual.");
        }

        if (ColumnBytesPerBatch is < 1024 or > 1L << 30)
        {
            yield return new Problem(ArrowProblems.Options, $"arrow.columnBytesPerBatch is {ColumnBytesPerBatch}.", "Set it in [1024, 1073741824] bytes.");
        }

        if (!Enum.IsDefined(Compression))
        {
            yield return new Problem(ArrowProblems.Options, $"arrow.compression is {Compression}.", "Write none, lz4 or zstd.");
        }

        if (!Enum.IsDefined(Format))
        {
            yield return new Problem(ArrowProblems.Options, $"arrow.format is {Format}.", "Write file or stream.");
        }
    }
}
