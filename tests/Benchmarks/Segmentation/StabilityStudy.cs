using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Segmentation;
using SegmentationML.Core.Segmentation.Chain;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Segment;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Benchmarks.Segmentation;

/// <summary>Churn over four rolling windows of Online Retail: clusters with and without matched labels, rule segments with and without hysteresis.</summary>
internal static class StabilityStudy
{
    private const int WindowWeeks = 26;
    private const int StepWeeks = 8;
    private static readonly DateOnly LastDay = new(2011, 12, 5);

    public static int Run(string[] arguments)
    {
        var folder = arguments.Length > 0 ? arguments[0] : Environment.GetEnvironmentVariable("SEGML_DATA") ?? Path.Combine("..", "shared", "data");
        var file = Path.Combine(folder, "online-retail", "online_retail.csv.gz");
        if (!File.Exists(file))
        {
            Console.Error.WriteLine($"{file} is not here: give the folder of public data sets, or set SEGML_DATA.");
            return 1;
        }

        StabilityWindow[] windows = [.. Enumerable.Range(0, 4).Select(w => Read(file, LastDay.AddDays(-7 * StepWeeks * (3 - w))))];
        Console.WriteLine($"windows of {WindowWeeks} weeks, {StepWeeks} weeks apart, products with demand: {string.Join(", ", windows.Select(w => $"{w.Keys.Length:N0} before {w.AsOf:yyyy-MM-dd}"))}");
        Clusters(windows, sameSeed: true);
        Clusters(windows, sameSeed: false);
        foreach (var (band, dwell) in ((double, double)[])[(0, 0), (0.05, 0), (0.1, 0), (0.2, 0), (0, 12), (0.1, 12)])
        {
            Rules(windows, band, dwell);
        }

        return 0;
    }

    private static StabilityWindow Read(string file, DateOnly asOf)
    {
        using var engine = DuckDbEngine.Open();
        var from = asOf.AddDays(-7 * WindowWeeks);
        var source = $"""
            SELECT upper(StockCode) AS item, CAST(InvoiceDate AS DATE) AS day, CAST(Quantity AS INTEGER) AS units, CAST(Quantity AS DECIMAL(18, 4)) * CAST(UnitPrice AS DECIMAL(12, 4)) AS amount
            FROM read_csv('{file}', all_varchar = true)
            WHERE CAST(UnitPrice AS DOUBLE) > 0 AND upper(StockCode) NOT IN ('POST', 'DOT', 'C2', 'M', 'D', 'S', 'B', 'PADS', 'CRUK', 'AMAZONFEE', 'BANK CHARGES') AND StockCode NOT LIKE 'gift%'
                  AND CAST(InvoiceDate AS DATE) >= DATE '{from:yyyy-MM-dd}' AND CAST(InvoiceDate AS DATE) < DATE '{asOf:yyyy-MM-dd}'
            """;
        engine.Execute($"CREATE TABLE lines AS {source}");
        var query = new LineDrivers("item", "day", "units", "amount").Query(engine, "SELECT * FROM lines", Bucket.Week, asOf);
        var (keys, columns) = (new List<string>(), Enumerable.Range(0, 5).Select(_ => new List<double>()).ToArray());
        engine.Read($"SELECT key, net_revenue, mean_demand::DOUBLE, cv, adi::DOUBLE, active_buckets::DOUBLE FROM ({query}) WHERE demand_buckets > 1 AND cv IS NOT NULL AND net_revenue > 0 ORDER BY key", batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                keys.Add(batch.Text(0, i)!);
            }

            for (var c = 0; c < columns.Length; c++)
            {
                columns[c].AddRange(batch.Values<double>(c + 1));
            }
        });
        return new StabilityWindow(asOf, [.. keys], [.. columns.Select(c => c.ToArray())]);
    }

    /// <summary>K-means with five clusters on value, volume, variation and interval; the label of a fit against the code that matching gives it.</summary>
    private static void Clusters(StabilityWindow[] windows, bool sameSeed)
    {
        int[]? codes = null, formerLabels = null;
        var (next, raw, anyOrder, matched, ari) = (1, new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var w = 0; w < windows.Length; w++)
        {
            var plain = new FeaturePreparation { Winsorise = 0.01 };
            var options = new PreparationOptions { Default = plain, Features = new[] { "net_revenue", "mean_demand", "adi" }.ToDictionary(f => f, _ => plain with { Transform = FeatureTransform.Logarithm }) };
            var table = Core.Clustering.FeatureTable.InKeyOrder([.. Enumerable.Range(0, windows[w].Keys.Length).SelectMany(i => windows[w].Drivers.Take(4).Select(d => d[i]))], ["net_revenue", "mean_demand", "cv", "adi"]);
            var labels = ClusterFit.Of(table, options, new KMeansClusterer(new KMeansOptions { Clusters = 5, Seed = sameSeed ? 1 : (ulong)(w + 1) })).Labels;
            int[] current;
            if (codes is null)
            {
                current = [.. Enumerable.Range(1, 5)];
                next = 6;
            }
            else
            {
                var before = windows[w].Follow(windows[w - 1], formerLabels!);
                current = LabelMatching.Match(before, labels, 5, 5, new LabelMatchOptions()).Codes(codes, ref next);
                raw.Add(Churn(before, labels));
                anyOrder.Add(Churn(before, [.. labels.Select(l => (l + w) % 5)]));
                matched.Add(Churn([.. before.Select(b => b < 0 ? -1 : codes[b])], [.. labels.Select(l => current[l])]));
                var both = Enumerable.Range(0, labels.Length).Where(i => before[i] >= 0).ToArray();
                ari.Add(Core.Drift.AdjustedRandIndex.Of([.. both.Select(i => before[i])], [.. both.Select(i => labels[i])]));
            }

            (codes, formerLabels) = (current, labels);
        }

        Console.WriteLine($"k-means, {(sameSeed ? "one seed" : "a seed for each window")}: churn by the numbers of a fit in which they are shifted by one, two, three {Row(anyOrder)}; by numbers in order of size {Row(raw)}; by matched codes {Row(matched)}; ARI {string.Join(", ", ari.Select(a => $"{a:F2}"))}; codes ever used {next - 1}");
    }

    private static void Rules(StabilityWindow[] windows, double band, double dwell)
    {
        var (churn, flips, held) = (new List<double>(), 0, 0);
        string[]? former = null;
        byte[][]? formerClasses = null;
        double[]? since = null;
        var history = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        for (var w = 0; w < windows.Length; w++)
        {
            var window = windows[w];
            var abc = CumulativeShareClassifier.Classify(window.Drivers[0], new CumulativeShareOptions());
            var xyz = VariabilityClassifier.Classify(window.Drivers[2], [.. window.Drivers[4].Select(a => (int)a)], new VariabilityClassOptions { Cuts = [1, 1.75] });
            var matrix = Matrix(abc.Scheme, xyz.Scheme);
            var previous = former is null ? null : Previous(window, windows[w - 1], matrix, former, formerClasses!, since!);
            var draft = new SegmentDraft(Segmenter.Assign([abc, xyz], matrix), [abc, xyz], matrix, previous);
            new Hysteresis(new HysteresisOptions { Band = band, MinimumDwell = dwell }).Apply(draft);
            string[] segments = [.. draft.Segment.Select(s => matrix.Segments[s].Code)];
            if (previous is not null)
            {
                churn.Add(Churn(previous.Segment, draft.Segment));
                held += draft.Changes.Select(c => c.Entity).Distinct().Count();
            }

            since = [.. segments.Select((s, i) => previous is not null && previous.Segment[i] == draft.Segment[i] ? previous.Dwell[i] : 0)];
            (former, formerClasses) = (segments, draft.Classes);
            flips += window.Keys.Zip(segments).Count(p => FlipFlops(history, p.First, p.Second));
        }

        Console.WriteLine($"ABC x XYZ, band {band:P0}, dwell {dwell} weeks: churn {Row(churn)}; held back {held}; returns to an earlier segment {flips}");
    }

    private static PreviousSegments Previous(StabilityWindow window, StabilityWindow before, SegmentMatrix matrix, string[] segments, byte[][] classes, double[] since)
    {
        var positions = window.PositionsIn(before);
        return new PreviousSegments(
            [.. positions.Select(p => p < 0 ? -1 : matrix.IndexOf(segments[p]))],
            [.. classes.Select(c => (byte[])[.. positions.Select(p => p < 0 ? ClassScheme.NoClass : c[p])])],
            [.. positions.Select(p => p < 0 ? 0 : since[p] + StepWeeks)]);
    }

    private static SegmentMatrix Matrix(ClassScheme abc, ClassScheme xyz)
    {
        SegmentRule[] rules = [.. abc.Codes.SelectMany(a => xyz.Codes.Select(x => new SegmentRule([a, x], a + x)))];
        return SegmentMatrix.Create([abc, xyz], [.. rules.Select(r => new SegmentDefinition(r.Segment, r.Segment))], rules);
    }

    /// <summary>Whether an entity goes back to a segment that it had left.</summary>
    private static bool FlipFlops(Dictionary<string, List<string>> history, string key, string segment)
    {
        if (!history.TryGetValue(key, out var past))
        {
            history[key] = [segment];
            return false;
        }

        var flips = past[^1] != segment && past.Contains(segment, StringComparer.Ordinal);
        past.Add(segment);
        return flips;
    }

    private static double Churn(int[] before, int[] after)
    {
        int[] common = [.. Enumerable.Range(0, before.Length).Where(i => before[i] >= 0 && after[i] >= 0)];
        return (double)common.Count(i => before[i] != after[i]) / common.Length;
    }

    private static string Row(List<double> shares) => $"{string.Join(", ", shares.Select(s => $"{s:P1}"))} (mean {shares.Average():P1})";
}
