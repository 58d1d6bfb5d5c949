namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>What <c>segml run --dry-run</c> knows of the forecast without a run.</summary>
[Collection(CommandLine.Name)]
public sealed class ForecastPlanTests : IDisposable
{
    private const string Header = "series,from,to,change,amount,reason,ends";
    private readonly TemporaryWorkspace _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("SEG-FCST-226", "has no column 'reason'", "Is it 'reasn'?", "series,from,to,change,amount,reasn,ends", "P1,2026-01,2026-02,add,5,fair,2026-03")]
    [InlineData("SEG-FCST-226", "Row 1 of the changes: change is 'replac'.", "Did you mean 'replace'?", Header, "P1,2026-01,2026-02,replac,5,fair,2026-03")]
    [InlineData("SEG-FCST-226", "Row 1 of the changes: from is 'soon'.", "a month such as 2026-01", Header, "P1,soon,2026-02,add,5,fair,2026-03")]
    [InlineData("SEG-FCST-226", "Row 1 of the changes: ends is ''.", "every change has an end", Header, "P1,2026-01,2026-02,add,5,fair,")]
    [InlineData("SEG-FCST-226", "Row 1 of the changes: series is empty.", "Name the series", Header, ",2026-01,2026-02,add,5,fair,2026-03")]
    [InlineData("SEG-FCST-224", "Row 1 of the changes: amount is 'many'.", "Write a number", Header, "P1,2026-01,2026-02,add,many,fair,2026-03")]
    [InlineData("SEG-FCST-225", "Row 1 of the changes: The last bucket comes before the first.", "in order", Header, "P1,2026-02,2026-01,add,5,fair,2026-03")]
    [InlineData("SEG-FCST-225", "Row 1 of the changes: There is no reason.", "Say why", Header, "P1,2026-01,2026-02,add,5,,2026-03")]
    public async Task DryRun_ChangesThatCannotBeUsed_AreNamedWithTheirRow(string code, string what, string fix, params string[] lines)
    {
        var call = await DryRun("{changes: changes.csv}", lines);
        Assert.Equal(ExitCode.Failed, call.Code);
        Assert.Contains($"error {code}", call.Error, StringComparison.Ordinal);
        Assert.Contains(what, call.Error, StringComparison.Ordinal);
        Assert.Contains(fix, call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_EventsThatNoTableTells_AreSaidToBeOff()
    {
        var call = await DryRun("{changes: changes.csv, events: [promotion-kinds, holidays]}", Header, "P1,2026-01,2026-02,add,5,fair,2026-03");
        Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
        Assert.Contains("forecast.events: promotions are off", call.Out, StringComparison.Ordinal);
        Assert.Contains("forecast.events: holidays are off", call.Out, StringComparison.Ordinal);
    }

    private Task<SegmlCall> DryRun(string forecast, params string[] changes)
    {
        Write("models/own/model.yaml", """
            name: own
            dimensions:
              abc: {kind: cumulative-share, driver: net_revenue, cuts: {A: 0.8, B: 0.95, C: 1}}
            policies: {"*": {lead_time: 1, review_period: 1}}
            """);
        Write("pipelines/own/pipeline.yaml", """
            name: own
            model: own
            entity: product_id
            ingest: {sources: {order_lines: {path: lines.csv, mapping: {order_id: o, order_date: d, product_id: p, quantity: q, amount: a}}}}
            forecast: 
            """ + forecast);
        Write("pipelines/own/lines.csv", "o,d,p,q,a\n1,2025-12-01,P1,2,20.5\n2,2025-12-02,P2,3,30.5\n");
        Write("pipelines/own/changes.csv", string.Join('\n', changes) + "\n");
        return SegmlCall.RunAsync("run", _folder.Path("pipelines", "own"), "--dry-run", "--workspace", _folder.Path("workspace"));
    }

    private void Write(string path, string text)
    {
        var file = _folder.Path(path.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
