using System.Text.Json;
using SegmentationML.Pipeline;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>What a newcomer does: the demo, and then every verb on what it made.</summary>
[Collection(CommandLine.Name)]
public sealed class DemoTests(DemoRun demo) : IClassFixture<DemoRun>
{
    private string Folder => demo.Workspace.Folder;

    [Fact]
    public void Demo_FirstRun_PublishesVersionOneWithEightStepsAndAReport()
    {
        Assert.True(demo.Call.Code == ExitCode.Done, demo.Call.Error);
        foreach (var step in Enum.GetValues<StepName>())
        {
            Assert.Contains($"[{(int)step + 1}/8] {step.ToString().ToLowerInvariant()}", demo.Call.Error, StringComparison.Ordinal);
        }

        Assert.Contains("Version 1 of demo-products is published.", demo.Call.Out, StringComparison.Ordinal);
        Assert.True(new FileInfo(demo.Workspace.Path("reports", "demo-products", "latest.html")).Length > 500_000);
    }

    /// <summary>Where the forecast has a spread, the stock is a quantile of its own distribution of the demand over lead time and review period, and says of which.</summary>
    [Fact]
    public void Demo_StockLevels_ComeFromTheForecastsDistribution()
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions());
        engine.Read($"""
            SELECT count(*) FILTER (basis = 'combined'), count(*) FILTER (basis = 'measured-errors'), count(*) FILTER (service_level IS NOT NULL), count(*) FILTER (reorder_point < 0)
            FROM read_parquet('{demo.Workspace.Path("snapshots", "demo-products", "000001", "policies.parquet")}')
            """, row =>
        {
            Assert.InRange(row.Values<long>(0)[0], 30, 300);
            Assert.InRange(row.Values<long>(1)[0], 30, 300);
            Assert.True(row.Values<long>(0)[0] + row.Values<long>(1)[0] > 0.8 * row.Values<long>(2)[0]);
            Assert.Equal(0, row.Values<long>(3)[0]);
        });
    }

    [Fact]
    public void Demo_Assignments_GiveEveryProductOneSegmentWithReasonAndMargin()
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions());
        var file = demo.Workspace.Path("snapshots", "demo-products", "000001", "assignments.parquet");
        engine.Read($"""
            SELECT count(*), count(DISTINCT key), count(segment), count(*) FILTER (len(reason_codes) > 0), count(*) FILTER (second_segment IS NOT NULL AND boundary_margin >= 0)
            FROM read_parquet('{file}')
            """, row =>
        {
            Assert.Equal((300, 300, 300, 300), (row.Values<long>(0)[0], row.Values<long>(1)[0], row.Values<long>(2)[0], row.Values<long>(3)[0]));
            Assert.True(row.Values<long>(4)[0] > 200);
        });
    }

    [Fact]
    public void Demo_Archetypes_LandWhereTheyBelong()
    {
        // The generator writes what each product truly is: steady runners are X or Y, spare parts and lumpy ones are not X.
        using var engine = DuckDbEngine.Open(new DuckDbOptions());
        var (assignments, truth) = (demo.Workspace.Path("snapshots", "demo-products", "000001", "assignments.parquet"), demo.Workspace.Path("demo", "small", "truth.csv"));
        engine.Read($"""
            SELECT avg((a.segment LIKE '_X')::INT) FILTER (t.archetype = 'steady-runner'), avg((a.segment LIKE '_X')::INT) FILTER (t.archetype IN ('spare-part', 'lumpy', 'intermittent'))
            FROM read_parquet('{assignments}') a JOIN read_csv('{truth}') t ON t.key = a.key AND t.entity = 'product'
            """, row =>
        {
            Assert.True(row.Values<double>(0)[0] > 0.8, $"{row.Values<double>(0)[0]:P0} of the steady runners are X.");
            Assert.True(row.Values<double>(1)[0] < 0.1, $"{row.Values<double>(1)[0]:P0} of the intermittent products are X.");
        });
    }

    [Fact]
    public async Task Run_NothingChanged_PublishesNothingAndSaysSo()
    {
        using var workspace = new TemporaryWorkspace();
        await SegmlCall.RunAsync("demo", "--workspace", workspace.Folder);
        var again = await SegmlCall.RunAsync("demo", "--workspace", workspace.Folder);
        var forced = await SegmlCall.RunAsync(["run", "demo-products", "--force", "--workspace", workspace.Folder, .. Sources(workspace.Path("demo", "small"))]);

        Assert.Equal((ExitCode.Done, ExitCode.Done), (again.Code, forced.Code));
        Assert.Contains("Nothing has changed since version 1", again.Out, StringComparison.Ordinal);
        Assert.Contains("(unchanged, taken from an earlier run)", again.Error, StringComparison.Ordinal);
        Assert.Contains("Version 2 of demo-products is published.", forced.Out, StringComparison.Ordinal);
        Assert.Equal(Files(workspace, 1), Files(workspace, 2));
    }

    [Fact]
    public async Task Run_LaterCutOff_PublishesMigrationsAgainstTheParent()
    {
        using var workspace = new TemporaryWorkspace();
        string[] common = ["--workspace", workspace.Folder, .. Sources(demo.Workspace.Path("demo", "small"))];
        var first = await SegmlCall.RunAsync(["run", "demo-products", "--as-of", "2025-10-01", .. common]);
        var second = await SegmlCall.RunAsync(["run", "demo-products", "--json", .. common]);

        Assert.True(first.Code == ExitCode.Done, first.Error);
        Assert.True(second.Code == ExitCode.Done, second.Error);
        using var json = JsonDocument.Parse(second.Out);
        Assert.Equal(2, json.RootElement.GetProperty("version").GetInt64());
        Assert.InRange(json.RootElement.GetProperty("churn").GetDouble(), 0.01, 0.6);
        var explained = await SegmlCall.RunAsync("explain", "demo-products", FirstKey(workspace), "--version", "1", "--workspace", workspace.Folder);
        Assert.Contains("as of 2025-10-01", explained.Out, StringComparison.Ordinal);

        // Two versions of one model: no setting differs, and the entities that moved are counted.
        var compared = await SegmlCall.RunAsync("model", "compare", "demo-products@1", "demo-products@2", "--workspace", workspace.Folder);
        Assert.True(compared.Code == ExitCode.Done, compared.Error);
        Assert.Contains("0 settings differ.", compared.Out, StringComparison.Ordinal);
        Assert.Contains("are in another segment.", compared.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_AnEntity_GivesReasonMarginForecastAndPolicy()
    {
        var call = await SegmlCall.RunAsync("explain", "demo-products", FirstKey(demo.Workspace), "--workspace", Folder);

        Assert.Equal(ExitCode.Done, call.Code);
        foreach (var word in new[] { "because", "next to", "forecast", "policy", "net_revenue" })
        {
            Assert.Contains(word, call.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Explain_Lineage_WalksToTheDigestsOfTheFilesThemselves()
    {
        var call = await SegmlCall.RunAsync("explain", "demo-products", FirstKey(demo.Workspace), "--lineage", "--json", "--workspace", Folder);

        Assert.True(call.Code == ExitCode.Done, call.Error);
        using var json = JsonDocument.Parse(call.Out);
        var lineage = json.RootElement;
        foreach (var (list, folder, name) in new[] { ("inputs", demo.Workspace.Path("demo", "small"), "order_lines.csv"), ("files", demo.Workspace.Path("snapshots", "demo-products", "000001"), "assignments.parquet") })
        {
            var file = lineage.GetProperty(list).EnumerateArray().Single(f => f.GetProperty("name").GetString() == name);
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name)))), file.GetProperty("sha256").GetString());
        }

        var revenue = lineage.GetProperty("features").EnumerateArray().Single(f => f.GetProperty("driver").GetString() == "net_revenue");
        Assert.Equal(["order_lines.quantity", "order_lines.unit_price"], revenue.GetProperty("fields").EnumerateArray().Select(f => f.GetString()));
        Assert.Contains("order-lines 1.0.0 on order_lines", (await SegmlCall.RunAsync("explain", "demo-products", FirstKey(demo.Workspace), "--lineage", "--workspace", Folder)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_UnknownEntity_HintsAtTheNearest()
    {
        var key = FirstKey(demo.Workspace);
        var call = await SegmlCall.RunAsync("explain", "demo-products", key + "x", "--workspace", Folder);

        Assert.Equal(ExitCode.Failed, call.Code);
        Assert.Contains($"Did you mean '{key}'?", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshot_ListShowVerifyExport_Work()
    {
        Assert.Contains("in use", (await SegmlCall.RunAsync("snapshot", "list", "demo-products", "--workspace", Folder)).Out, StringComparison.Ordinal);
        using var manifest = JsonDocument.Parse((await SegmlCall.RunAsync("snapshot", "show", "demo-products", "--workspace", Folder)).Out);
        Assert.Equal("demo-products", manifest.RootElement.GetProperty("content").GetProperty("pipeline").GetString());
        Assert.Contains("version 1: whole", (await SegmlCall.RunAsync("snapshot", "verify", "demo-products", "--workspace", Folder)).Out, StringComparison.Ordinal);
        foreach (var ending in new[] { "csv", "json", "parquet", "arrow" })
        {
            var file = demo.Workspace.Path($"export.{ending}");
            Assert.Equal(ExitCode.Done, (await SegmlCall.RunAsync("snapshot", "export", "demo-products", "--out", file, "--workspace", Folder)).Code);
            Assert.True(new FileInfo(file).Length > 1000);
        }
    }

    [Fact]
    public async Task DryRun_AfterARun_ForeseesThatAllIsSkipped()
    {
        var call = await SegmlCall.RunAsync(["run", "demo-products", "--dry-run", "--workspace", Folder, .. Sources(demo.Workspace.Path("demo", "small"))]);

        Assert.True(call.Code == ExitCode.Done, call.Error);
        Assert.Equal(6, call.Out.Split('\n').Count(l => l.Contains("| skip", StringComparison.Ordinal)));
        Assert.Contains("Nothing was changed.", call.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_Json_TellsStepsWithStates()
    {
        using var json = JsonDocument.Parse((await SegmlCall.RunAsync("runs", "--json", "--workspace", Folder)).Out);
        Assert.Equal(8, json.RootElement[0].GetProperty("steps").GetArrayLength());
    }

    internal static string[] Sources(string folder)
        => [.. new[] { "order_lines", "products", "customers", "receipts", "promotions" }.SelectMany(name => new[] { "--source", $"{name}={Path.Combine(folder, $"{name}.csv")}" })];

    private static string FirstKey(TemporaryWorkspace workspace)
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions());
        var key = "";
        engine.Read($"SELECT key FROM read_parquet('{workspace.Path("snapshots", "demo-products", "000001", "assignments.parquet")}') WHERE segment = 'AX' ORDER BY key LIMIT 1", row => key = row.Text(0, 0)!);
        return key;
    }

    private static List<string> Files(TemporaryWorkspace workspace, int version)
        => [.. Directory.GetFiles(workspace.Path("snapshots", "demo-products", $"{version:D6}")).Where(f => Path.GetFileName(f) != "manifest.json").Order(StringComparer.Ordinal)
            .Select(f => $"{Path.GetFileName(f)} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))}")];
}
