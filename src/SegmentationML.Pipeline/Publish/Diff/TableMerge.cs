namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>Walks through two versions of a table, both in key order, and counts what differs.</summary>
/// <param name="before">Rows of the version before.</param>
/// <param name="after">Rows of the version after.</param>
/// <param name="keys">How many columns are the key.</param>
/// <param name="columns">How many columns there are, those of the key included.</param>
/// <param name="segment">The column that holds the segment; negative for a table without one.</param>
internal sealed class TableMerge(RowStream before, RowStream after, int keys, int columns, int segment)
{
    private readonly Dictionary<(string? From, string? To), long> _moves = [];
    private readonly RowCursor _old = new(before);
    private readonly RowCursor _young = new(after);
    private byte[] _anyMarks = [];
    private byte[] _marks = [];

    /// <summary>Rows of both versions.</summary>
    public long Common { get; private set; }

    /// <summary>Rows of both versions in which some column differs.</summary>
    public long Changed { get; private set; }

    /// <summary>In how many rows of both versions each column differs; 0 for those of the key.</summary>
    public long[] ChangedIn { get; } = new long[columns];

    /// <summary>Rows whose segment differs, that came (no segment before) or went (none after).</summary>
    public IEnumerable<SegmentMove> Moves => _moves.Select(m => new SegmentMove(m.Key.From, m.Key.To, m.Value));

    /// <summary>Walks to the end.</summary>
    /// <returns>False when the rows of a version are not in order of their key: the counts are of no use then.</returns>
    public bool Run()
    {
        while (_old.Block is { } old && _young.Block is { } young)
        {
            switch (old.Order(_old.Row, young, _young.Row))
            {
                case < 0:
                    Went(old);
                    break;
                case > 0:
                    Came(young);
                    break;
                default:
                    Meet(old, young);
                    break;
            }

            if (before.IsOutOfOrder || after.IsOutOfOrder)
            {
                return false;
            }
        }

        while (_old.Block is { } old)
        {
            Went(old);
        }

        while (_young.Block is { } young)
        {
            Came(young);
        }

        return !before.IsOutOfOrder && !after.IsOutOfOrder;
    }

    private void Went(RowBlock block)
    {
        Move(Segment(block, _old.Row), null);
        _old.Advance(1);
    }

    private void Came(RowBlock block)
    {
        Move(null, Segment(block, _young.Row));
        _young.Advance(1);
    }

    /// <summary>Compares, column by column, as many rows as have the same keys in both blocks.</summary>
    private void Meet(RowBlock old, RowBlock young)
    {
        var (row, otherRow) = (_old.Row, _young.Row);
        var most = Math.Min(old.Rows - row, young.Rows - otherRow);
        var rows = 1;
        while (rows < most && old.Order(row + rows, young, otherRow + rows) == 0)
        {
            rows++;
        }

        var any = Cleared(ref _anyMarks, rows);
        for (var column = keys; column < columns; column++)
        {
            ChangedIn[column] += column == segment ? Moved(old, young, any) : old[column].Differences(row, young[column], otherRow, any);
        }

        Common += rows;
        Changed += any.Count((byte)1);
        _old.Advance(rows);
        _young.Advance(rows);
    }

    private long Moved(RowBlock old, RowBlock young, Span<byte> any)
    {
        var marks = Cleared(ref _marks, any.Length);
        var count = old[segment].Differences(_old.Row, young[segment], _young.Row, marks);
        for (var i = 0; count > 0 && i < marks.Length; i++)
        {
            if (marks[i] != 0)
            {
                any[i] = 1;
                Move(Segment(old, _old.Row + i), Segment(young, _young.Row + i));
            }
        }

        return count;
    }

    private string? Segment(RowBlock block, int row) => segment < 0 ? null : ((TextBlock)block[segment]).Text(row);

    private void Move(string? from, string? to)
    {
        if (segment >= 0)
        {
            _moves[(from, to)] = _moves.GetValueOrDefault((from, to)) + 1;
        }
    }

    private static Span<byte> Cleared(ref byte[] marks, int rows)
    {
        if (marks.Length < rows)
        {
            marks = new byte[rows];
        }

        var span = marks.AsSpan(0, rows);
        span.Clear();
        return span;
    }
}
