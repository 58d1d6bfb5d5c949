using System.Runtime.InteropServices;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Arrow.FlatBuffers;

namespace SegmentationML.Storage.Arrow.Metadata;

/// <summary>What the metadata of a record batch says about its body, read in order: a node for each array, some buffers for each node.</summary>
internal sealed class BatchLayout
{
    private readonly long[] _nodes;
    private readonly long[] _buffers;
    private readonly long[] _viewBuffers;
    private int _node;
    private int _buffer;
    private int _view;

    /// <summary>Decodes the RecordBatch table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="maxRows">More rows, in the batch or in a list's entries, are refused.</param>
    public BatchLayout(FlatTable table, int maxRows)
    {
        MaxRows = maxRows;
        Rows = Count(table.Int64(FormatTables.RecordBatch.Length), "batch");
        _nodes = Words(table.Vector(FormatTables.RecordBatch.Nodes, FormatTables.Struct.FieldNode));
        _buffers = Words(table.Vector(FormatTables.RecordBatch.Buffers, FormatTables.Struct.Buffer));
        _viewBuffers = Words(table.Vector(FormatTables.RecordBatch.VariadicCounts, sizeof(long)));
        if (table.Has(FormatTables.RecordBatch.Compression))
        {
            var compression = table.Table(FormatTables.RecordBatch.Compression, "compression");
            Compression = Known(compression.Byte(FormatTables.BodyCompression.Codec), compression.Byte(FormatTables.BodyCompression.Method));
        }
    }

    /// <summary>Rows of the batch.</summary>
    public int Rows { get; }

    /// <summary>How each buffer is packed, behind its length.</summary>
    public ArrowCompression Compression { get; }

    private int MaxRows { get; }

    /// <summary>The length and null count of the next array, as claimed.</summary>
    public (int Rows, long Nulls) NextNode()
        => _node < _nodes.Length / 2
            ? (Count(_nodes[2 * _node], "column"), _nodes[(2 * _node++) + 1])
            : throw ArrowProblems.Metadata("A batch describes fewer columns than the schema has.");

    /// <summary>The place of the next buffer in the body.</summary>
    public (long Offset, long Length) NextBuffer()
        => _buffer < _buffers.Length / 2
            ? (_buffers[2 * _buffer], _buffers[(2 * _buffer++) + 1])
            : throw ArrowProblems.Metadata("A batch has fewer buffers than its columns need.");

    /// <summary>How many data buffers the next view column has.</summary>
    public int NextViewBufferCount()
        => _view < _viewBuffers.Length && _viewBuffers[_view] >= 0 && _viewBuffers[_view] <= _buffers.Length / 2
            ? (int)_viewBuffers[_view++]
            : throw ArrowProblems.Metadata("A batch does not say how many buffers a view column has.");

    private static long[] Words(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, long>(bytes).ToArray();

    private static ArrowCompression Known(byte codec, byte method) => (codec, method) switch
    {
        (0, 0) => ArrowCompression.Lz4,
        (1, 0) => ArrowCompression.Zstd,
        _ => throw ArrowProblems.Unsupported($"The file is compressed with codec {codec}, method {method}, which is not read.", "Write it without compression, with lz4 or with zstd."),
    };

    private int Count(long rows, string what) => rows switch
    {
        < 0 => throw ArrowProblems.Metadata($"A {what} has {rows} rows."),
        _ when rows > MaxRows => throw ArrowProblems.Large($"A {what} has {rows} rows; {MaxRows} are allowed.", "Write smaller batches, or raise the reader's row limit."),
        _ => (int)rows,
    };
}
