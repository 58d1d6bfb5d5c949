using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>Some rows of a table of a version: first the columns of its key, then the others.</summary>
internal sealed class RowBlock(IReadOnlyList<string> types, int keys)
{
    private readonly ColumnBlock[] _columns = [.. types.Select(ColumnBlock.For)];

    /// <summary>Rows in this block.</summary>
    public int Rows { get; private set; }

    /// <summary>True when no row's key is before that of the row above it.</summary>
    public bool IsInOrder { get; private set; }

    /// <summary>A column, keys counted.</summary>
    public ColumnBlock this[int column] => _columns[column];

    /// <summary>Takes the rows of a batch in place of those that were there.</summary>
    public void Fill(IColumnBatch batch)
    {
        Rows = batch.Rows;
        for (var column = 0; column < _columns.Length; column++)
        {
            _columns[column].Fill(batch, column);
        }

        IsInOrder = true;
        for (var row = 1; row < Rows && IsInOrder; row++)
        {
            IsInOrder = Order(row - 1, this, row) <= 0;
        }
    }

    /// <summary>How a row's key stands to that of a row of another block: before, the same, after.</summary>
    public int Order(int row, RowBlock other, int otherRow)
    {
        for (var column = 0; column < keys; column++)
        {
            if (_columns[column].Order(row, other._columns[column], otherRow) is var order and not 0)
            {
                return order;
            }
        }

        return 0;
    }
}
