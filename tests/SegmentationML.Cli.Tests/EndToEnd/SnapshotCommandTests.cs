using System.Text.Json;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>An owner's day with versions: compare, name, look back, roll back, let go.</summary>
[Collection(CommandLine.Name)]
public sealed class SnapshotCommandTests(TwoVersions versions) : IClassFixture<TwoVersions>
{
    private string Folder => versions.Workspace.Folder;

    [Fact]
    public async Task Diff_TwoVersions_TellsWhoMovedAndWritesAFile()
    {
        var file = versions.Workspace.Path("diff.json");
        var call = await Snapshot("diff", "--from", "1", "--to", "2", "--out", file);

        Assert.True(call.Code == ExitCode.Done, call.Error);
        Assert.Contains("version 1 (as of", call.Out, StringComparison.Ordinal);
        Assert.Contains("are in another segment", call.Out, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        Assert.True(json.RootElement.GetProperty("moved").GetInt64() > 0);
        Assert.Equal(json.RootElement.GetProperty("common").GetInt64() + json.RootElement.GetProperty("added").GetInt64(), json.RootElement.GetProperty("tables")[0].GetProperty("rows_after").GetInt64());
        var compared = await SegmlCall.RunAsync("model", "compare", "demo-products@1", "demo-products@2", "--workspace", Folder);
        Assert.Contains($"{json.RootElement.GetProperty("moved").GetInt64():N0} of {json.RootElement.GetProperty("common").GetInt64():N0} common entities", compared.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowExplainAndExport_AsOfADay_TellWhatHeldThen()
    {
        Assert.Contains("On 2025-06-15 version 1 of demo-products held", (await Snapshot("show", "--as-of", versions.Between)).Out.Replace(versions.Between, "2025-06-15", StringComparison.Ordinal), StringComparison.Ordinal);
        var file = versions.Workspace.Path("then.csv");
        var export = await Snapshot("export", "--as-of", versions.Between, "--out", file);
        Assert.True(export.Code == ExitCode.Done, export.Error);
        var lines = File.ReadAllLines(file);
        Assert.Contains("effective_to", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.Contains($",{versions.Second},", StringComparison.Ordinal));
        var key = lines[1].Split(',')[1];
        var explain = await SegmlCall.RunAsync("explain", "demo-products", key, "--as-of", versions.Between, "--workspace", Folder);
        Assert.True(explain.Code == ExitCode.Done, explain.Error);
        Assert.Contains("first said by version", explain.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, (await Snapshot("show", "--as-of", "1999-01-01")).Code);
    }

    [Fact]
    public async Task TagAliasRollbackExpire_LeaveTheirTrace()
    {
        Assert.Equal(ExitCode.Done, (await Snapshot("tag", "first", "--version", "1", "--by", "ann")).Code);
        Assert.Equal(ExitCode.Done, (await Snapshot("alias", "champion", "--version", "2", "--by", "ann")).Code);
        Assert.Contains("SEG-PUB-016", (await Snapshot("tag", "first", "--version", "2")).Error, StringComparison.Ordinal);
        Assert.Contains("SEG-PUB-012", (await Snapshot("alias", "v1", "--version", "1")).Error, StringComparison.Ordinal);
        Assert.Contains("in another segment", (await Snapshot("rollback", "--to", "tag:first", "--reason", "test", "--dry-run")).Out, StringComparison.Ordinal);

        var back = await Snapshot("rollback", "--to", "tag:first", "--reason", "prices were wrong", "--by", "ann");

        Assert.True(back.Code == ExitCode.Done, back.Error);
        Assert.Contains("Version 3 is in use. It holds the content of version 1", back.Out, StringComparison.Ordinal);
        Assert.Contains("already", (await Snapshot("rollback", "--to", "1", "--reason", "again")).Out, StringComparison.Ordinal);
        var list = (await Snapshot("list")).Out;
        Assert.Contains("in use, brings back 1", list, StringComparison.Ordinal);
        Assert.Contains("tag:first", list, StringComparison.Ordinal);
        Assert.Contains("| kept", (await Snapshot("expire", "--keep-last", "1", "--dry-run")).Out, StringComparison.Ordinal);
        Assert.Contains("alias champion", (await Snapshot("expire", "--keep-last", "1", "--grace-hours", "0")).Out.Replace("before the one in use", "alias champion", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("SEG-CLI-048", (await Snapshot("expire")).Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await Snapshot("verify")).Code);
        var audit = (await SegmlCall.RunAsync("audit", "show", "--workspace", Folder)).Out;
        Assert.Contains("version.rolled-back", audit, StringComparison.Ordinal);
        Assert.Contains("prices were wrong", audit, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await SegmlCall.RunAsync("audit", "verify", "--workspace", Folder)).Code);
    }

    [Theory]
    [InlineData("SEG-PUB-013", "show", "--version", "1e9")]
    [InlineData("SEG-PUB-001", "show", "--version", "99")]
    [InlineData("SEG-PUB-015", "diff", "--from", "nobody")]
    [InlineData("SEG-CLI-047", "export", "--compression", "gzip", "--out", "x.csv")]
    [InlineData("SEG-CLI-047", "export", "--compression", "snappy", "--out", "x.arrow")]
    [InlineData("SEG-CLI-040", "export", "--as-of", "2025-01-01", "--table", "policies", "--out", "x.csv")]
    [InlineData("SEG-GOV-001", "rollback", "--to", "1", "--reason", "")]
    [InlineData("SEG-PUB-014", "expire", "--keep-last", "0")]
    public async Task Call_WrongInput_IsOneProblemAndChangesNothing(string code, params string[] args)
    {
        var before = (await Snapshot("list", "--json")).Out;

        var call = await Snapshot(args);

        Assert.Equal(ExitCode.Failed, call.Code);
        Assert.Contains(code, call.Error, StringComparison.Ordinal);
        Assert.Equal(before, (await Snapshot("list", "--json")).Out);
    }

    private Task<SegmlCall> Snapshot(params string[] args) => SegmlCall.RunAsync(["snapshot", args[0], "demo-products", .. args[1..], "--workspace", Folder]);
}
