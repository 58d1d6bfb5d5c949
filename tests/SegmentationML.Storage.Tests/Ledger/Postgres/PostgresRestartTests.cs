using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger.Postgres;

/// <summary>The server goes down as in a loss of power, in the middle of a run.</summary>
public sealed class PostgresRestartTests : IDisposable
{
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly PostgresServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Restart_InMidRun_TheRunWaitsAndGoesOnAndStillHoldsItsPipeline()
    {
        var ledger = _server.NewLedger();
        using var workspace = Workspace.Open(_folder, TimeProvider.System, ledger);
        workspace.Publish("old");
        using var lease = workspace.Begin("r2");
        lease.StepStarted(StepName.Ingest, "i1");

        Task? note = null;
        _server.Restart(() => note = Task.Run(() => lease.StepEnded(StepName.Ingest, "i1", StepState.Done, 3, "3 rows"), TestContext.Current.CancellationToken));
        await note!;

        lease.StepStarted(StepName.Publish, "p1");
        using var other = Workspace.Open(_folder, TimeProvider.System, ledger);
        Assert.Equal("SEG-LEDG-001", Assert.Throws<ProblemException>(() => other.Begin()).Problems[0].Code);
        Assert.Equal(2, workspace.Publish(lease, "new")!.Commit.Version);
        lease.Ended(RunState.Published, 2, null);
        Assert.Equal("new", other.Read());
        Assert.Equal(StepState.Done, other.Ledger.Steps(lease.Run.Id)[0].State);
    }
}
