using System.Text.Json;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>The demo pipeline with gates: a candidate, its impact, decision, use and rollback.</summary>
public sealed class PromotionTests(DemoRun demo) : IClassFixture<DemoRun>
{
    [Theory]
    [InlineData("model", "list", "no-such-model")]
    [InlineData("model", "gc", "no-such-model")]
    public async Task Model_OfNoVersion_IsAProblem(params string[] call)
    {
        var answer = await SegmlCall.RunAsync([.. call, "-w", demo.Workspace.Folder]);

        Assert.Equal(ExitCode.Failed, answer.Code);
        Assert.Contains("SEG-REG-003", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gated_CandidateIsJudgedApprovedRolledBack_AndItsImpactIsTheDifferenceOfTheFiles()
    {
        Assert.Equal(ExitCode.Done, demo.Call.Code);
        var data = Path.Combine(demo.Workspace.Folder, "demo", "small");
        string[] sources = [.. new[] { "order_lines", "products", "customers", "receipts", "promotions" }.SelectMany(s => new[] { "--source", $"{s}={Path.Combine(data, $"{s}.csv")}" })];
        var run = await Segml(["run", "demo-products", .. sources, "--set", "publish.promotion=gated", "--as-of", "2025-12-01", "--by", "ann"]);
        Assert.Contains("Version 2 of demo-products is a candidate", run.Out, StringComparison.Ordinal);
        Assert.Equal(1, await CurrentAsync());

        await ImpactIsTheDifferenceAsync();
        Assert.Contains("SEG-PROM-003", (await Segml(["model", "approve", "demo-products", "--version", "2", "--by", "bob"])).Error, StringComparison.Ordinal);
        Assert.Contains("waits for review", (await Segml(["model", "promote", "demo-products", "--by", "ann"])).Out, StringComparison.Ordinal);
        Assert.Contains("SEG-PROM-004", (await Segml(["model", "approve", "demo-products", "--by", "ann"])).Error, StringComparison.Ordinal);
        Assert.Equal(1, await CurrentAsync());
        Assert.Contains("Version 2 of demo-products is live.", (await Segml(["model", "approve", "demo-products", "--by", "bob"])).Out, StringComparison.Ordinal);
        Assert.Equal(2, await CurrentAsync());
        Assert.Contains("distributor-products:2", (await Segml(["model", "show", "distributor-products:champion"])).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await Segml(["model", "rollback", "demo-products", "--by", "cleo", "--reason", "a test"])).Code);
        Assert.Equal(3, await CurrentAsync());
        Assert.Contains("distributor-products:1", (await Segml(["model", "show", "distributor-products:champion"])).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await Segml(["audit", "verify"])).Code);
    }

    /// <summary>The pages for owners and operators, line by line as they stand, on the workspace that the demo leaves.</summary>
    [Fact]
    public async Task Pages_ForOwnersAndOperators_SayWhatWorks()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The pages are written for a POSIX shell.");
        using var place = new TemporaryWorkspace();
        Directory.CreateSymbolicLink(place.Path("workspace"), demo.Workspace.Folder);
        await File.WriteAllTextAsync(place.Path("contract.pdf"), "signed", TestContext.Current.CancellationToken);
        foreach (var (page, least) in new[] { ("docs/cases.md", 8), ("docs/overrides.md", 4), ("docs/audit.md", 7), ("docs/alerts.md", 3), ("docs/mlflow.md", 3), ("docs/security.md", 4) })
        {
            var commands = DocumentedCommandsTests.Commands(await File.ReadAllTextAsync(Checkout.Path(page), TestContext.Current.CancellationToken));
            Assert.True(commands.Length >= least, $"{page} shows {commands.Length} commands.");
            foreach (var command in commands)
            {
                var (code, said) = await SegmlProcess.TypeAsync(place.Folder, command);
                Assert.True(code == ExitCode.Done, $"{page}: {command} ended with {code}:\n{said}");
            }
        }
    }

    private async Task ImpactIsTheDifferenceAsync()
    {
        using var json = JsonDocument.Parse((await Segml(["model", "impact", "demo-products", "--version", "2", "--json"])).Out);
        var impact = json.RootElement.GetProperty("impact");
        string File(int version, string table) => Sql.Literal(Path.Combine(demo.Workspace.Folder, "snapshots", "demo-products", $"{version:D6}", $"{table}.parquet"));
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        var expected = new Dictionary<string, double>();
        engine.Read(
            $"""
            SELECT count(*) FILTER (o.segment <> n.segment)::DOUBLE, sum(greatest(0, n.net_revenue)) FILTER (o.segment <> n.segment), sum(po.safety_stock), sum(pn.safety_stock), sum(pn.safety_stock * pn.unit_cost),
                   count(*) FILTER (po.safety_stock IS DISTINCT FROM pn.safety_stock)::DOUBLE, count(*) FILTER (coalesce(pn.service_level, 0) < coalesce(po.service_level, 0))::DOUBLE
            FROM read_parquet({File(1, "assignments")}) AS o JOIN read_parquet({File(2, "assignments")}) AS n USING (key)
            JOIN read_parquet({File(1, "policies")}) AS po USING (key) JOIN read_parquet({File(2, "policies")}) AS pn USING (key)
            """,
            row =>
            {
                string[] names = ["moved", "value_moved", "stock_before", "stock_after", "stock_value_after", "stock_changed", "fall"];
                for (var i = 0; i < names.Length; i++)
                {
                    expected[names[i]] = row.Values<double>(i)[0];
                }
            });
        var (size, total) = (impact.GetProperty("size"), impact.GetProperty("total"));
        Assert.True(expected["moved"] > 0);
        Assert.Equal(expected["moved"], size.GetProperty("moved").GetInt64());
        Assert.Equal(expected["value_moved"], size.GetProperty("value_moved").GetDouble(), 1e-6);
        Assert.Equal(expected["stock_before"], total.GetProperty("safety_stock_before").GetDouble(), 1e-6);
        Assert.Equal(expected["stock_after"], total.GetProperty("safety_stock_after").GetDouble(), 1e-6);
        Assert.Equal(expected["stock_value_after"], total.GetProperty("stock_value_after").GetDouble(), 1e-4);
        Assert.Equal(expected["stock_changed"], impact.GetProperty("parameters").EnumerateArray().Single(p => p.GetProperty("parameter").GetString() == "safety_stock").GetProperty("changed").GetInt64());
        Assert.True(impact.GetProperty("losers").GetInt64() >= expected["fall"]);
    }

    private async Task<long> CurrentAsync()
    {
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(demo.Workspace.Folder, "snapshots", "demo-products", "current.json"), TestContext.Current.CancellationToken));
        return file.RootElement.GetProperty("version").GetInt64();
    }

    private Task<SegmlCall> Segml(string[] args) => SegmlCall.RunAsync([.. args, "--workspace", demo.Workspace.Folder]);
}
