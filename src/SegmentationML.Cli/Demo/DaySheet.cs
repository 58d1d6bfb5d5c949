namespace SegmentationML.Cli.Demo;

/// <summary>One day's orders: lines sorted into orders by buyer, one line a product and site, then returns that are due, formatted as CSV.</summary>
internal sealed class DaySheet
{
    private readonly List<OrderLine> _lines = [];
    private readonly List<ReturnLine> _returns = [];
    private ulong[] _keys = [];
    private long _firstOrder;

    /// <summary>The formatted rows.</summary>
    public CsvBuffer Text { get; } = new();

    /// <summary>Sorts the day's lines by buyer and product and merges those of one buyer, product and site.</summary>
    /// <param name="drawn">Lines of the day, by product.</param>
    public void Sort(ReadOnlySpan<OrderLine> drawn)
    {
        _keys = _keys.Length < drawn.Length ? new ulong[drawn.Length * 2] : _keys;
        for (var i = 0; i < drawn.Length; i++)
        {
            _keys[i] = ((ulong)drawn[i].Buyer << 32) | (uint)i;
        }

        Array.Sort(_keys, 0, drawn.Length);
        _lines.Clear();
        for (var i = 0; i < drawn.Length; i++)
        {
            Add(drawn[(int)(uint)_keys[i]]);
        }
    }

    /// <summary>Numbers the day's orders and passes on what comes back later.</summary>
    /// <param name="firstOrder">The next free order number.</param>
    /// <param name="dueToday">Returns that are due; taken over.</param>
    /// <param name="later">Receives each return that this day's lines will cause.</param>
    /// <returns>The next free order number after this day.</returns>
    public long Number(long firstOrder, List<ReturnLine> dueToday, Action<ReturnLine> later)
    {
        _firstOrder = firstOrder;
        var order = firstOrder - 1;
        for (var i = 0; i < _lines.Count; i++)
        {
            order += i == 0 || _lines[i].Buyer != _lines[i - 1].Buyer ? 1 : 0;
            if (_lines[i].ReturnDelay > 0)
            {
                later(new ReturnLine(_lines[i], order));
            }
        }

        _returns.Clear();
        _returns.AddRange(dueToday);
        return order + 1 + _returns.Count;
    }

    /// <summary>Formats the day.</summary>
    public void Format(OrderText names, int day)
    {
        Text.Clear();
        var (order, number) = (_firstOrder - 1, 0);
        for (var i = 0; i < _lines.Count; i++)
        {
            var starts = i == 0 || _lines[i].Buyer != _lines[i - 1].Buyer;
            order += starts ? 1 : 0;
            number = starts ? 1 : number + 1;
            names.Write(Text, day, order, number, _lines[i], _lines[i].Quantity, 0);
        }

        foreach (var back in _returns)
        {
            names.Write(Text, day, ++order, 1, back.Line, -back.Line.ReturnQuantity, back.Order);
        }
    }

    private void Add(in OrderLine line)
    {
        if (_lines.Count > 0 && _lines[^1] is var last && last.Buyer == line.Buyer && last.Product == line.Product && last.Site == line.Site)
        {
            _lines[^1] = last with
            {
                Quantity = last.Quantity + line.Quantity,
                ReturnDelay = Math.Max(last.ReturnDelay, line.ReturnDelay),
                ReturnQuantity = last.ReturnQuantity + line.ReturnQuantity,
            };
            return;
        }

        _lines.Add(line);
    }
}
