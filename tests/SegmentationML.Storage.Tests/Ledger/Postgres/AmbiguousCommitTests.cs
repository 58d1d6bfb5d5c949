using SegmentationML.Core;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Ledger.Postgres;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger.Postgres;

/// <summary>The server commits, and its answer is lost.</summary>
public sealed class AmbiguousCommitTests : IDisposable
{
    private readonly PostgresAddress _direct;
    private readonly PostgresAddress _wired;
    private readonly LossyProxy _wire;

    public AmbiguousCommitTests(PostgresServer server)
    {
        var ledger = server.NewLedger();
        _direct = PostgresAddress.Parse(ledger, "a test");
        _wire = new LossyProxy(_direct.Port);
        _wired = PostgresAddress.Parse(ledger.Replace($":{_direct.Port}/", $":{_wire.Port}/", StringComparison.Ordinal), "a test");
    }

    public void Dispose() => _wire.Dispose();

    [Fact]
    public void Write_WhoseAnswerIsLost_AsksTheServerAndIsDoneOnce()
    {
        using var ledger = Open(TimeSpan.FromMinutes(10));
        LoseTheAnswerToTheCommit(ledger);

        ledger.Write(c => c.Execute("INSERT INTO pipelines (name) VALUES ('parts')"));

        Assert.Equal(1, ledger.Read(c => c.Integer("SELECT count(*) FROM pipelines")));
    }

    [Fact]
    public void Write_WhoseAnswerIsLostWithTheServer_IsUnknownAndFoundLater()
    {
        using var ledger = Open(TimeSpan.FromSeconds(1));
        _wire.DownAfterLoss = true;
        LoseTheAnswerToTheCommit(ledger);

        var e = Assert.Throws<ProblemException>(() => ledger.Write(c => c.Execute("INSERT INTO pipelines (name) VALUES ('parts')")));

        Assert.Equal("SEG-LEDG-014", e.Problems[0].Code);
        Assert.DoesNotContain("horse", e.ToString(), StringComparison.Ordinal);
        using var later = PostgresLedger.Open(_direct, new ManualClock());
        Assert.Equal(1, later.Read(c => c.Integer("SELECT count(*) FROM pipelines")));
    }

    private PostgresLedger Open(TimeSpan patience) => PostgresLedger.Open(_wired, new ManualClock(), LedgerMigration.All, patience);

    private void LoseTheAnswerToTheCommit(LedgerDatabase ledger)
        => ledger.Faults = moment =>
        {
            if (moment == "commit")
            {
                ledger.Faults = null;
                _wire.LoseNextAnswer = true;
            }
        };
}
