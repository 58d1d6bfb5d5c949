using SegmentationML.Core;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public abstract class AuditTests : IDisposable
{
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly ManualClock _clock = new();
    private readonly Workspace _workspace;

    protected AuditTests(string? ledger) => _workspace = Workspace.Open(_folder, _clock, ledger);

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Run_ThatPublishes_LeavesItsEntriesInOrder()
    {
        using (var lease = _workspace.Ledger.Begin(new RunRequest("parts", "r1") { Actor = "maria" }, TimeSpan.Zero, TestContext.Current.CancellationToken))
        {
            var snapshot = _workspace.Publish(lease, "one");
            lease.Ended(RunState.Published, snapshot!.Commit.Version, null);
        }

        var entries = _workspace.Audit.Find(new AuditFilter());
        Assert.Equal(["run.started", "version.published", "run.ended"], entries.Select(e => e.Kind));
        Assert.All(entries, e => Assert.Equal("maria", e.Actor));
        Assert.Equal("1", entries[1].ReadFacts()["now.live"]);
        Assert.Equal("published", entries[2].ReadFacts()["now.state"]);
        Assert.Empty(_workspace.Audit.Verify().Findings);
    }

    [Fact]
    public void Verify_AfterEveryKindOfChange_ReplaysToTheState()
    {
        _workspace.Publish("one");
        _workspace.Publish("two");
        _workspace.Publish("two", unlessSame: true);
        _workspace.Begin().Dispose();
        using (var lease = _workspace.Begin(pipeline: "lanes"))
        {
            lease.Ended(RunState.Failed, null, "SEG-ING-001: no file. Give one.");
        }

        var verdict = _workspace.Audit.Verify();
        Assert.Empty(verdict.Findings);
        Assert.Equal(1 + 2 + 5, verdict.States);
        Assert.Equal("SEG-ING-001", _workspace.Audit.Find(new AuditFilter { Kind = "run.ended" })[^1].ReadFacts()["problem"]);
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'eve' WHERE sequence = 3", "SEG-AUD-002", "Entry 3 ")]
    [InlineData("UPDATE audit SET facts = '{}' WHERE sequence = 2", "SEG-AUD-002", "Entry 2 ")]
    [InlineData("DELETE FROM audit WHERE sequence = 2", "SEG-AUD-003", "Entry 2 is missing")]
    [InlineData("DELETE FROM audit WHERE sequence > 4", "SEG-AUD-003", "Entries 5 to 6 are missing")]
    [InlineData("UPDATE audit SET sequence = -1 WHERE sequence = 2; UPDATE audit SET sequence = 2 WHERE sequence = 3; UPDATE audit SET sequence = 3 WHERE sequence = -1", "SEG-AUD-002", "Entry 2 ")]
    [InlineData("UPDATE pipelines SET current_version = 1", "SEG-AUD-007", "version parts, live: the chain says '2', the ledger '1'")]
    [InlineData("UPDATE versions SET content_digest = 'f00d' WHERE version = 1", "SEG-AUD-007", "version parts, 1: ")]
    [InlineData("DELETE FROM versions WHERE version = 1", "SEG-AUD-007", "version parts, 1: ")]
    [InlineData("UPDATE runs SET state = 'failed' WHERE sequence = 1", "SEG-AUD-007", "run 20261122T093015Z-1, state: ")]
    public void Verify_LedgerChangedByHand_IsFoundAndLocated(string sql, string code, string what)
    {
        _workspace.Publish("one");
        _workspace.Publish("two");
        _workspace.Database.Write(connection => connection.Execute(sql));

        Assert.Contains(_workspace.Audit.Verify().Findings, p => p.Code == code && p.What.StartsWith(what, StringComparison.Ordinal));
    }

    [Fact]
    public void Verify_EndCutOffWithTheNoteOfIt_IsFoundByStateAndByAnchor()
    {
        _workspace.Publish("one");
        var head = _workspace.Audit.Verify().Head;
        _workspace.Publish("two");
        var later = _workspace.Audit.Verify(head);
        Assert.Empty(later.Findings);

        _workspace.Database.Write(connection =>
        {
            connection.Execute("DELETE FROM audit WHERE sequence > 3");
            connection.Execute("UPDATE audit_head SET sequence = 3, hash = @hash", ("hash", head));
        });

        Assert.Contains(_workspace.Audit.Verify().Findings, p => p.Code == "SEG-AUD-007");
        Assert.Contains(_workspace.Audit.Verify(later.Head).Findings, p => p.Code == "SEG-AUD-006");
    }

    [Fact]
    public void Append_WhenTheChangeFails_LeavesNoEntry()
    {
        Assert.Throws<InvalidOperationException>(() => _workspace.Database.Write(connection =>
        {
            AuditRows.Append(connection, AuditEvent.Of("version.tagged", "parts", "maria"), _clock.Now);
            throw new InvalidOperationException();
        }));

        Assert.Equal(0, _workspace.Audit.Verify().Entries);
    }

    [Fact]
    public void Append_EventThatBreaksItsRules_UndoesTheChange()
    {
        Assert.Throws<ProblemException>(() => _workspace.Database.Write(connection =>
        {
            connection.Execute("INSERT INTO pipelines (name) VALUES ('parts')");
            AuditRows.Append(connection, AuditEvent.Of("version.tagged", "parts", "ma\u202Eria"), _clock.Now);
        }));

        Assert.Null(_workspace.Database.Read(connection => connection.Text("SELECT name FROM pipelines")));
    }

    [Fact]
    public void Find_Filter_GivesTheNewestThatFit()
    {
        _workspace.Publish("one");
        _clock.Now = _clock.Now.AddDays(2);
        _workspace.Publish("two", pipeline: "lanes");

        Assert.Equal(2, _workspace.Audit.Find(new AuditFilter { Kind = "version" }).Count);
        Assert.Equal("lanes", Assert.Single(_workspace.Audit.Find(new AuditFilter { Kind = "version.published", From = new DateOnly(2026, 11, 23) })).Subject);
        Assert.Equal("parts", Assert.Single(_workspace.Audit.Find(new AuditFilter { Subject = "parts", To = new DateOnly(2026, 11, 23) })).Subject);
        Assert.Equal([5, 6], _workspace.Audit.Find(new AuditFilter { Limit = 2 }).Select(e => e.Sequence));
        Assert.Empty(_workspace.Audit.Find(new AuditFilter { Actor = "' OR 1=1 --" }));
        Assert.Empty(_workspace.Audit.Find(new AuditFilter { Kind = "vers" }));
        Assert.Throws<ProblemException>(() => _workspace.Audit.Find(new AuditFilter { Limit = 0 }));
    }

    [Fact]
    public void Export_OfTheChain_VerifiesByItself()
    {
        _workspace.Publish("one");
        var lines = new List<string>();
        var (entries, head) = _workspace.Audit.Export(lines.Add);

        var verifier = new AuditVerifier(head);
        foreach (var line in lines)
        {
            verifier.Take(AuditLine.Read(line, 1));
        }

        Assert.Equal(3, entries);
        Assert.Empty(verifier.End());
    }
}
