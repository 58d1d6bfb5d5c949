namespace SegmentationML.Cli.Demo;

/// <summary>Lives through the history block by block: products draw in parallel, days are sorted and formatted in parallel, numbers are given in order. The bytes do not depend on the number of threads.</summary>
internal sealed class OrderHistory
{
    private const int BlockDays = 28;
    private const long FirstOrderNumber = 1_000_001;
    private const int ProductsPerRange = 64;
    private readonly DemoWorld _world;
    private readonly ParallelOptions _parallel;
    private readonly DemandStream[] _streams;
    private readonly DrawnBlock[] _drawn;
    private readonly List<ReturnLine>[] _due;
    private readonly DaySheet[] _sheets;
    private readonly OrderText _names;
    private OrderLine[] _byDay = [];
    private long _nextOrder = FirstOrderNumber;

    public OrderHistory(DemoWorld world, ParallelOptions parallel)
    {
        (_world, _parallel, _names) = (world, parallel, new OrderText(world));
        _streams = [.. world.Products.Select(product => new DemandStream(world, product))];
        _drawn = [.. Enumerable.Range(0, (world.Products.Length + ProductsPerRange - 1) / ProductsPerRange).Select(_ => new DrawnBlock())];
        _due = [.. Enumerable.Range(0, world.Calendar.Days + 1).Select(_ => new List<ReturnLine>())];
        _sheets = [.. Enumerable.Range(0, BlockDays).Select(_ => new DaySheet())];
    }

    /// <summary>All purchase order lines, once <see cref="Write"/> is through.</summary>
    public List<Receipt> Receipts { get; } = [];

    /// <summary>Writes the order lines and, where stock is simulated, the inventory.</summary>
    public void Write(TableFile orderLines, TableFile? inventory, IProgress<double>? progress)
    {
        for (var first = 0; first < _world.Calendar.Days; first += BlockDays)
        {
            var end = Math.Min(first + BlockDays, _world.Calendar.Days);
            Draw(first, end);
            Sort(first, end);
            for (var day = first; day < end; day++)
            {
                _nextOrder = _sheets[day - first].Number(_nextOrder, _due[day], Remember);
                _due[day] = [];
            }

            Parallel.For(first, end, _parallel, day => _sheets[day - first].Format(_names, day));
            for (var day = first; day < end; day++)
            {
                orderLines.Write(_sheets[day - first].Text);
            }

            KeepStock(inventory);
            progress?.Report((double)end / _world.Calendar.Days);
        }
    }

    private void Draw(int first, int end)
    {
        var buyers = new BuyersOfDay[end - first];
        Parallel.For(first, end, _parallel, day => buyers[day - first] = new BuyersOfDay(_world, day));
        Parallel.For(0, _drawn.Length, _parallel, range =>
        {
            _drawn[range].Clear();
            for (var p = range * ProductsPerRange; p < Math.Min((range + 1) * ProductsPerRange, _streams.Length); p++)
            {
                _streams[p].Advance(first, end, buyers, _drawn[range]);
            }
        });
    }

    /// <summary>Gathers the lines by day, products in order within a day, and sorts each day into orders.</summary>
    private void Sort(int first, int end)
    {
        var starts = new int[end - first + 1];
        foreach (var drawn in _drawn)
        {
            foreach (ref readonly var line in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(drawn.Lines))
            {
                starts[line.Day - first + 1]++;
            }
        }

        for (var day = 1; day < starts.Length; day++)
        {
            starts[day] += starts[day - 1];
        }

        _byDay = _byDay.Length < starts[^1] ? new OrderLine[starts[^1] * 2] : _byDay;
        var next = starts.ToArray();
        foreach (var drawn in _drawn)
        {
            foreach (ref readonly var line in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(drawn.Lines))
            {
                _byDay[next[line.Day - first]++] = line;
            }
        }

        Parallel.For(0, end - first, _parallel, day => _sheets[day].Sort(_byDay.AsSpan(starts[day], starts[day + 1] - starts[day])));
    }

    private void Remember(ReturnLine line)
    {
        var day = _world.Calendar.NextOpenDay(Math.Min(line.Line.Day + line.Line.ReturnDelay, _world.Calendar.Days));
        if (day < _world.Calendar.Days)
        {
            _due[day].Add(line);
        }
    }

    private void KeepStock(TableFile? inventory)
    {
        if (inventory is null)
        {
            return;
        }

        Receipts.AddRange(_drawn.SelectMany(drawn => drawn.Receipts));
        var text = new CsvBuffer();
        foreach (var row in _drawn.SelectMany(drawn => drawn.Stock).OrderBy(row => row.Day).ThenBy(row => row.Product).ThenBy(row => row.Site))
        {
            text.Date(_world.Calendar.Dates[row.Day]).Text(_world.Products[row.Product].Id).Text(OrderText.SiteId(row.Site));
            text.Integer(Math.Max(0, row.OnHand)).Integer(row.OnOrder).Integer(Math.Max(0, -row.OnHand)).EndRow();
        }

        inventory.Write(text);
    }
}
