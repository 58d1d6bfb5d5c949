using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Ledger.Postgres;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

/// <summary>A ledger of every earlier release is brought up to date with what is in it, in a file and on a server.</summary>
public sealed class LedgerMigrationTests(PostgresServer server) : IDisposable
{
    private static readonly ManualClock Clock = new();
    private readonly TestFolder _folder = new(inMemory: true);

    public static TheoryData<long> Releases => [.. LedgerMigration.All.Select(m => m.Number)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NewLedger_IsItsOwnersAlone_AndSoAreItsLogAndIndex()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other rights.");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("segml-rights-").FullName;
        var path = Path.Combine(folder, "ledger.db");
        using (SqliteLedger.Open(path, TimeProvider.System))
        {
            var files = Directory.GetFiles(folder);
            Assert.Contains(path, files);
            foreach (var file in files)
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void All_AreNumberedWithoutGaps() => Assert.Equal(Enumerable.Range(1, LedgerMigration.All.Count).Select(n => (long)n), LedgerMigration.All.Select(m => m.Number));

    [Theory]
    [MemberData(nameof(Releases))]
    public void Open_FileOfAnEarlierRelease_KeepsItsRows(long release)
        => Check(migrations => SqliteLedger.Open(_folder["ledger.db"], Clock, migrations), release);

    [Theory]
    [MemberData(nameof(Releases))]
    public void Open_SchemaOfAnEarlierRelease_KeepsItsRows(long release)
    {
        var address = PostgresAddress.Parse(server.NewLedger(), "a test");
        Check(migrations => PostgresLedger.Open(address, Clock, migrations, PostgresLedger.Patience), release);
    }

    [Fact]
    public void Open_ChainFromBeforeItStatedKeys_StatesThoseThatAre()
    {
        using (var old = SqliteLedger.Open(_folder["ledger.db"], Clock, [.. LedgerMigration.All.TakeWhile(m => m.Known != "key")]))
        {
            old.Write(c =>
            {
                AuditRows.Append(c, Core.Governance.Audit.AuditEvent.Of("key.created", "k1", "ann"), Clock.Now);
                c.Execute("INSERT INTO api_keys (id, name, digest, scopes, created, created_by, revoked) VALUES ('k1', 'x', 'e', 'read', '2026-01-01T00:00:00.000Z', 'ann', '2026-01-02T00:00:00.000Z')");
            });
        }

        using var ledger = SqliteLedger.Open(_folder["ledger.db"], Clock, LedgerMigration.All);
        Assert.Equal(["key.created", "key.known"], new AuditLog(ledger).Find(new AuditFilter()).Select(e => e.Kind));
        Assert.Empty(new AuditLog(ledger).Verify().Findings);
    }

    private static void Check(Func<IReadOnlyList<LedgerMigration>, LedgerDatabase> open, long release)
    {
        using (var old = open([.. LedgerMigration.All.Where(m => m.Number <= release)]))
        {
            Assert.Equal(release, Applied(old));
            old.Write(c =>
            {
                c.Execute("INSERT INTO pipelines (name, fencing_token, last_version, current_version) VALUES ('parts', 7, 3, 2)");
                c.Execute("INSERT INTO runs (id, pipeline, request_digest, state, attempt, fencing_token, started, attempt_started, holder) VALUES ('r1', 'parts', 'd', 'published', 1, 7, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 'h')");
                c.Execute("INSERT INTO versions (pipeline, version, parent, run_id, time, content_digest, content, origin) VALUES ('parts', 2, 1, 'r1', '2026-01-01T00:00:00.000Z', 'd', '{}', 'published')");
            });
        }

        using var ledger = open(LedgerMigration.All);
        Assert.Equal(LedgerMigration.All[^1].Number, Applied(ledger));
        Assert.Equal(7, ledger.Read(c => c.Integer("SELECT fencing_token FROM pipelines WHERE name = 'parts'")));
        Assert.Equal("r1", ledger.Read(c => c.Text("SELECT run_id FROM versions WHERE pipeline = 'parts' AND version = 2")));
        Assert.Equal("published", ledger.Read(c => c.Text("SELECT state FROM runs WHERE id = 'r1'")));
        if (release < LedgerMigration.All[^1].Number)
        {
            Assert.Equal(["run.known", "version.known"], new AuditLog(ledger).Find(new AuditFilter()).Select(e => e.Kind));
            Assert.Empty(new AuditLog(ledger).Verify().Findings);
        }
    }

    private static long? Applied(LedgerDatabase ledger) => ledger.Read(c => c.Integer("SELECT max(number) FROM migrations"));
}
