using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Registry.Outbox;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Registry;

/// <summary>What the registry promises.</summary>
public abstract class ModelRegistryTests : IDisposable
{
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly ManualClock _clock = new();
    private readonly Workspace _workspace;
    private readonly string? _ledger;

    protected ModelRegistryTests(string? ledger) => _workspace = Workspace.Open(_folder, _clock, _ledger = ledger);

    private IModelRegistry Models => _workspace.Models;

    [Fact]
    public void Register_NewIdentity_IsAFolderOfFilesWithDigests()
    {
        var version = _workspace.Register("one");
        Assert.Equal(1, version.Commit.Version);
        Assert.EndsWith(Path.Combine("models", "abc-xyz", "0001"), version.Folder, StringComparison.Ordinal);
        Assert.Equal(["definition.json", "fitted.json"], version.Content.Files.Select(f => f.Name));
        Assert.Equal(["definition.json", "fitted.json", "manifest.json"], Directory.EnumerateFiles(version.Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Empty(Models.Verify(Registering.Model, 1));
    }

    [Fact]
    public void Register_SameIdentity_IsTheSameVersionWithOneMoreRunOnRecord()
    {
        var first = _workspace.Register("one", published: 1, run: "run-1");
        var again = Models.Register(Registering.Registration("one", 2, "run-2"), _ => Assert.Fail("Nothing is written twice."));
        Assert.Equal(first.Commit, again.Commit);
        Models.Register(Registering.Registration("one", 2, "run-2"), _ => Assert.Fail("Nothing is written twice."));
        Assert.Equal(["run-1 1", "run-2 2"], Models.Lineage(Registering.Model, 1).Select(l => $"{l.Run} {l.Version}"));
        Assert.Equal(1, Models.Of(Publishing.Pipeline, 2)!.Commit.Version);
        Assert.Equal(2, _workspace.Register("two").Commit.Version);
    }

    [Fact]
    public void Register_DamagedTwin_IsRegisteredAnewUnderANewNumber()
    {
        var first = _workspace.Register("one");
        Unprotect(Path.Combine(first.Folder, "fitted.json"));
        File.Delete(Path.Combine(first.Folder, "fitted.json"));
        Assert.Equal(2, _workspace.Register("one", run: "run-2").Commit.Version);
        Assert.Equal(2, Models.Load(Registering.Model, "latest", fallBack: false).Version.Commit.Version);
    }

    [Theory]
    [InlineData("  ", "\t", "manifest.json is not as it was written")]
    [InlineData("fitted.json", "bitted.json", "digest")]
    [InlineData("{", "[", "is no manifest")]
    public void Verify_ManifestThatWasChanged_IsFound(string old, string changed, string finding)
    {
        var manifest = Path.Combine(_workspace.Register("one").Folder, "manifest.json");
        Unprotect(manifest);
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(old, changed, StringComparison.Ordinal));
        var problem = Assert.Single(Models.Verify(Registering.Model, 1), p => p.Code == "SEG-REG-006");
        Assert.Contains(finding, problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ByNumberAliasAndNewest()
    {
        _workspace.Register("one");
        _workspace.Register("two");
        Models.SetAlias(Registering.Model, "champion", 1, "ann");
        Models.SetAlias(Registering.Model, "7", 2, "ann");
        Assert.Equal([1L, 1, 2, 2, 2], new[] { "1", "champion", "latest", "2", "@7" }.Select(r => Models.Find(Registering.Model, r)!.Commit.Version));
        Assert.Null(Models.Find(Registering.Model, "7"));
        Assert.Null(Models.Find(Registering.Model, "challenger"));
        Assert.Null(Models.Find("other", "latest"));
    }

    [Fact]
    public void SetAlias_MovesInOneStep_AndFollowersAreTold()
    {
        _workspace.Register("one");
        _workspace.Register("two");
        Models.SetAlias(Registering.Model, "UPPER_case-1", 1, "ann");
        Models.SetAlias(Registering.Model, "UPPER_case-1", 2, "ann");
        Models.SetAlias(Registering.Model, "UPPER_case-1", 2, "ann");
        Assert.Equal([("UPPER_case-1", 2L)], Models.Aliases(Registering.Model).Select(a => (a.Key, a.Value)));
        Models.DropAlias(Registering.Model, "UPPER_case-1", "ann");
        Models.DropAlias(Registering.Model, "UPPER_case-1", "ann");
        Assert.Empty(Models.Aliases(Registering.Model));
        Assert.Equal(
            ["VersionRegistered 1", "VersionRegistered 2", "AliasSet 1", "AliasSet 2", "AliasRemoved "],
            Messages().Select(m => $"{m.Kind} {m.Version}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("v1")]
    [InlineData("V12")]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData("a\0b")]
    [InlineData("é")]
    [InlineData("a:b")]
    [InlineData("champion\n")]
    public void SetAlias_BadName_IsRefusedAndNothingChanges(string alias)
    {
        _workspace.Register("one");
        Refused(() => Models.SetAlias(Registering.Model, alias, 1, "ann"), "SEG-REG-002");
        Refused(() => Models.SetAlias(Registering.Model, new string('a', 256), 1, "ann"), "SEG-REG-002");
        Assert.Empty(Models.Aliases(Registering.Model));
        Models.SetAlias(Registering.Model, new string('a', 255), 1, "ann");
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("%2e%2e%2f")]
    [InlineData("..\\x")]
    [InlineData("/etc")]
    [InlineData("a\0b")]
    [InlineData("x#/../..")]
    [InlineData(".")]
    [InlineData("con")]
    [InlineData("Model")]
    [InlineData("name ")]
    [InlineData("a\u202Eb")]
    public void EveryCall_BadModelName_IsRefusedAndNothingIsWritten(string model)
    {
        var registration = Registering.Registration("one");
        Action[] calls =
        [
            () => Models.Register(registration with { Content = registration.Content with { Model = model } }, _ => Assert.Fail("Nothing is written.")),
            () => Models.List(model), () => Models.Find(model, "latest"), () => Models.Load(model, "1", true), () => Models.Lineage(model, 1), () => Models.Aliases(model),
            () => Models.SetAlias(model, "a", 1, "ann"), () => Models.DropAlias(model, "a", "ann"), () => Models.Tags(model, 1), () => Models.Tag(model, 1, "k", "v", "ann"), () => Models.Collect(model, 1, false, "ann"), () => Models.Verify(model, 1),
        ];
        Assert.All(calls, call => Refused(call, "SEG-REG-001"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_workspace.ModelsFolder));
    }

    [Fact]
    public void Tag_BadKeyOrValue_IsRefused()
    {
        _workspace.Register("one");
        Assert.All((string[])["", "a b", "ä", "a\n", new string('k', 251)], key => Refused(() => Models.Tag(Registering.Model, 1, key, "v", "ann"), "SEG-REG-004"));
        Assert.All((string[])["\0", "\ud800", new string('v', 5001)], value => Refused(() => Models.Tag(Registering.Model, 1, "k", value, "ann"), "SEG-REG-004"));
        Refused(() => Models.Tag(Registering.Model, 2, "k", "v", "ann"), "SEG-REG-003");
        Models.Tag(Registering.Model, 1, "k", "<script>\n", "ann");
        Assert.Equal("<script>\n", Models.Tags(Registering.Model, 1)["k"]);
        Models.Tag(Registering.Model, 1, "k", null, "ann");
        Assert.Empty(Models.Tags(Registering.Model, 1));
    }

    [Fact]
    public void SetAlias_ByNobody_IsRefusedAndNothingChanges()
    {
        _workspace.Register("one");
        Refused(() => Models.SetAlias(Registering.Model, "champion", 1, "a\nb"), "SEG-GOV-001");
        Assert.Empty(Models.Aliases(Registering.Model));
    }

    [Fact]
    public void Load_FlippedBitInEachFile_IsRefused_AndTheLastGoodOneServes()
    {
        _workspace.Register("good");
        var version = _workspace.Register("new");
        foreach (var file in Directory.EnumerateFiles(version.Folder))
        {
            var bytes = File.ReadAllBytes(file);
            Unprotect(file);
            for (var i = 0; i < bytes.Length; i += Math.Max(1, bytes.Length / 40))
            {
                var flipped = (byte[])bytes.Clone();
                flipped[i] ^= 4;
                File.WriteAllBytes(file, flipped);
                Assert.Throws<ProblemException>(() => Models.Load(Registering.Model, "2", fallBack: false));
                var load = Models.Load(Registering.Model, "2", fallBack: true);
                Assert.Equal(1, load.Version.Commit.Version);
                Assert.All(load.Refused, p => Assert.Contains(p.Code, new[] { "SEG-REG-005", "SEG-REG-006" }));
            }

            File.WriteAllBytes(file, bytes);
        }

        Assert.Equal(2, Models.Load(Registering.Model, "2", fallBack: true).Version.Commit.Version);
    }

    [Fact]
    public void Load_ExtraFileOrLink_IsRefused()
    {
        var version = _workspace.Register("one");
        var extra = Path.Combine(version.Folder, "code.py");
        File.WriteAllText(extra, "print(1)");
        Refused(() => Models.Load(Registering.Model, "1", fallBack: true), "SEG-REG-005");
        File.Delete(extra);
        var fitted = Path.Combine(version.Folder, "fitted.json");
        File.Move(fitted, Path.Combine(_folder, "elsewhere"));
        File.CreateSymbolicLink(fitted, Path.Combine(_folder, "elsewhere"));
        Refused(() => Models.Load(Registering.Model, "1", fallBack: false), "SEG-REG-005");
    }

    [Fact]
    public void Collect_KeepsWhatIsNeeded_TellsWhy_AndIsTheSameDry()
    {
        foreach (var n in Enumerable.Range(1, 6))
        {
            _workspace.Register($"m{n}", published: n);
        }

        Models.SetAlias(Registering.Model, "champion", 1, "ann");
        Models.Tag(Registering.Model, 2, "keep", "", "ann");
        _workspace.Publish("live");
        _workspace.Register("m3", published: 1, run: "run-9");
        string[] expected = ["1 alias champion", "2 tag keep", "3 in use by parts", "4 ", "5 ", "6 one of the newest 1"];
        Assert.Equal(expected, Models.Collect(Registering.Model, 1, dryRun: true, "ann").Select(g => $"{g.Version.Commit.Version} {g.Keep}"));
        Assert.Equal(6, Directory.EnumerateDirectories(Path.Combine(_workspace.ModelsFolder, Registering.Model)).Count());
        Assert.Equal(expected, Models.Collect(Registering.Model, 1, dryRun: false, "ann").Select(g => $"{g.Version.Commit.Version} {g.Keep}"));
        Assert.Equal(["0001", "0002", "0003", "0006"], Directory.EnumerateDirectories(Path.Combine(_workspace.ModelsFolder, Registering.Model)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Refused(() => Models.Load(Registering.Model, "4", fallBack: false), "SEG-REG-010");
        Refused(() => Models.SetAlias(Registering.Model, "champion", 4, "ann"), "SEG-REG-010");
        Assert.Equal(7, _workspace.Register("m4", run: "run-10").Commit.Version);
        Assert.Empty(_workspace.Audit.Verify().Findings);
    }

    [Fact]
    public async Task Register_SameIdentityByTwoProcesses_IsOneVersion()
    {
        using var other = Workspace.Open(_folder, _clock, _ledger);
        var versions = await Task.WhenAll(
            from n in Enumerable.Range(0, 8)
            from workspace in new[] { _workspace, other }
            select Task.Run(() => workspace.Register($"m{n}", run: $"run-{(workspace == other ? 'b' : 'a')}-{n}").Commit.Version, TestContext.Current.CancellationToken));
        Assert.Equal(8, versions.Distinct().Count());
        Assert.All(Models.List(Registering.Model), v => Assert.Empty(Models.Verify(Registering.Model, v.Commit.Version)));
        Assert.Equal(8, Models.List(Registering.Model).Count);
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    private protected static void Unprotect(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static void Refused(Action call, string code) => Assert.Equal(code, Assert.Throws<ProblemException>(call).Problems[0].Code);

    private RegistryEvent[] Messages() => [.. _workspace.Database.Read(c => OutboxRows.List(c, null, 100)).AsEnumerable().Reverse().Where(m => m.Topic == RegistryEvent.Topic).Select(m => RegistryEvent.Parse(m.Payload))];
}
