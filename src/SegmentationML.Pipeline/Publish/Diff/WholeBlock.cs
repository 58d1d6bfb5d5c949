using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>Rows of a column of whole numbers, days or truth values.</summary>
internal sealed class WholeBlock : ColumnBlock
{
    private long[] _values = [];

    /// <inheritdoc/>
    public override int Order(int row, ColumnBlock other, int otherRow) => _values[row].CompareTo(((WholeBlock)other)._values[otherRow]);

    /// <inheritdoc/>
    protected override void Copy(IColumnBatch batch, int column)
    {
        _values = Room(_values, batch.Rows);
        batch.Values<long>(column).CopyTo(_values);
    }

    /// <inheritdoc/>
    protected override long Compare(int row, ColumnBlock other, int otherRow, Span<byte> marks)
    {
        var here = _values.AsSpan(row, marks.Length);
        var there = ((WholeBlock)other)._values.AsSpan(otherRow, marks.Length);
        if (here.SequenceEqual(there))
        {
            return 0;
        }

        long count = 0;
        for (var i = 0; i < marks.Length; i++)
        {
            var differs = here[i] != there[i] ? 1 : 0;
            marks[i] |= (byte)differs;
            count += differs;
        }

        return count;
    }
}
