using Npgsql;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Ledger.Postgres;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger.Postgres;

/// <summary>A workspace whose ledger is on a server: where it says so, what it refuses, and what it survives.</summary>
public sealed class PostgresWorkspaceTests : IDisposable
{
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly ManualClock _clock = new();
    private readonly PostgresServer _server;
    private readonly string _ledger;

    public PostgresWorkspaceTests(PostgresServer server)
    {
        _server = server;
        _ledger = server.NewLedger();
    }

    private PostgresAddress Address => PostgresAddress.Parse(_ledger, "a test");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NewWorkspace_KeepsTheAddressWithoutThePasswordAndNoFile()
    {
        Workspace.Open(_folder["w"], _clock, _ledger).Dispose();

        Assert.Equal($$"""{"format":2,"ledger":"{{Address}}"}""", File.ReadAllText(_folder["w", "workspace.json"]).Replace("\\u0026", "&", StringComparison.Ordinal));
        Assert.DoesNotContain("horse", File.ReadAllText(_folder["w", "workspace.json"]), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["w", "ledger.db"]));
    }

    [Fact]
    public void Open_WithoutPasswordAnywhere_IsAProblemThatNamesTheServer()
    {
        Workspace.Open(_folder["w"], _clock, _ledger).Dispose();

        var problem = Refused(null);

        Assert.Equal("SEG-LEDG-018", problem.Code);
        Assert.Contains(Address.ToString(), problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithAWrongPassword_IsRefusedWithoutShowingIt()
    {
        var problem = Refused(_ledger.Replace("correct%20horse", "battery%20staple", StringComparison.Ordinal));

        Assert.Equal("SEG-LEDG-018", problem.Code);
        Assert.DoesNotContain("staple", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/postgres?", "/nowhere?", "SEG-LEDG-018")]
    [InlineData("127.0.0.1", "no-such-host.invalid", "SEG-LEDG-016")]
    public void Open_OfNoSuchDatabaseOrHost_IsAProblem(string from, string to, string code)
        => Assert.Equal(code, Refused(_ledger.Replace(from, to, StringComparison.Ordinal)).Code);

    [Fact]
    public void Open_WithAnotherLedgerThanTheWorkspaces_IsRefused()
    {
        Workspace.Open(_folder["w"], _clock, _ledger).Dispose();
        Workspace.Open(_folder["file"], _clock).Dispose();

        Assert.Equal("SEG-LEDG-021", Refused(_server.NewLedger()).Code);
        Assert.Equal("SEG-LEDG-021", Refused(_ledger, "file").Code);
    }

    [Fact]
    public void Open_SchemaOfAnotherProgram_IsRefusedAndLeftAsItWas()
    {
        _server.Execute($"CREATE SCHEMA {Address.Schema}; CREATE TABLE {Address.Schema}.theirs (x int)");

        Assert.Equal("SEG-LEDG-020", Refused(_ledger).Code);
        Assert.Equal(1L, Count($"pg_class WHERE relnamespace = '{Address.Schema}'::regnamespace AND relkind = 'r'"));
    }

    [Fact]
    public void Open_RoleThatMayNotWrite_IsRefused()
    {
        _server.Execute($"CREATE ROLE reader_{Address.Schema} LOGIN PASSWORD 'x'");

        Assert.Equal("SEG-LEDG-006", Refused(_ledger.Replace("segml:correct%20horse", $"reader_{Address.Schema}:x", StringComparison.Ordinal)).Code);
    }

    [Fact]
    public void Open_LedgerOfANewerProgram_IsRefused()
    {
        Workspace.Open(_folder["w"], _clock, _ledger).Dispose();
        _server.Execute($"INSERT INTO {Address.Schema}.migrations VALUES (99, 'later', '')");

        Assert.Equal("SEG-LEDG-004", Refused(_ledger).Code);
    }

    [Fact]
    public void Open_ManyAtOnce_MakeOneLedger()
    {
        Parallel.For(0, 6, _ => Workspace.Open(_folder["w"], _clock, _ledger).Dispose());

        using var workspace = Workspace.Open(_folder["w"], _clock, _ledger);
        Assert.Equal(1, workspace.Publish("one")!.Commit.Version);
    }

    [Fact]
    public void Runs_OfTwoMachinesAtOnce_HaveDifferentNumbersWithoutGaps()
    {
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, machine =>
        {
            using var workspace = Workspace.Open(_folder["w"], _clock, _ledger);
            for (var n = 0; n < 5; n++)
            {
                using var lease = workspace.Ledger.Begin(new RunRequest("parts", "r1"), TimeSpan.FromMinutes(10));
                lease.Ended(RunState.Published, workspace.Publish(lease, $"{machine} {n}")!.Commit.Version, null);
            }
        });

        using var reader = Workspace.Open(_folder["w"], _clock, _ledger);
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), reader.Snapshots.List("parts").Select(v => v.Commit.Version));
        Assert.Equal(20, reader.Ledger.Runs("parts", 100).Count);
    }

    [Fact]
    public void LedgerLost_VersionsAreReadBackFromTheirManifests()
    {
        using (var workspace = Workspace.Open(_folder["w"], _clock, _ledger))
        {
            workspace.Publish("one");
        }

        _server.Execute($"DROP SCHEMA {Address.Schema} CASCADE");

        using var reopened = Workspace.Open(_folder["w"], _clock, _ledger);
        Assert.Equal("SEG-PUB-008", Assert.Single(reopened.Notices).Code);
        Assert.Equal("one", reopened.Read());
    }

    [Fact]
    public void Write_WhoseConnectionBreaksInTheMiddle_IsAProblemAndChangesNothing()
    {
        using var ledger = PostgresLedger.Open(Address, _clock);

        var e = Assert.Throws<ProblemException>(() => ledger.Write(c =>
        {
            c.Execute("INSERT INTO pipelines (name) VALUES ('parts')");
            EndSessions();
            c.Execute("INSERT INTO pipelines (name) VALUES ('customers')");
        }));

        Assert.Equal("SEG-LEDG-016", e.Problems[0].Code);
        Assert.Equal(0, ledger.Read(c => c.Integer("SELECT count(*) FROM pipelines")));
    }

    [Fact]
    public void Write_WhoseConnectionBreaksJustBeforeTheCommit_IsAProblemAndChangesNothing()
    {
        using var ledger = PostgresLedger.Open(Address, _clock);
        ledger.Faults = moment => EndSessionsAt(moment, "commit");

        var e = Assert.Throws<ProblemException>(() => ledger.Write(c => c.Execute("INSERT INTO pipelines (name) VALUES ('parts')")));

        Assert.Equal("SEG-LEDG-016", e.Problems[0].Code);
        ledger.Faults = null;
        Assert.Equal(0, ledger.Read(c => c.Integer("SELECT count(*) FROM pipelines")));
        ledger.Write(c => c.Execute("INSERT INTO pipelines (name) VALUES ('parts')"));
    }

    [Fact]
    public void Write_WhoseErrorWasSwallowed_IsNotTakenForDone()
    {
        using var ledger = PostgresLedger.Open(Address, _clock);

        var e = Assert.Throws<ProblemException>(() => ledger.Write(c =>
        {
            c.Execute("INSERT INTO pipelines (name) VALUES ('parts')");
            Assert.ThrowsAny<NpgsqlException>(() => c.Execute("INSERT INTO nowhere VALUES (1)"));
        }));

        Assert.Equal("SEG-LEDG-008", e.Problems[0].Code);
    }

    [Fact]
    public void Write_WhileAnotherMachineKeepsTheLedger_GivesUpInTime()
    {
        using var one = PostgresLedger.Open(Address, _clock);
        using var two = PostgresLedger.Open(Address, _clock);
        two.WaitForOthers = TimeSpan.FromSeconds(1);

        var e = one.Write(_ => Assert.Throws<ProblemException>(() => two.Write(c => c.Execute("INSERT INTO pipelines (name) VALUES ('parts')"))));

        Assert.Equal("SEG-LEDG-009", e.Problems[0].Code);
        two.WaitForOthers = TimeSpan.FromMinutes(10);
        two.Write(c => c.Execute("INSERT INTO pipelines (name) VALUES ('parts')"));
    }

    [Fact]
    public void Lease_OnceGivenBack_IsFreeAtOnce()
    {
        using var ledger = PostgresLedger.Open(Address, _clock);
        var locks = new PostgresLocks(Address, ledger);
        for (var n = 0; n < 20; n++)
        {
            var held = locks.TryAcquire("parts");
            Assert.NotNull(held);
            Assert.True(locks.IsHeld("parts"));
            Assert.Null(locks.TryAcquire("parts"));
            held.Dispose();
            Assert.False(locks.IsHeld("parts"));
        }
    }

    [Fact]
    public void Lease_AfterItsSessionWasCut_HoldsThePipelineAgainAtTheNextNote()
    {
        using var workspace = Workspace.Open(_folder["w"], _clock, _ledger);
        using var other = Workspace.Open(_folder["w"], _clock, _ledger);
        using var lease = workspace.Begin();
        EndSessions();

        lease.StepStarted(StepName.Ingest, "i1");

        Assert.Equal("SEG-LEDG-001", Assert.Throws<ProblemException>(() => other.Begin()).Problems[0].Code);
        workspace.Publish(lease, "one");
        lease.Ended(RunState.Published, 1, null);
    }

    private void EndSessions() => _server.Execute($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'segml {Address.Schema}'");

    private void EndSessionsAt(string moment, string at)
    {
        if (moment == at)
        {
            EndSessions();
        }
    }

    private long Count(string of)
    {
        using var connection = new NpgsqlConnection(_server.ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand($"SELECT count(*) FROM {of}", connection);
        return (long)command.ExecuteScalar()!;
    }

    private Problem Refused(string? ledger, string folder = "w")
        => Assert.Single(Assert.Throws<ProblemException>(() => Workspace.Open(_folder[folder], _clock, ledger)).Problems);
}
