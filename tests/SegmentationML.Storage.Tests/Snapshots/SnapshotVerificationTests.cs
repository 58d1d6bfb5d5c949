using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

public sealed class SnapshotVerificationTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Workspace _workspace;
    private readonly string _version;

    public SnapshotVerificationTests()
    {
        _workspace = Workspace.Open(_folder, new ManualClock());
        _version = _workspace.Publish("one")!.Folder;
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<string, string, Action<string>> Damages => new()
    {
        { "SEG-PUB-005", "'policies.parquet' is missing", folder => File.Delete(Path.Combine(folder, "policies.parquet")) },
        { "SEG-PUB-005", "'policies.parquet' has 2 bytes, published were 3", folder => Overwrite(folder, "policies.parquet", "on") },
        { "SEG-PUB-005", "'policies.parquet' has SHA-256 ", folder => Overwrite(folder, "policies.parquet", "oNe") },
        { "SEG-PUB-005", "'policies.parquet' is missing", folder => Link(folder, "policies.parquet") },
        { "SEG-PUB-006", "is missing", folder => File.Delete(Path.Combine(folder, "manifest.json")) },
        { "SEG-PUB-006", "is missing, a link", folder => Link(folder, "manifest.json") },
        { "SEG-PUB-006", "is no manifest", folder => Overwrite(folder, "manifest.json", "{") },
        { "SEG-PUB-006", "is no manifest", folder => Overwrite(folder, "manifest.json", "[]") },
        { "SEG-PUB-006", "is no manifest", folder => Overwrite(folder, "manifest.json", "{}") },
        { "SEG-PUB-006", "is no manifest", folder => Overwrite(folder, "manifest.json", string.Concat(Enumerable.Repeat("[", 3000))) },
        { "SEG-PUB-006", "is no manifest", folder => Change(folder, "\"format\": 1", "\"format\": 1, \"format\": 1") },
        { "SEG-PUB-006", "has format 2", folder => Change(folder, "\"format\": 1", "\"format\": 2") },
        { "SEG-PUB-006", "another content digest", folder => Change(folder, "\"model\": \"abc-xyz\"", "\"model\": \"other\"") },
        { "SEG-PUB-006", "something else than the ledger", folder => Change(folder, "\"parent\": null", "\"parent\": 7") },
        { "SEG-PUB-006", "something else than the ledger", folder => Change(folder, "\"time\": \"2026", "\"time\": \"2025") },
        { "SEG-PUB-007", "holds 'extra.txt'", folder => File.WriteAllText(Path.Combine(folder, "extra.txt"), string.Empty) },
        { "SEG-PUB-007", "holds 'sub'", folder => Directory.CreateDirectory(Path.Combine(folder, "sub")) },
    };

    [Theory]
    [MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public void Verify_DamagedVersion_SaysWhatDoesNotFit(string code, string what, Action<string> damage)
    {
        damage(_version);

        var problem = Assert.Single(_workspace.Snapshots.Verify("parts", 1));

        Assert.Equal(code, problem.Code);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_AnyBitFlippedInAnyFile_IsFound()
    {
        foreach (var path in Directory.GetFiles(_version))
        {
            var right = File.ReadAllBytes(path);
            File.Delete(path);
            for (var i = 0; i < right.Length; i++)
            {
                var wrong = right.ToArray();
                wrong[i] ^= (byte)(1 << (i % 8));
                File.WriteAllBytes(path, wrong);
                Assert.True(_workspace.Snapshots.Verify("parts", 1).Count > 0, $"bit {i % 8} of byte {i} of {Path.GetFileName(path)}");
            }

            File.WriteAllBytes(path, right);
        }

        Assert.Empty(_workspace.Snapshots.Verify("parts", 1));
    }

    [Fact]
    public void Verify_ManifestForgedWithItsDigest_DoesNotFitTheLedger()
    {
        var path = Path.Combine(_version, "manifest.json");
        using var before = System.Text.Json.JsonDocument.Parse(File.ReadAllText(path).Replace("abc-xyz", "forged", StringComparison.Ordinal));
        var digest = Core.Governance.CanonicalJson.Digest(before.RootElement.GetProperty("content"));
        Change(_version, "abc-xyz", "forged");
        Change(_version, _workspace.Snapshots.Current("parts")!.Commit.ContentDigest, digest);

        Assert.Equal("SEG-PUB-006", Assert.Single(_workspace.Snapshots.Verify("parts", 1)).Code);
    }

    [Fact]
    public void Verify_WholeFolderGone_NamesManifestAndEveryFile()
    {
        Directory.Delete(_version, recursive: true);

        Assert.Equal(["SEG-PUB-006", "SEG-PUB-005", "SEG-PUB-005", "SEG-PUB-005"], _workspace.Snapshots.Verify("parts", 1).Select(p => p.Code));
    }

    [Fact]
    public void Verify_ReaderThatFails_IsAFinding()
    {
        var files = new FaultyFiles(Fault.FromThenOn);
        using var workspace = Workspace.Open(_folder, new ManualClock(), files);
        files.Arm(1);

        Assert.All(workspace.Snapshots.Verify("parts", 1), p => Assert.Contains("cannot be read", p.What, StringComparison.Ordinal));
    }

    private static void Overwrite(string folder, string name, string text)
    {
        File.Delete(Path.Combine(folder, name));
        File.WriteAllText(Path.Combine(folder, name), text);
    }

    private static void Change(string folder, string from, string to)
    {
        var text = File.ReadAllText(Path.Combine(folder, "manifest.json"));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Overwrite(folder, "manifest.json", text.Replace(from, to, StringComparison.Ordinal));
    }

    private static void Link(string folder, string name)
    {
        var aside = Path.Combine(folder, "..", name + ".aside");
        File.Move(Path.Combine(folder, name), aside);
        File.CreateSymbolicLink(Path.Combine(folder, name), aside);
    }
}
