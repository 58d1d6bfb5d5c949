using Microsoft.Data.Sqlite;

namespace SegmentationML.Cli.Tests.EndToEnd;

[Collection(CommandLine.Name)]
public sealed class AuditCommandTests(DemoRun demo) : IClassFixture<DemoRun>
{
    [Fact]
    public async Task Audit_OfARun_ShowsVerifiesAndExportsIt()
    {
        var workspace = demo.Workspace.Folder;
        var shown = await SegmlCall.RunAsync("audit", "show", "--kind", "version", "--workspace", workspace);
        Assert.Contains("version.published", shown.Out, StringComparison.Ordinal);

        var file = demo.Workspace.Path("audit.jsonl");
        var exported = await SegmlCall.RunAsync("audit", "export", "--out", file, "--workspace", workspace);
        var head = exported.Out.Trim();
        Assert.Matches("^[0-9a-f]{64}$", head);

        foreach (var call in new string[][] { ["audit", "verify"], ["audit", "verify", "--head", head], ["audit", "verify", "--file", file, "--head", head] })
        {
            var verified = await SegmlCall.RunAsync([.. call, "--workspace", workspace]);
            Assert.True(verified.Code == ExitCode.Done, verified.Error);
            Assert.Contains(head, verified.Out, StringComparison.Ordinal);
        }

        var forged = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("\"version\":\"1\"", "\"version\":\"2\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, forged, TestContext.Current.CancellationToken);
        var found = await SegmlCall.RunAsync("audit", "verify", "--file", file);
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var empty = await SegmlCall.RunAsync("audit", "verify", "--file", file);
        Assert.Equal(ExitCode.Failed, empty.Code);
        Assert.Contains("SEG-AUD-008", empty.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, found.Code);
        Assert.Contains("SEG-AUD-002", found.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_LedgerEditedByHand_FailsAndSaysWhere()
    {
        using var copy = new TemporaryWorkspace();
        File.Copy(demo.Workspace.Path("workspace.json"), copy.Path("workspace.json"));
        using (var source = new SqliteConnection($"Data Source={demo.Workspace.Path("ledger.db")};Pooling=false"))
        using (var target = new SqliteConnection($"Data Source={copy.Path("ledger.db")};Pooling=false"))
        {
            source.Open();
            target.Open();
            source.BackupDatabase(target);
            using var command = target.CreateCommand();
            command.CommandText = "UPDATE audit SET actor = 'eve' WHERE sequence = 2";
            command.ExecuteNonQuery();
        }

        var verified = await SegmlCall.RunAsync("audit", "verify", "--workspace", copy.Folder);

        Assert.Equal(ExitCode.Failed, verified.Code);
        Assert.Contains("Entry 2 ", verified.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ma\u202Eria")]
    [InlineData("")]
    [InlineData("a\nb")]
    public async Task By_NameThatMisleads_IsRefused(string name)
    {
        var call = await SegmlCall.RunAsync("demo", "--by", name, "--workspace", demo.Workspace.Folder);

        Assert.Equal(ExitCode.Failed, call.Code);
        Assert.Contains("SEG-GOV-001", call.Error, StringComparison.Ordinal);
    }
}
