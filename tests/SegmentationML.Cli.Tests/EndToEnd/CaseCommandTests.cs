namespace SegmentationML.Cli.Tests.EndToEnd;

[Collection(CommandLine.Name)]
public sealed class CaseCommandTests : IDisposable
{
    private readonly TemporaryWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("online-retail-products")]
    [InlineData("demo-products")]
    public async Task Kinds_OfTheShippedModels_AreTheFive(string pipeline)
    {
        var call = await Run("case", "kinds", pipeline);

        Assert.True(call.Code == ExitCode.Done, call.Error);
        Assert.All(["change-request", "segment-challenge", "override-request", "dispute", "periodic-review"], kind => Assert.Contains(kind, call.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OverrideRequest_Approved_MakesTheOverride()
    {
        string[] fields = ["--set", "entity=85123A", "--set", "segment=AX", "--set", "reason=CONTRACT", "--set", "from=2026-12-01", "--set", "to=2027-01-01"];
        Done(await Run(["case", "open", "online-retail-products", "override-request", "--by", "jonas", .. fields]));
        var contract = _workspace.Path("contract.txt");
        await File.WriteAllTextAsync(contract, "frame contract", TestContext.Current.CancellationToken);
        Done(await Run("case", "attach", "1", contract, "--by", "jonas"));
        Assert.Contains("SEG-CASE-009", (await Run("case", "act", "1", "approve", "--by", "jonas", "--note", "yes")).Error, StringComparison.Ordinal);
        Assert.Contains("SEG-OVR-012", (await Run("case", "act", "1", "approve", "--by", "maria", "--note", "yes", "--set", "segment=QQ")).Error, StringComparison.Ordinal);
        Done(await Run("case", "act", "1", "approve", "--by", "maria", "--note", "agreed with sales"));

        Assert.Contains("case-1", (await Run("override", "list", "--json")).Out, StringComparison.Ordinal);
        var shown = Done(await Run("case", "show", "1"));
        Assert.Contains("is closed: approved.", shown.Out, StringComparison.Ordinal);
        Done(await Run("case", "list", "--all"));
        Done(await Run("case", "due"));
        Done(await Run("audit", "verify"));
    }

    [Theory]
    [InlineData("SEG-CASE-013", "case", "open", "online-retail-products", "../../etc")]
    [InlineData("SEG-CASE-003", "case", "open", "online-retail-products", "dispute")]
    [InlineData("SEG-CASE-002", "case", "open", "online-retail-products", "dispute", "--set", "nosuch=1", "--set", "subject=a", "--set", "claim=b")]
    [InlineData("SEG-GOV-001", "case", "open", "online-retail-products", "dispute", "--set", "subject=a\u202Eb", "--set", "claim=b")]
    [InlineData("SEG-CLI-002", "case", "open", "online-retail-products", "dispute", "--set", "subject=a", "--set", "subject=b")]
    [InlineData("SEG-CASE-012", "case", "show", "99")]
    public async Task BadInput_IsRefusedAndRecordsNothing(string code, params string[] args)
    {
        Done(await Run("case", "due"));
        var call = await Run(args);

        Assert.Equal(ExitCode.Failed, call.Code);
        Assert.Contains(code, call.Error, StringComparison.Ordinal);
        Assert.Contains("0 entries", Done(await Run("audit", "verify")).Out, StringComparison.Ordinal);
    }

    private static SegmlCall Done(SegmlCall call)
    {
        Assert.True(call.Code == ExitCode.Done, call.Error);
        return call;
    }

    private Task<SegmlCall> Run(params string[] args) => SegmlCall.RunAsync([.. args, "-w", _workspace.Path("ws")]);
}
