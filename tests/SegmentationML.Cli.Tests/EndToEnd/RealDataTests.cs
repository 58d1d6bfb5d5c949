using System.Globalization;
using System.Text.Json;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>The main job on real input, against the publishers' figures and plain SQL over the raw files.</summary>
[Collection(CommandLine.Name)]
public sealed class RealDataTests
{
    // The same filters as pipelines/online-retail-*: products only, prices above zero.
    private const string Kept = """
        upper(StockCode) NOT IN ('POST', 'DOT', 'C2', 'M', 'D', 'S', 'B', 'PADS', 'CRUK', 'AMAZONFEE', 'BANK CHARGES') AND StockCode NOT LIKE 'gift%' AND CAST(UnitPrice AS DECIMAL(18,6)) <> 0
        """;

    [Fact]
    public async Task OnlineRetailProducts_Revenue_EqualsPlainSqlOverTheRawFile()
    {
        var raw = PublicData.PathOf("online-retail", "online_retail.csv.gz");
        using var workspace = new TemporaryWorkspace();
        var call = await SegmlCall.RunAsync("run", "online-retail-products", "--source", $"order_lines={raw}", "--workspace", workspace.Folder);
        Assert.True(call.Code == ExitCode.Done, call.Error);

        var (published, rows) = Manifest(workspace, "online-retail-products");
        AssertNear(Sum(raw, Kept), published);
        Assert.True(rows > 3_800);

        // Edge cases by plain SQL: returned and never sold (others of that segment were sold, and their net value is not above zero); none is without movement.
        Assert.Equal(
            Keys($"SELECT upper(StockCode) FROM read_csv('{raw}', all_varchar = true) WHERE {Kept} GROUP BY 1 HAVING max(CAST(Quantity AS INTEGER)) < 0 ORDER BY 1"),
            Keys($"SELECT key FROM read_parquet('{workspace.Path("snapshots", "online-retail-products", "000001", "assignments.parquet")}') WHERE CAST(reason_codes AS VARCHAR) LIKE '%RETURNS_ONLY%' ORDER BY key"));
        Assert.Empty(Keys($"SELECT key FROM read_parquet('{workspace.Path("snapshots", "online-retail-products", "000001", "assignments.parquet")}') WHERE segment = 'NO_MOVEMENT'"));
    }

    [Fact]
    public async Task OnlineRetailCustomers_Revenue_EqualsPlainSqlOverTheRawFile()
    {
        var raw = PublicData.PathOf("online-retail", "online_retail.csv.gz");
        using var workspace = new TemporaryWorkspace();
        var call = await SegmlCall.RunAsync("run", "online-retail-customers", "--source", $"order_lines={raw}", "--workspace", workspace.Folder);
        Assert.True(call.Code == ExitCode.Done, call.Error);

        AssertNear(Sum(raw, $"{Kept} AND CustomerID IS NOT NULL"), Manifest(workspace, "online-retail-customers").Revenue);
    }

    [Fact]
    public void OnlineRetail_BeforeFilters_HasThePublishedFigures()
    {
        var raw = PublicData.PathOf("online-retail", "online_retail.csv.gz");
        Assert.Equal(9_747_747.934m, Sum(raw, "true"));
    }

    [Fact]
    public async Task Northwind_SevenFiles_BecomeOneVersion()
    {
        string[] names = ["orders", "categories", "order_lines", "products", "customers", "suppliers"];
        string[] files = ["orders.csv.gz", "categories.csv", "order_details.csv.gz", "products.csv", "customers.csv", "suppliers.csv"];
        string[] sources = [.. names.Zip(files).SelectMany(p => new[] { "--source", $"{p.First}={PublicData.PathOf("northwind", p.Second)}" })];
        using var workspace = new TemporaryWorkspace();
        var call = await SegmlCall.RunAsync(["run", "northwind", "--workspace", workspace.Folder, .. sources]);
        Assert.True(call.Code == ExitCode.Done, call.Error);

        var (revenue, entities) = Manifest(workspace, "northwind");
        Assert.Equal(1_265_793.04m, decimal.Round(revenue, 2));
        Assert.Equal(77, entities);
    }

    /// <summary>The command of docs/forecast.md: hierarchy, planners' changes and whole units; an edit of the changes makes the forecast anew, a call without one publishes nothing.</summary>
    [Fact]
    public async Task Northwind_SumsAndPlans_AsDocumented()
    {
        string[] names = ["orders", "categories", "order_lines", "products", "customers", "suppliers"];
        string[] files = ["orders.csv.gz", "categories.csv", "order_details.csv.gz", "products.csv", "customers.csv", "suppliers.csv"];
        string[] sources = [.. names.Zip(files).SelectMany(p => new[] { "--source", $"{p.First}={PublicData.PathOf("northwind", p.Second)}" })];
        using var workspace = new TemporaryWorkspace();
        using var plans = new TemporaryWorkspace();
        var changes = plans.Path("changes.csv");
        void Plan(int units) => File.WriteAllText(changes, $"series,from,to,change,amount,reason,ends\n11,1998-05,1998-06,add,{units},tender won,1998-12-31\n");
        var documented = (await File.ReadAllLinesAsync(Checkout.Path("docs/forecast.md"), TestContext.Current.CancellationToken)).Single(static line => line.StartsWith("segml run northwind", StringComparison.Ordinal));
        string[] words = [.. documented.Split(' ').Skip(1).Select(word => word.Replace("changes.csv", changes, StringComparison.Ordinal)), "--workspace", workspace.Folder, .. sources];
        Plan(40);
        var first = await SegmlCall.RunAsync(words);
        Assert.True(first.Code == ExitCode.Done, first.Error);
        var unchanged = await SegmlCall.RunAsync(words);
        Assert.False(Directory.Exists(workspace.Path("snapshots", "northwind", "000002")), unchanged.Out);
        Plan(60);
        Assert.Equal(ExitCode.Done, (await SegmlCall.RunAsync(words)).Code);
        Assert.True(Directory.Exists(workspace.Path("snapshots", "northwind", "000002")));

        string Version(int number, string table) => $"read_parquet('{workspace.Path("snapshots", "northwind", $"{number:D6}", $"{table}.parquet")}')";
        Assert.Equal(["2"], Keys($"SELECT CAST(count(*) AS VARCHAR) FROM {Version(1, "forecasts")} WHERE change = 'tender won' AND change_ends = DATE '1998-12-31' AND key = '11'"));
        Assert.Equal(["0"], Keys($"SELECT CAST(count(*) FILTER (planned <> floor(planned) OR mean < 0) AS VARCHAR) FROM {Version(1, "forecasts")}"));
        Assert.Equal(["0"], Keys($"SELECT CAST(count(*) AS VARCHAR) FROM {Version(1, "forecasts")} a JOIN {Version(2, "forecasts")} b USING (key, step) WHERE a.mean <> b.mean OR a.q95 <> b.q95"));
        Assert.Equal(["11"], Keys($"SELECT a.key FROM {Version(1, "policies")} a JOIN {Version(2, "policies")} b USING (key) WHERE a.reorder_point < b.reorder_point"));
        var report = await File.ReadAllTextAsync(workspace.Path("reports", "northwind", "latest.html"), TestContext.Current.CancellationToken);
        Assert.Contains("tender won", report, StringComparison.Ordinal);
        Assert.Contains("Level to forecast each segment at", report, StringComparison.Ordinal);
        Assert.Contains("Forecasts of the sums", report, StringComparison.Ordinal);

        Assert.Equal(["0"], Keys($"SELECT CAST(count(*) AS VARCHAR) FROM (SELECT sum(mean ORDER BY key) AS total, step FROM {Version(2, "forecasts")} GROUP BY step) s JOIN {Version(2, "forecast_levels")} l ON l.key = 'total' AND l.step = s.step WHERE l.mean <> s.total"));
        Assert.Equal(["8"], Keys($"SELECT CAST(count(DISTINCT node) AS VARCHAR) FROM {Version(2, "forecast_levels")} WHERE level = 'level_1' AND key = 'level_1=' || node"));
        Assert.Contains("forecast_levels", (await SegmlCall.RunAsync("snapshot", "diff", "northwind", "--from", "1", "--to", "2", "--workspace", workspace.Folder, "--json")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await SegmlCall.RunAsync("snapshot", "export", "northwind", "--table", "forecast_levels", "--out", plans.Path("levels.csv"), "--workspace", workspace.Folder)).Code);
    }

    /// <summary>Four months in turn with parent: keep: chosen, kept, chosen anew, kept; a rerun of the last changes nothing and publishes nothing, not even when it forecasts anew.</summary>
    [Fact]
    public async Task Northwind_GoesOnFromTheVersionBefore()
    {
        string[] names = ["orders", "categories", "order_lines", "products", "customers", "suppliers"];
        string[] files = ["orders.csv.gz", "categories.csv", "order_details.csv.gz", "products.csv", "customers.csv", "suppliers.csv"];
        string[] sources = [.. names.Zip(files).SelectMany(p => new[] { "--source", $"{p.First}={PublicData.PathOf("northwind", p.Second)}" })];
        using var workspace = new TemporaryWorkspace();
        async Task<string> Run(string asOf, params string[] more)
        {
            var call = await SegmlCall.RunAsync(["run", "northwind", "--workspace", workspace.Folder, "--as-of", asOf, "--set", "forecast.parent=keep", "--set", "forecast.refit_every=2", .. sources, .. more]);
            Assert.True(call.Code == ExitCode.Done, call.Error);
            return call.Out;
        }

        foreach (var asOf in (string[])["1998-02-01", "1998-03-01", "1998-04-01", "1998-05-01"])
        {
            Assert.Contains("is published", await Run(asOf), StringComparison.Ordinal);
        }

        string Kept(int version) => Keys($"SELECT CAST(count(DISTINCT key) FILTER (reason = 'kept') > 30 AS VARCHAR) FROM read_parquet('{workspace.Path("snapshots", "northwind", $"{version:D6}", "forecasts.parquet")}')")[0];
        Assert.Equal(["false", "true", "false", "true"], Enumerable.Range(1, 4).Select(Kept));
        string Tests(int version) => $"read_parquet('{workspace.Path("snapshots", "northwind", $"{version:D6}", "backtest.parquet")}')";
        Assert.Equal(["", "", "1", "", "", "3"], Enumerable.Range(1, 4).SelectMany(v => Keys($"SELECT DISTINCT coalesce(CAST(tested_in AS VARCHAR), '') AS version FROM {Tests(v)} ORDER BY version")));
        Assert.Equal(["0"], Keys($"SELECT CAST(count(*) AS VARCHAR) FROM {Tests(4)} k JOIN {Tests(3)} p USING (key, method) WHERE k.tested_in = 3 AND (k.rmsse, k.mae, k.bias, k.loss, k.state) IS DISTINCT FROM (p.rmsse, p.mae, p.bias, p.loss, p.state)"));
        var kept = Keys($"SELECT key FROM {Tests(4)} WHERE tested_in = 3 AND state = 'chosen' AND NOT isnan(rmsse) ORDER BY key LIMIT 1")[0];
        Assert.Contains("in version 3, which chose the method", (await SegmlCall.RunAsync("explain", "northwind", kept, "--workspace", workspace.Folder)).Out, StringComparison.Ordinal);
        Assert.Contains("kept their methods: their errors are those of version 3, which chose them", await File.ReadAllTextAsync(workspace.Path("reports", "northwind", "latest.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("is published", await Run("1998-05-01"), StringComparison.Ordinal);
        Assert.DoesNotContain("is published", await Run("1998-05-01", "--from", "forecast"), StringComparison.Ordinal);
        Assert.Equal(4, Directory.GetDirectories(workspace.Path("snapshots", "northwind")).Length);
        var record = await File.ReadAllTextAsync(workspace.Path("snapshots", "northwind", "000004", "forecasting.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"base\": 3", record, StringComparison.Ordinal);
        Assert.Contains("\"age\": 1", record, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CarParts_Panel_ForecastsEverySeries()
    {
        var raw = PublicData.PathOf("car-parts", "carparts.csv.gz");
        using var workspace = new TemporaryWorkspace();
        var call = await SegmlCall.RunAsync("run", "car-parts", "--source", $"demand={raw}", "--workspace", workspace.Folder);
        Assert.True(call.Code == ExitCode.Done, call.Error);

        using var engine = DuckDbEngine.Open(new DuckDbOptions());
        engine.Read($"SELECT count(DISTINCT key), count(*), count(mean), min(mean), CAST(min(period_start) AS VARCHAR) FROM read_parquet('{workspace.Path("snapshots", "car-parts", "000001", "forecasts.parquet")}')", row =>
        {
            Assert.Equal((2674, 2674 * 6, 2674 * 6), (row.Values<long>(0)[0], row.Values<long>(1)[0], row.Values<long>(2)[0]));
            Assert.True(row.Values<double>(3)[0] >= 0);
            Assert.Equal("2002-04-01", row.Text(4, 0)); // the data ends with March 2002
        });
    }

    private static void AssertNear(decimal expected, decimal published) => Assert.InRange(published, expected - 0.001m, expected + 0.001m);

    private static (decimal Revenue, long Entities) Manifest(TemporaryWorkspace workspace, string pipeline)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(workspace.Path("snapshots", pipeline, "000001", "manifest.json")));
        var totals = manifest.RootElement.GetProperty("content").GetProperty("totals");
        return (decimal.Parse(totals.GetProperty("net_revenue").GetString()!, CultureInfo.InvariantCulture), long.Parse(totals.GetProperty("entities").GetString()!, CultureInfo.InvariantCulture));
    }

    private static List<string> Keys(string sql)
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions());
        var keys = new List<string>();
        engine.Read(sql, batch => keys.AddRange(Enumerable.Range(0, batch.Rows).Select(i => batch.Text(0, i)!)));
        return keys;
    }

    private static decimal Sum(string raw, string where)
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions());
        decimal sum = 0;
        engine.Read(
            $"SELECT CAST(sum(CAST(Quantity AS DECIMAL(18,0)) * CAST(UnitPrice AS DECIMAL(18,3))) AS VARCHAR) FROM read_csv('{raw}', all_varchar = true) WHERE {where}",
            row => sum = decimal.Parse(row.Text(0, 0)!, CultureInfo.InvariantCulture));
        return sum;
    }
}
