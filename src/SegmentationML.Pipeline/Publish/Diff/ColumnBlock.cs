using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>Some rows of one column of a version, copied out of the engine.</summary>
internal abstract class ColumnBlock
{
    private bool[] _nulls = [];
    private bool _mayHoldNulls;

    /// <summary>The block for a column of a type: numbers and whole numbers as they are, everything else as text.</summary>
    public static ColumnBlock For(string type) => type switch
    {
        "DOUBLE" => new NumberBlock(),
        _ when IsWhole(type) => new WholeBlock(),
        _ => new TextBlock(),
    };

    /// <summary>How a query has to give the column for <see cref="For"/>. The text of a list quotes its items, so that two lists with the same text are equal.</summary>
    public static string Expression(SnapshotColumn column) => column.Type switch
    {
        "DOUBLE" or "VARCHAR" => Sql.Identifier(column.Name),
        "DATE" => $"({Sql.Identifier(column.Name)} - DATE '1970-01-01')",
        var type when IsWhole(type) => $"{Sql.Identifier(column.Name)}::BIGINT",
        _ => $"{Sql.Identifier(column.Name)}::VARCHAR",
    };

    /// <summary>Takes the rows of a batch in place of those that were there.</summary>
    public void Fill(IColumnBatch batch, int column)
    {
        _mayHoldNulls = batch.MayHoldNulls(column);
        if (_mayHoldNulls)
        {
            _nulls = Room(_nulls, batch.Rows);
            for (var row = 0; row < batch.Rows; row++)
            {
                _nulls[row] = batch.IsNull(column, row);
            }
        }

        Copy(batch, column);
    }

    /// <summary>Marks with 1 the rows of a stretch whose value differs from that of as many rows of the other block, null being equal to null only; rows that do not differ keep their mark.</summary>
    /// <returns>How many differ.</returns>
    public long Differences(int row, ColumnBlock other, int otherRow, Span<byte> marks)
    {
        if (!_mayHoldNulls && !other._mayHoldNulls)
        {
            return Compare(row, other, otherRow, marks);
        }

        long count = 0;
        for (var i = 0; i < marks.Length; i++)
        {
            var (here, there) = (IsNull(row + i), other.IsNull(otherRow + i));
            if (here != there)
            {
                marks[i] = 1;
                count++;
            }
            else if (!here)
            {
                count += Compare(row + i, other, otherRow + i, marks.Slice(i, 1));
            }
        }

        return count;
    }

    /// <summary>True when a row has no value.</summary>
    public bool IsNull(int row) => _mayHoldNulls && _nulls[row];

    /// <summary>Below 0, 0 or above it, as a row's value stands in the order of the published files before, at or after that of a row of another block of the same kind.</summary>
    public abstract int Order(int row, ColumnBlock other, int otherRow);

    /// <summary>Copies the values.</summary>
    protected abstract void Copy(IColumnBatch batch, int column);

    /// <summary>As <see cref="Differences"/>, for rows that have values.</summary>
    protected abstract long Compare(int row, ColumnBlock other, int otherRow, Span<byte> marks);

    /// <summary>The array, or a larger one; what it held is lost.</summary>
    protected static T[] Room<T>(T[] array, int length) => array.Length >= length ? array : new T[Math.Max(length, 2 * array.Length)];

    private static bool IsWhole(string type) => type is "DATE" or "BOOLEAN" or "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER";
}
