using SegmentationML.Cli.Demo;
using SegmentationML.Cli.Tests.Demo;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Report;

namespace SegmentationML.Cli.Tests.Report;

/// <summary>A report over the small demo set with numbers computed here in the plainest way: what the page looks like with real distributions, without a run.</summary>
internal sealed class DemoReport
{
    private const int Horizon = 13;
    private const int Lookback = 13;
    private static readonly DateOnly Monday = new(2024, 1, 1);
    private readonly DemoFolder _demo;
    private readonly Dictionary<string, string> _names;
    private readonly Dictionary<string, (double Cost, int Lead)> _supply;

    private DemoReport(DemoFolder demo)
    {
        _demo = demo;
        _names = demo.Rows(DemoTable.Products).ToDictionary(row => row[0], row => row[1]);
        _supply = demo.Rows(DemoTable.Products).ToDictionary(row => row[0], row => (double.Parse(row[8]), int.Parse(row[10])));
    }

    public static RunReportData From(DemoFolder demo) => new DemoReport(demo).Build();

    private RunReportData Build()
    {
        var items = Measure(104);
        var before = Measure(104 - Lookback);
        var total = items.Sum(item => Math.Max(0, item.Value));
        var segments = items.GroupBy(item => item.Segment).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
        var policies = segments.Select(group => Policy(group.Key, [.. group])).ToArray();
        return new RunReportData
        {
            Header = new("demo-products", "Products of a distributor of technical goods, by value and variability, weekly.", "product", items.Length, 2, true, new(2025, 12, 29), Monday, new(2026, 1, 2, 6, 0, 12, TimeSpan.Zero), TimeSpan.FromSeconds(3.42), "run-000002", "SegmentationML 0.1.0", "EUR", "week", Horizon),
            Headlines =
            [
                new("Net revenue", $"{total / 1e6:0.0} M EUR", "two years"), new("Products", $"{items.Length}", $"{segments.Length} segments"), new("Order lines", $"{demoLines():N0}", "2.2 % returns"),
                new("Forecast error", "−9 %", "against naive, RMSSE"), new("Safety stock", $"{policies.Where(row => row.ServiceLevel is not null).Sum(row => row.SafetyStockValue) / 1e3:0} k EUR", "at cost"), new("Moved", "14 %", "since version 1"),
            ],
            Flow = Flow(items.Length),
            Files = [new("order_lines", "order_lines.csv", 4_456_995, "", "order_lines", demoLines(), demoLines() - 14, [new("not a product", "product_id is a service code", 12)], [new("unit_price", "'n/a' is not a number", 2)], 3, 0, "aside", false), new("products", "products.csv", 39_299, "", "products", 300, 300, [], [], null, 0, null, true)],
            Findings = [new(FindingSeverity.Quarantine, "order_lines", "order_lines/quantity/range", "quantity lies between -100,000 and 100,000", 3, "FA0005, 2024-03-11, 250000"), new(FindingSeverity.Warning, "order_lines", "order_lines/customer_id/completeness", "customer_id is given in at least 98 % of the rows; 97.0 % were", 2_581)],
            RulesChecked = 41,
            QuarantinedRows = 3,
            Segments = [.. segments.Select(group => new SegmentRow(group.Key, NameOf(group.Key), "", group.Count(), group.Sum(item => item.Value), group.Sum(item => Math.Max(0, item.Value)) / total))],
            Matrix = new("ABC", "XYZ", ["A", "B", "C"], ["X", "Y", "Z"], [.. segments.Where(group => group.Key.Length == 2).Select(group => new MatrixCell(group.Key[..1], group.Key[1..], group.Count(), group.Sum(item => item.Value) / total, NameOf(group.Key)))]),
            Pareto = Pareto(items, total),
            Clusters = Clusters(items),
            Accuracy = Accuracy(items),
            Methods = [.. items.GroupBy(item => (item.Method, item.Segment)).OrderBy(group => group.Key.Segment, StringComparer.Ordinal).ThenBy(group => group.Key.Method, StringComparer.Ordinal).Select(group => new MethodRow(group.Key.Method, group.Key.Segment, group.Count()))],
            Examples = [.. new[] { "smooth", "erratic", "intermittent", "lumpy", "seasonal", "trending" }.SelectMany(kind => items.Where(item => kind is "seasonal" or "trending" ? _demo.Truth[("product", item.Key)].Archetype.StartsWith(kind, StringComparison.Ordinal) : item.Class == kind && _demo.Truth[("product", item.Key)].Archetype is "steady-runner" or "erratic" or "intermittent" or "lumpy" && item.Class == kind).OrderByDescending(item => item.Value).Take(1)).Select(Example)],
            Policies = policies,
            Changes = Changes(items, before),
            Entities = [.. items.OrderByDescending(item => item.Value).Select(item => Reason(item, total))],
            Notes = ["Holding cost is taken as 20 % a year, since no source gives it.", "Returns are booked in the week in which they arrive; 2 products have returns only.", "Lead times come from 298 products; 2 take the segment's."],
        };

        int demoLines() => _demo.Lines.Count;
    }

    private static FlowRow[] Flow(int products) =>
    [
        new(StepName.Ingest, StepState.Done, 86_254, TimeSpan.FromSeconds(0.41), "85,954 lines and 300 products from 2 files"),
        new(StepName.Contract, StepState.Done, 86_251, TimeSpan.FromSeconds(0.12), "41 rules, 1 warning, 3 rows set aside"),
        new(StepName.Features, StepState.Done, products, TimeSpan.FromSeconds(0.35), $"{products} products, 21 features, 104 weeks"),
        new(StepName.Segment, StepState.Done, products, TimeSpan.FromSeconds(0.08), $"{products} products in 13 segments"),
        new(StepName.Forecast, StepState.Done, products * Horizon, TimeSpan.FromSeconds(1.93), $"{products} series x 13 weeks, chosen among 9 methods"),
        new(StepName.Policy, StepState.Done, products, TimeSpan.FromSeconds(0.06), $"{products} policies"),
        new(StepName.Publish, StepState.Done, products * 15, TimeSpan.FromSeconds(0.31), "version 2, 4,470 rows"),
        new(StepName.Monitor, StepState.Done, 13, TimeSpan.FromSeconds(0.05), "12 % moved, no driver drifted"),
    ];

    private Item[] Measure(int weeks)
    {
        var items = _demo.Lines.GroupBy(line => line.Product).Select(lines =>
        {
            var demand = new double[weeks];
            foreach (var line in lines.Where(line => line.Quantity > 0))
            {
                var week = (line.Date.DayNumber - Monday.DayNumber) / 7;
                demand[Math.Min(week, weeks - 1)] += week < weeks ? line.Quantity : 0;
            }

            var end = Monday.AddDays(7 * weeks);
            return new Item(lines.Key, (double)lines.Where(line => line.Date < end).Sum(line => line.Quantity * line.Price), demand, lines.Where(line => line.Date < end).Select(line => line.Order).Distinct().Count());
        }).Where(item => item.Orders > 0).OrderBy(item => item.Key, StringComparer.Ordinal).ToArray();
        var total = items.Sum(item => Math.Max(0, item.Value));
        var sum = 0.0;
        foreach (var item in items.OrderByDescending(item => item.Value).ThenBy(item => item.Key, StringComparer.Ordinal))
        {
            item.StartShare = sum / total;
            sum += Math.Max(0, item.Value);
        }

        return items;
    }

    private static string NameOf(string segment) => segment switch
    {
        "AX" => "Core runners", "AY" => "Valuable, somewhat variable", "AZ" => "Valuable and erratic", "BX" => "Steady middle", "BY" => "Middle", "BZ" => "Irregular middle",
        "CX" => "Steady tail", "CY" => "Tail", "CZ" => "Long tail, rare", "NEW" => "New", "DORMANT" => "Dormant", "ONE-OFF" => "One-off", _ => "Returns only",
    };

    private static ParetoCurve Pareto(Item[] items, double total)
    {
        var sorted = items.Where(item => item.Value > 0).OrderByDescending(item => item.Value).ToArray();
        var (sum, points) = (0.0, new List<ParetoPoint>());
        for (var i = 0; i < sorted.Length; i++)
        {
            sum += sorted[i].Value;
            points.Add(new((i + 1.0) / sorted.Length, sum / total));
        }

        return new("net revenue", points, [.. "ABC".Select(name => name.ToString()).Select(name => (name, last: sorted.ToList().FindLastIndex(item => item.Abc == name))).Select(cut => new ParetoCut(cut.name, points[cut.last].EntityShare, points[cut.last].ValueShare))]);
    }

    private static ClusterPlot Clusters(Item[] items)
    {
        var usable = items.Where(item => item.Value > 0 && item.Cv > 0).ToArray();
        var raw = usable.Select(item => new[] { Math.Log(item.Value), Math.Log(item.Cv), Math.Log(item.Adi) }).ToArray();
        var scaled = Enumerable.Range(0, 3).Select(d => (Mean: raw.Average(row => row[d]), Deviation: Math.Sqrt(raw.Average(row => Math.Pow(row[d] - raw.Average(r => r[d]), 2))))).ToArray();
        var rows = raw.Select(row => row.Select((value, d) => (value - scaled[d].Mean) / scaled[d].Deviation).ToArray()).ToArray();
        var label = usable.Select(item => item.Adi > 3 ? 3 : item.Cv > 0.9 ? 2 : item.Value > 40_000 ? 0 : 1).ToArray();
        return new("behaviour", ["net_revenue", "cv", "adi"], 0.47, 0.66, 0.24,
            [.. usable.Select((item, i) => new ClusterPoint((rows[i][1] + rows[i][2]) / Math.Sqrt(2), rows[i][0], $"K{label[i] + 1}", item.Key))],
            [.. Enumerable.Range(0, 4).Select(k => usable.Where((_, i) => label[i] == k).ToArray()).Select((of, k) => new ClusterRow($"K{k + 1}", of.Length, [Median(of, item => item.Value), Median(of, item => item.Cv), Median(of, item => item.Adi)]))]);
    }

    private static double Median(Item[] items, Func<Item, double> of) => items.Select(of).Order().ElementAt(items.Length / 2);

    private static AccuracyRow[] Accuracy(Item[] items)
    {
        AccuracyRow Row(string segment, Item[] of) => new(segment, of.Length, of.Average(item => item.Error(item.Smoothed(Horizon))), of.Average(item => item.Error(item.Demand[^(Horizon + 1)])), of.Average(item => item.Error(0)), of.Average(item => item.Bias(item.Smoothed(Horizon))), double.NaN);
        var scored = items.Where(item => item.Scale > 0).ToArray();
        return [Row(AccuracyRow.Whole, scored), .. scored.GroupBy(item => item.Segment).Where(group => group.Key.Length == 2).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Row(group.Key, [.. group]))];
    }

    private ExampleSeries Example(Item item)
    {
        var mean = item.Smoothed(0);
        var deviation = Math.Sqrt(item.Demand.TakeLast(52).Average(units => Math.Pow(units - mean, 2)));
        ForecastPoint At(int step) => new(Monday.AddDays(7 * (item.Demand.Length + step)), mean, Math.Max(0, mean - (1.645 * deviation)), Math.Max(0, mean - (0.674 * deviation)), mean, mean + (0.674 * deviation), mean + (1.645 * deviation));
        return new(item.Class, item.Key, _names[item.Key], item.Segment, item.Method, $"Least RMSSE over 3 origins: {item.Method}.", "units/week", [.. item.Demand.Select((units, week) => new DemandPoint(Monday.AddDays(7 * week), units))], [.. Enumerable.Range(0, Horizon).Select(At)]);
    }

    private PolicyRow Policy(string segment, Item[] items)
    {
        double? level = segment switch { "AX" or "AY" => 0.98, "AZ" or "BX" => 0.97, "BY" or "CX" or "NEW" => 0.95, "BZ" or "CY" => 0.93, "CZ" => 0.9, _ => null };
        var stock = items.Select(item => level is null ? 0 : Stock(item)).ToArray();
        var demand = items.Sum(item => item.Smoothed(0));
        return new(segment, NameOf(segment), items.Length, level, 1, items.Average(item => _supply[item.Key].Lead / 7.0), level is null ? "none" : items.Count(item => item.Adi < 1.32) * 2 > items.Length ? "normal" : "negative binomial", stock.Sum(), level is null ? double.NaN : items.Select((item, i) => stock[i] * _supply[item.Key].Cost).Sum(), level is null ? double.NaN : stock.Sum() / demand);
    }

    private double Stock(Item item) => 1.9 * Math.Sqrt(item.Demand.TakeLast(52).Average(units => Math.Pow(units - item.Smoothed(0), 2)) * (1 + (_supply[item.Key].Lead / 7.0)));

    private static VersionChanges Changes(Item[] now, Item[] before)
    {
        var old = before.ToDictionary(item => item.Key);
        var common = now.Where(item => old.ContainsKey(item.Key)).ToArray();
        var moved = common.Where(item => old[item.Key].Segment != item.Segment).ToArray();
        return new(1, new(2025, 9, 29), common.Length, now.Length - common.Length, before.Length - common.Length, (double)moved.Length / common.Length, moved.Sum(item => item.Value) / common.Sum(item => item.Value),
            [.. common.GroupBy(item => (old[item.Key].Segment, item.Segment)).OrderBy(group => group.Key).Select(group => new MigrationRow(group.Key.Item1, group.Key.Item2, group.Count(), group.Sum(item => item.Value)))],
            [new("net_revenue", 0.004, 0.113, false), new("cv", 0.021, 0.113, false), new("adi", 0.018, 0.113, false), new("days_since_last_order", 0.161, 0.113, true)]);
    }

    private EntityReason Reason(Item item, double total) => new(
        item.Key, _names[item.Key], item.Segment, NameOf(item.Segment),
        [$"{item.Abc}: the products before it make {item.StartShare * 100:0.0} % of net revenue (A below 80 %, B below 95 %)", $"{item.Xyz}: its weekly demand has a coefficient of variation of {item.Cv:0.00} (X up to 0.5, Y up to 1)", $"{item.Class}: demand every {item.Adi:0.0} weeks, CV² of sizes {item.SquaredCv:0.00}"],
        [new("net_revenue", item.Value, "EUR"), new("cumulative share", item.StartShare, ""), new("cv", item.Cv, ""), new("adi", item.Adi, "weeks"), new("cv2", item.SquaredCv, ""), new("orders", item.Orders, "")],
        "cv", item.Cv <= 0.75 ? 0.5 : 1, Math.Abs(item.Cv - (item.Cv <= 0.75 ? 0.5 : 1)), Math.Abs(item.Cv - (item.Cv <= 0.75 ? 0.5 : 1)) / 0.08, item.Abc + (item.Cv <= 0.5 ? "Y" : item.Cv <= 0.75 ? "X" : item.Cv <= 1 ? "Z" : "Y"), item.Method, Stock(item), Stock(item) + (item.Smoothed(0) * _supply[item.Key].Lead / 7), Math.Max(1, Math.Round(4 * item.Smoothed(0))));

    private sealed record Item(string Key, double Value, double[] Demand, int Orders)
    {
        public double StartShare { get; set; }

        public double[] Active { get; } = [.. Demand.SkipWhile(units => units == 0)];

        public string Abc => StartShare < 0.8 ? "A" : StartShare < 0.95 ? "B" : "C";

        public double Cv => Deviation(Active) / Active.DefaultIfEmpty(double.NaN).Average();

        public string Xyz => Cv <= 0.5 ? "X" : Cv <= 1 ? "Y" : "Z";

        public double Adi => (double)Active.Length / Active.Count(units => units > 0);

        public double SquaredCv => Math.Pow(Deviation([.. Active.Where(units => units > 0)]) / Active.Where(units => units > 0).DefaultIfEmpty(double.NaN).Average(), 2);

        public string Class => (Adi < 1.32, SquaredCv < 0.49) switch { (true, true) => "smooth", (true, false) => "erratic", (false, true) => "intermittent", _ => "lumpy" };

        public string Segment => Value <= 0 ? "RETURNS" : Orders == 1 ? "ONE-OFF" : Active.Length < 26 ? "NEW" : Demand.TakeLast(26).All(units => units == 0) ? "DORMANT" : Abc + Xyz;

        public string Method => Class switch { "smooth" => Key[^1] % 3 == 0 ? "SSA" : "SES", "erratic" => Key[^1] % 2 == 0 ? "SSA" : "SES", "intermittent" => Key[^1] % 2 == 0 ? "SBA" : "TSB", _ => Key[^1] % 3 == 0 ? "Historic average" : "TSB" };

        public double Scale => Demand.Length > Horizon ? Math.Sqrt(Demand[..^Horizon].SkipWhile(units => units == 0).ToArray() is { Length: > 1 } train ? train.Skip(1).Zip(train).Average(pair => Math.Pow(pair.First - pair.Second, 2)) : 0) : 0;

        public double Smoothed(int without) => Demand[..^without].Aggregate(Demand[..Math.Max(1, Demand.Length / 4)].Average(), (level, units) => level + (0.15 * (units - level)));

        public double Error(double forecast) => Math.Sqrt(Demand[^Horizon..].Average(units => Math.Pow(units - forecast, 2))) / Scale;

        public double Bias(double forecast) => (forecast - Demand[^Horizon..].Average()) / Active.Average();

        private static double Deviation(double[] values) => values.Length < 2 ? 0 : Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1));
    }
}
