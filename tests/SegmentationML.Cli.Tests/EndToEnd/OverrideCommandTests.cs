namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>A planner's override from the request to the version that follows it.</summary>
[Collection(CommandLine.Name)]
public sealed class OverrideCommandTests(DemoRun demo) : IClassFixture<DemoRun>
{
    [Fact]
    public async Task Override_AddedReviewedAndEnded_HoldsInTheVersionsBetween()
    {
        var workspace = demo.Workspace.Folder;
        Assert.True(demo.Call.Code == ExitCode.Done, demo.Call.Error);
        var (key, segment) = await FirstAssignment(workspace);
        var other = segment == "CZ" ? "CY" : "CZ";

        var added = await SegmlCall.RunAsync("override", "add", "demo-products", "--key", key, "--segment", other, "--reason", "CONTRACT", "--reference", "T-1", "--from", "2000-01-01", "--to", "2100-01-01", "--by", "maria", "-w", workspace);
        Assert.True(added.Code == ExitCode.Done, added.Error);
        Assert.True((await SegmlCall.RunAsync("demo", "-w", workspace)).Code == ExitCode.Done);

        Assert.Equal((key, other), await FirstAssignment(workspace));
        var review = await SegmlCall.RunAsync("override", "review", "demo-products", "-w", workspace);
        Assert.Contains("Overrides hold 1 of", review.Out, StringComparison.Ordinal);
        Assert.Contains("in force", review.Out, StringComparison.Ordinal);
        Assert.Contains("ovr-1", await File.ReadAllTextAsync(demo.Workspace.Path("reports", "demo-products", "latest.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var ended = await SegmlCall.RunAsync("override", "expire", "1", "--on", "2000-01-02", "--note", "contract ended", "--by", "maria", "-w", workspace);
        Assert.True(ended.Code == ExitCode.Done, ended.Error);
        Assert.True((await SegmlCall.RunAsync("demo", "-w", workspace)).Code == ExitCode.Done);

        Assert.Equal((key, segment), await FirstAssignment(workspace));
        var verified = await SegmlCall.RunAsync("audit", "verify", "-w", workspace);
        Assert.True(verified.Code == ExitCode.Done, verified.Error);
    }

    [Theory]
    [InlineData("SEG-OVR-012", "--key", "1", "--segment", "QQ", "--to", "2100-01-01")]
    [InlineData("SEG-OVR-002", "--segment", "CZ", "--to", "2100-01-01")]
    [InlineData("SEG-OVR-003", "--key", "1", "--segment", "CZ", "--from", "2100-01-01", "--to", "2000-01-01")]
    [InlineData("SEG-CLI-031", "--when", "abc", "--segment", "CZ", "--to", "2100-01-01")]
    [InlineData("SEG-SEGM-121", "--when", "cv: >= NaN", "--segment", "CZ", "--to", "2100-01-01")]
    [InlineData("SEG-SEGM-121", "--when", "cv: >= 1e400", "--segment", "CZ", "--to", "2100-01-01")]
    [InlineData("SEG-SEGM-109", "--when", "nosuch: >= 3", "--segment", "CZ", "--to", "2100-01-01")]
    [InlineData("SEG-SEGM-020", "--when", "abc: Q", "--segment", "CZ", "--to", "2100-01-01")]
    [InlineData("SEG-GOV-001", "--key", "a\u202Eb", "--segment", "CZ", "--to", "2100-01-01")]
    public async Task Add_BadInput_IsRefusedAndRecordsNothing(string code, params string[] rest)
    {
        var call = await SegmlCall.RunAsync(["override", "add", "demo-products", "--reason", "X", "-w", demo.Workspace.Folder, .. rest]);

        Assert.Equal(ExitCode.Failed, call.Code);
        Assert.Contains(code, call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(" X ", (await SegmlCall.RunAsync("override", "list", "-w", demo.Workspace.Folder)).Out, StringComparison.Ordinal);
    }

    private static async Task<(string Key, string Segment)> FirstAssignment(string workspace)
    {
        var file = Path.Combine(workspace, "first.csv");
        var call = await SegmlCall.RunAsync("snapshot", "export", "demo-products", "--out", file, "-w", workspace);
        Assert.True(call.Code == ExitCode.Done, call.Error);
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        var (header, row) = (lines[0].Split(','), lines[1].Split(','));
        return (row[Array.IndexOf(header, "key")], row[Array.IndexOf(header, "segment")]);
    }
}
