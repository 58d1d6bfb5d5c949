using System.Globalization;
using System.Text.Json;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary><c>--hierarchy</c>: forecasts of a file that add up.</summary>
[Collection(CommandLine.Name)]
public sealed class HierarchyCommandTests : IDisposable
{
    private readonly TemporaryWorkspace _folder = new();
    private readonly string _input;

    public HierarchyCommandTests()
    {
        var lines = new List<string>();
        foreach (var (item, family, site, factor) in ((string, string, string, int)[])[("a1", "A", "n", 1), ("a2", "A", "s", 2), ("b1", "B", "n", 3), ("b2", "B", "s", 1), ("b3", "B", "s", 5), ("bad", "B", "s", -1)])
        {
            lines.AddRange(SeriesFiles.Months(item, SeriesFiles.IntermittentDemand.Select((d, t) => factor * (d + ((t + factor) % 5)))).Select(line => $"{line},{family},{site}"));
        }

        _input = new SeriesFiles(_folder).Csv("demand.csv", "item,month,units,family,site", lines);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bottom-up")]
    [InlineData("top-down")]
    [InlineData("top-down-average-shares")]
    [InlineData("middle-out=family")]
    [InlineData("ols")]
    [InlineData("structural")]
    [InlineData("variance")]
    [InlineData("mint")]
    public async Task Forecast_EveryWay_AddsUpExactly(string way)
    {
        var output = _folder.Path("out.csv");
        var call = await SegmlCall.RunAsync("forecast", "--in", _input, "--series", "item", "--time", "month", "--value", "units", "--horizon", "3", "--hierarchy", "family,site,family*site", "--reconcile", way, "--level", "80", "--out", output);

        Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
        var rows = SeriesFiles.Rows(output, "level, item, step, mean, q10, q90, month, reason");
        double Mean(string level, string node, string step) => double.Parse(Assert.Single(rows, r => r[0] == level && r[1] == node && r[2] == step)[3], CultureInfo.InvariantCulture);
        foreach (var step in (string[])["1", "2", "3"])
        {
            double Bottom(params string[] items) => items.Aggregate(0.0, (sum, item) => sum + Mean("bottom", item, step));
            Assert.Equal(Bottom("a1", "a2", "b1", "b2", "b3"), Mean("total", "total", step));
            Assert.Equal(Bottom("a1", "a2"), Mean("family", "A", step));
            Assert.Equal(Bottom("b1", "b2", "b3"), Mean("family", "B", step));
            Assert.Equal(Bottom("a2", "b2", "b3"), Mean("site", "s", step));
            Assert.Equal(Bottom("b2", "b3"), Mean("family*site", "B*s", step));
            Assert.True(Mean("total", "total", step) > 0);
        }

        Assert.All(rows.Where(static r => r[2] != ""), static r => Assert.True(double.Parse(r[4], CultureInfo.InvariantCulture) <= double.Parse(r[5], CultureInfo.InvariantCulture)));
        Assert.Equal("invalid-demand", Assert.Single(rows, static r => r[1] == "bad")[7]);
        Assert.Equal("2024-01-01", rows[0][6]);
    }

    [Fact]
    public async Task Backtest_Hierarchy_ShowsEveryWayByLevel_AndALevelForEachSegment()
    {
        var call = await SegmlCall.RunAsync("backtest", "--in", _input, "--series", "item", "--time", "month", "--value", "units", "--horizon", "4", "--origins", "2", "--hierarchy", "family,site", "--json");

        Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
        using var json = JsonDocument.Parse(call.Out);
        var accuracy = json.RootElement.GetProperty("accuracy").EnumerateArray().ToArray();
        Assert.Equal(8 * 5, accuracy.Length);
        Assert.All(accuracy, static row => Assert.True(row.GetProperty("wrmsse").GetDouble() > 0));
        var levels = json.RootElement.GetProperty("levels").EnumerateArray().ToArray();
        foreach (var segment in (string[])["A", "B"])
        {
            var own = levels.Where(l => l.GetProperty("segment").GetString() == segment).ToArray();
            var chosen = Assert.Single(own, static l => l.GetProperty("is_chosen").GetBoolean());
            Assert.Equal(own.Min(static l => l.GetProperty("error").GetDouble()), chosen.GetProperty("error").GetDouble());
        }
    }

    [Theory]
    [InlineData("SEG-FCST-204", "--hierarchy", "familie")]
    [InlineData("SEG-HIER-005", "--hierarchy", "family,family")]
    [InlineData("SEG-FCST-208", "--hierarchy", "month")]
    [InlineData("SEG-HIER-006", "--reconcile", "middle-out=region")]
    [InlineData("SEG-CLI-051", "--reconcile", "min-t")]
    public async Task Forecast_WrongHierarchy_SaysWhat(string code, string option, string value)
    {
        var words = new Dictionary<string, string> { ["--hierarchy"] = "family", ["--reconcile"] = "ols" };
        words[option] = value;
        var call = await SegmlCall.RunAsync(["forecast", "--in", _input, "--series", "item", "--time", "month", "--value", "units", "--horizon", "3", "--out", _folder.Path("out.csv"), .. words.SelectMany(static w => (string[])[w.Key, w.Value])]);

        Assert.Equal(ExitCode.Failed, call.Code);
        Assert.Contains(code, call.Error, StringComparison.Ordinal);
    }
}
