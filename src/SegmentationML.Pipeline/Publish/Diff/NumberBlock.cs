using System.Runtime.InteropServices;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>Rows of a column of numbers. NaN is equal to NaN, and -0 to 0.</summary>
internal sealed class NumberBlock : ColumnBlock
{
    private double[] _values = [];
    private int _rows;

    /// <summary>The values; those of rows without one are undefined.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, _rows);

    /// <inheritdoc/>
    public override int Order(int row, ColumnBlock other, int otherRow) => _values[row].CompareTo(((NumberBlock)other)._values[otherRow]);

    /// <inheritdoc/>
    protected override void Copy(IColumnBatch batch, int column)
    {
        _rows = batch.Rows;
        _values = Room(_values, _rows);
        batch.Values<double>(column).CopyTo(_values);
    }

    /// <inheritdoc/>
    protected override long Compare(int row, ColumnBlock other, int otherRow, Span<byte> marks)
    {
        var here = _values.AsSpan(row, marks.Length);
        var there = ((NumberBlock)other)._values.AsSpan(otherRow, marks.Length);
        if (MemoryMarshal.AsBytes(here).SequenceEqual(MemoryMarshal.AsBytes(there)))
        {
            return 0;
        }

        long count = 0;
        for (var i = 0; i < marks.Length; i++)
        {
            // Without a branch: which rows differ follows no pattern.
            var differs = (here[i] != there[i] ? 1 : 0) & (here[i] == here[i] || there[i] == there[i] ? 1 : 0);
            marks[i] |= (byte)differs;
            count += differs;
        }

        return count;
    }
}
