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
        var end = _offsets[start];
        for (var row = 0; row < batch.Rows; row++)
        {
            var text = batch.Utf8(column, row);
            if (end + text.Length > _bytes.Length)
            {
                Array.Resize(ref _bytes, _bytes.Length * 2);
            }

            text.CopyTo(_bytes.AsSpan(end));
            end += text.Length;
            _offsets[start + row + 1] = end;
        }
    }
}
