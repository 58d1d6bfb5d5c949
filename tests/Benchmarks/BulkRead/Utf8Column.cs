using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Benchmarks.BulkRead;

/// <summary>A text column as one array of UTF-8 bytes and one of offsets.</summary>
internal sealed class Utf8Column
{
    private readonly int[] _offsets;
    private byte[] _bytes;

    public Utf8Column(int rows, int bytesPerRow)
    {
        _offsets = new int[rows + 1];
        _bytes = new byte[rows * bytesPerRow];
    }

    public void Read(IColumnBatch batch, int column, int start)
    {
        var first = _offsets[start];
        var length = batch.Utf8Length(column);
        if (first + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, first + length));
        }

        var ends = _offsets.AsSpan(start + 1, batch.Rows);
        batch.CopyUtf8(column, _bytes.AsSpan(first, length), ends);
        for (var row = 0; row < ends.Length; row++)
        {
            ends[row] += first;
        }
    }
}
