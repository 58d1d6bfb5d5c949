using System.Text;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>Rows of a column of texts, in the byte order of their UTF-8.</summary>
internal sealed class TextBlock : ColumnBlock
{
    private byte[] _bytes = [];
    private int[] _ends = [];

    /// <summary>The text of a row; null for none.</summary>
    public string? Text(int row) => IsNull(row) ? null : Encoding.UTF8.GetString(Bytes(row));

    /// <inheritdoc/>
    public override int Order(int row, ColumnBlock other, int otherRow) => Bytes(row).SequenceCompareTo(((TextBlock)other).Bytes(otherRow));

    /// <inheritdoc/>
    protected override void Copy(IColumnBatch batch, int column)
    {
        _bytes = Room(_bytes, batch.Utf8Length(column));
        _ends = Room(_ends, batch.Rows);
        batch.CopyUtf8(column, _bytes, _ends);
    }

    /// <inheritdoc/>
    protected override long Compare(int row, ColumnBlock other, int otherRow, Span<byte> marks)
    {
        var there = (TextBlock)other;
        long count = 0;
        for (var i = 0; i < marks.Length; i++)
        {
            if (!Bytes(row + i).SequenceEqual(there.Bytes(otherRow + i)))
            {
                marks[i] = 1;
                count++;
            }
        }

        return count;
    }

    private ReadOnlySpan<byte> Bytes(int row)
    {
        var start = row == 0 ? 0 : _ends[row - 1];
        return _bytes.AsSpan(start, _ends[row] - start);
    }
}
