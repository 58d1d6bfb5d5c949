namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>Wrong models through the command line: refused by <c>--dry-run</c>, before any data is read, with an error that names the setting.</summary>
[Collection(CommandLine.Name)]
public sealed class BadModelTests : IDisposable
{
    private const string Model = """
        name: bad
        dimensions:
          abc: {kind: cumulative-share, driver: net_revenue, cuts: {A: 0.8, B: 0.95, C: 1}}
          size: {kind: threshold, driver: order_size, cuts: {S: 10, M: 100, L: .inf}}
        matrix:
          cells: {"A/*": TOP, "*/L": BIG, "*/*": TAIL}
        order: [TOP, BIG, TAIL]
        rules:
          - {name: first, when: {net_revenue: ">= 1000"}, at_least: BIG}
          - {name: second, when: {quantity: "< 5"}, at_most: BIG}
        overrides:
          - {id: o1, keys: [P1], segment: TOP, from: 2026-01-01, to: 2026-06-01, reason: contract, reference: R-1, approver: ann}
        events:
          - {name: fair, keys: [P1], segment: TOP, from: 2026-01-01, to: 2026-02-01}
        policies: {"*": {lead_time: 1, review_period: 1}}
        """;

    private readonly TemporaryWorkspace _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("SEG-SEGM-001", "bounds that overlap", "S: 10, M: 100", "S: 100, M: 10")]
    [InlineData("SEG-SEGM-001", "shares that overlap", "A: 0.8, B: 0.95", "A: 0.95, B: 0.8")]
    [InlineData("SEG-SEGM-128", "a gap at the end of the bounds", "L: .inf", "L: 1000")]
    [InlineData("SEG-SEGM-128", "a gap at the end of the shares", "C: 1}", "C: 0.99}")]
    [InlineData("SEG-SEGM-011", "a missing cell", ", \"*/*\": TAIL", ", \"*/M\": TAIL")]
    [InlineData("SEG-SEGM-012", "a cell that can never decide", "{\"A/*\": TOP, ", "{\"A/*\": TOP, \"A/L\": BIG, ")]
    [InlineData("SEG-SEGM-010", "a class that there is not", "\"*/L\": BIG", "\"*/XL\": BIG")]
    [InlineData("SEG-SEGM-022", "rules that contradict each other", "at_most: BIG", "at_most: TAIL")]
    [InlineData("SEG-SEGM-022", "opposed monotone rules", "at_most: BIG}", "at_most: BIG}\n  - {name: up, never_worse_with_more: quantity}\n  - {name: down, never_worse_with_less: quantity}")]
    [InlineData("SEG-SEGM-023", "a rule that can never hold", "\">= 1000\"", "[\">= 1000\", \"< 10\"]")]
    [InlineData("SEG-SEGM-021", "a segment that there is not", "at_least: BIG", "at_least: HUGE")]
    [InlineData("SEG-SEGM-120", "a rule with two demands", "at_least: BIG", "at_least: BIG, never: [TAIL]")]
    [InlineData("SEG-SEGM-109", "a driver that there is not", "quantity: \"< 5\"", "quantty: \"< 5\"")]
    [InlineData("SEG-SEGM-109", "a dimension's driver that there is not", "driver: order_size", "driver: ordersize")]
    [InlineData("SEG-SEGM-024", "an order of segments that there are not", "order: [TOP, BIG", "order: [TIP, BIG")]
    [InlineData("SEG-SEGM-026", "an override without a reason", "reason: contract", "reason: ''")]
    [InlineData("SEG-SEGM-026", "an override without an approver", "approver: ann", "approver: ''")]
    [InlineData("SEG-SEGM-026", "an override that ends before it begins", "to: 2026-06-01", "to: 2025-06-01")]
    [InlineData("SEG-SEGM-123", "an override without an end", "to: 2026-06-01, ", "")]
    [InlineData("SEG-SEGM-026", "an override into a segment that there is not", "keys: [P1], segment: TOP, from: 2026-01-01, to: 2026-06-01", "keys: [P1], segment: NIX, from: 2026-01-01, to: 2026-06-01")]
    [InlineData("SEG-SEGM-026", "an event into a segment that there is not", "segment: TOP, from: 2026-01-01, to: 2026-02-01", "segment: NIX, from: 2026-01-01, to: 2026-02-01")]
    [InlineData("SEG-SEGM-030", "weights that do not sum to one", "size: {kind: threshold, driver: order_size, cuts: {S: 10, M: 100, L: .inf}}", "size: {kind: weighted-score, criteria: {net_revenue: 0.6, line_count: 0.3}, cuts: {L: 0.8, M: 0.5, S: 0}}")]
    public async Task DryRun_WrongModel_IsRefusedBeforeAnyDataIsRead(string code, string what, string from, string to)
    {
        Assert.Contains(from, Model, StringComparison.Ordinal);
        var call = await DryRun(Model.Replace(from, to, StringComparison.Ordinal));

        Assert.True(call.Code == ExitCode.Failed, $"{what}: {call.Out}{call.Error}");
        Assert.Contains($"error {code}", call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("SEG-ING", call.Error, StringComparison.Ordinal);
    }

    /// <summary>The model itself is right: what is missing then is the file.</summary>
    [Fact]
    public async Task DryRun_RightModel_GoesOnToTheData()
    {
        var call = await DryRun(Model);

        Assert.StartsWith("error SEG-ING-010", call.Error, StringComparison.Ordinal);
    }

    private Task<SegmlCall> DryRun(string model)
    {
        Write("models/bad/model.yaml", model);
        Write("pipelines/bad/pipeline.yaml", """
            name: bad
            model: bad
            entity: product_id
            ingest: {sources: {order_lines: {path: none.csv, mapping: {order_id: o, order_date: d, product_id: p, quantity: q, amount: a}}}}
            """);
        return SegmlCall.RunAsync("run", _folder.Path("pipelines", "bad"), "--dry-run", "--workspace", _folder.Path("workspace"));
    }

    private void Write(string path, string text)
    {
        var file = _folder.Path(path.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
