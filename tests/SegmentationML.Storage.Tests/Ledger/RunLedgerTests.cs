using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public abstract class RunLedgerTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 30, 15, TimeSpan.Zero);
    private readonly TestFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly string? _ledger;
    private Workspace _workspace;

    protected RunLedgerTests(string? ledger)
    {
        _ledger = ledger;
        _workspace = Workspace.Open(_folder, _clock, ledger);
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Begin_FirstRun_HasIdFromTheClockAndACounter()
    {
        using var lease = _workspace.Begin();

        Assert.Equal(
            new RunRecord("20261122T093015Z-1", "parts", RunState.Running, 1, Start, null, $"{Environment.MachineName} process {Environment.ProcessId}", null, null),
            lease.Run);
        Assert.Equal(1, lease.FencingToken);
        Assert.Equal(lease.Run, Assert.Single(_workspace.Ledger.Runs("parts", 10)));
    }

    [Fact]
    public void Begin_TwoPipelinesInOneSecond_HaveDifferentIdsAndDoNotWaitForEachOther()
    {
        using var one = _workspace.Begin(pipeline: "parts");
        using var two = _workspace.Begin(pipeline: "customers");

        Assert.Equal("20261122T093015Z-2", two.Run.Id);
        Assert.Equal(1, two.FencingToken);
    }

    [Fact]
    public void Begin_WhileAnotherHolds_IsRefusedWithTheHolderNamed()
    {
        using var first = _workspace.Begin();
        using var other = Workspace.Open(_folder, _clock, _ledger);

        var problem = Assert.Single(Assert.Throws<ProblemException>(() => other.Begin()).Problems);

        Assert.Equal("SEG-LEDG-001", problem.Code);
        Assert.Contains($"{Environment.MachineName} process {Environment.ProcessId} since 2026-11-22T09:30:15.000Z (run 20261122T093015Z-1)", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Begin_WithWaitingTime_GoesOnWhenTheOtherEnds()
    {
        var first = _workspace.Begin();
        var second = Task.Run(() => _workspace.Ledger.Begin(new RunRequest("parts", "r1"), TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken));
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);

        first.Ended(RunState.Published, null, null);
        first.Dispose();

        using var lease = await second;
        Assert.Equal(2, lease.FencingToken);
        Assert.Equal("20261122T093015Z-2", lease.Run.Id);
    }

    [Fact]
    public async Task AskToCancel_FromAnywhere_ReachesWhoRunsIt_AlsoWhoGoesOnWithIt()
    {
        var first = _workspace.Begin();
        var run = first.Run.Id;
        using (var other = Workspace.Open(_folder, _clock, _ledger))
        {
            Assert.True(other.Ledger.AskToCancel(run, "anna"));
            Assert.True(other.Ledger.AskToCancel(run, "ben")); // One wish is enough.
            Assert.False(other.Ledger.AskToCancel("none", "anna"));
        }

        await HearAsync(first);
        first.Dispose(); // Its process died before it could heed the wish.
        Assert.False(_workspace.Ledger.AskToCancel(run, "anna"));

        using (var second = _workspace.Ledger.Begin(new RunRequest("parts", "r1") { Resume = run }, TimeSpan.Zero, TestContext.Current.CancellationToken))
        {
            await HearAsync(second);
            second.Ended(RunState.Cancelled, null, null);
        }

        Assert.Single(Asked());
        using var third = _workspace.Begin(); // A person asked for it anew.
        Assert.Equal(run, third.Run.Id);
        Assert.True(_workspace.Ledger.AskToCancel(run, "carla"));
        Assert.Equal(["anna", "carla"], Asked());

        IEnumerable<string> Asked() => _workspace.Audit.Find(new AuditFilter { Kind = "run.cancel-asked" }).Select(e => e.Actor);

        static async Task HearAsync(IRunLease lease)
        {
            var heard = new TaskCompletionSource();
            await using var listening = lease.CancelAsked.Register(heard.SetResult);
            await heard.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Begin_CancelledWhileWaiting_Throws()
    {
        using var first = _workspace.Begin();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(150));

        Assert.ThrowsAny<OperationCanceledException>(() => _workspace.Ledger.Begin(new RunRequest("parts", "r1"), Timeout.InfiniteTimeSpan, cancellation.Token));
    }

    [Theory]
    [InlineData(RunState.Failed)]
    [InlineData(RunState.Cancelled)]
    public void Begin_AfterACutOffRunThatAskedForTheSame_GoesOnWithIt(RunState end)
    {
        using (var first = _workspace.Begin())
        {
            first.Ended(end, null, "SEG-XXX-001: why");
        }

        _clock.Now += TimeSpan.FromHours(1);
        using var lease = _workspace.Begin();

        Assert.Equal(("20261122T093015Z-1", 2, Start), (lease.Run.Id, lease.Run.Attempt, lease.Run.Started));
        Assert.Equal((RunState.Running, null, null), (lease.Run.State, lease.Run.Ended, lease.Run.Problem));
        Assert.Single(_workspace.Ledger.Runs("parts", 10));
    }

    [Theory]
    [InlineData(RunState.Published)]
    [InlineData(RunState.Unchanged)]
    [InlineData(RunState.Blocked)]
    public void Begin_AfterARunThatCameToItsEnd_IsANewRun(RunState end)
    {
        using (var first = _workspace.Begin())
        {
            first.Ended(end, null, null);
        }

        using var lease = _workspace.Begin();

        Assert.Equal(("20261122T093015Z-2", 1), (lease.Run.Id, lease.Run.Attempt));
    }

    [Fact]
    public void Begin_AfterACutOffRunThatAskedForSomethingElse_IsANewRun()
    {
        using (var first = _workspace.Begin("r1"))
        {
            first.Ended(RunState.Failed, null, "why");
        }

        using var lease = _workspace.Begin("r2");

        Assert.Equal(("20261122T093015Z-2", 1), (lease.Run.Id, lease.Run.Attempt));
        Assert.Equal([RunState.Running, RunState.Failed], _workspace.Ledger.Runs("parts", 10).Select(r => r.State));
    }

    [Fact]
    public void Begin_AfterTheClockWentBack_StillListsTheNewestFirst()
    {
        using (var first = _workspace.Begin())
        {
            first.Ended(RunState.Published, null, null);
        }

        _clock.Now -= TimeSpan.FromDays(1);
        using var lease = _workspace.Begin();

        Assert.Equal(["20261121T093015Z-1", "20261122T093015Z-1"], _workspace.Ledger.Runs(null, 10).Select(r => r.Id));
    }

    [Fact]
    public void Dispose_WithoutEnd_LeavesAnInterruptedRun()
    {
        _workspace.Begin().Dispose();

        Assert.Equal(RunState.Interrupted, Assert.Single(_workspace.Ledger.Runs("parts", 1)).State);
        using var lease = _workspace.Begin();
        Assert.Equal(2, lease.Run.Attempt);
    }

    [Fact]
    public void Begin_AfterKill_InterruptsTheDeadRunAtItsLastSignOfLifeAndResumesIt()
    {
        using var child = new ChildProcess("hold", _folder, _ledger ?? "");
        var id = child.ReadLine();
        var refused = Assert.Throws<ProblemException>(() => _workspace.Begin()).Problems[0];
        Assert.Equal(RunState.Running, _workspace.Ledger.Runs("parts", 1)[0].State);

        child.Kill();

        Assert.Contains($"process {child.Id}", refused.What, StringComparison.Ordinal);
        // A server learns of the death of a process when it next looks at its connection.
        Assert.True(SpinWait.SpinUntil(() => _workspace.Ledger.Runs("parts", 1)[0].State == RunState.Interrupted, TimeSpan.FromMinutes(2)));
        using var lease = _workspace.Begin();
        Assert.Equal((id, 2), (lease.Run.Id, lease.Run.Attempt));
        Assert.Equal((StepState.Failed, "cut off"), _workspace.Ledger.Steps(id!).Select(s => (s.State, s.Summary)).Single());
    }

    [Fact]
    public void Steps_OfARun_AreInOrderOfTheFlowWithTheNewestAttemptsNote()
    {
        using (var first = _workspace.Begin())
        {
            first.StepStarted(StepName.Contract, "c1");
            _clock.Now += TimeSpan.FromSeconds(2);
            first.StepEnded(StepName.Contract, "c1", StepState.Failed, 0, "no");
            first.StepEnded(StepName.Ingest, "i1", StepState.Done, 541_909, "541,909 lines from 1 file");
            first.Ended(RunState.Failed, null, "why");
        }

        using var second = _workspace.Begin();
        second.StepEnded(StepName.Ingest, "i1", StepState.Skipped, 541_909, "as before");

        Assert.Equal(
            [
                new StepRecord(StepName.Ingest, StepState.Skipped, "i1", _clock.Now, _clock.Now, 541_909, "as before"),
                new StepRecord(StepName.Contract, StepState.Failed, "c1", Start, _clock.Now, 0, "no"),
            ],
            _workspace.Ledger.Steps(second.Run.Id));
    }

    [Fact]
    public void Ended_Run_IsReadBackAfterReopening()
    {
        using (var lease = _workspace.Begin())
        {
            _clock.Now += TimeSpan.FromMinutes(3);
            lease.Ended(RunState.Blocked, null, "SEG-CONT-001: 3 rows without a key.");
            Assert.Throws<InvalidOperationException>(() => lease.Ended(RunState.Failed, null, null));
        }

        _workspace.Dispose();
        _workspace = Workspace.Open(_folder, _clock, _ledger);

        var run = Assert.Single(_workspace.Ledger.Runs(null, 1));
        Assert.Equal((RunState.Blocked, Start.AddMinutes(3), "SEG-CONT-001: 3 rows without a key."), (run.State, run.Ended, run.Problem));
    }

    [Fact]
    public void Notes_OfALeaseWhoseLockWasLostAndTakenOver_AreRefused()
    {
        using var paused = _workspace.Begin();
        LoseLock();
        using var next = _workspace.Begin();

        var problem = Assert.Throws<ProblemException>(() => paused.StepStarted(StepName.Ingest, "i1")).Problems[0];

        Assert.Equal("SEG-LEDG-011", problem.Code);
        Assert.Throws<ProblemException>(() => paused.Ended(RunState.Published, null, null));
        paused.Dispose();
        Assert.Equal(RunState.Running, _workspace.Ledger.Runs("parts", 1)[0].State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("Parts")]
    [InlineData("-a")]
    [InlineData("a.b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    [InlineData("%2e%2e")]
    [InlineData("con")]
    [InlineData("lpt1")]
    [InlineData("ümlaut")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123456789")]
    public void Begin_WithABadName_IsRefusedAndLeavesNothing(string name)
    {
        var problem = Assert.Throws<ProblemException>(() => _workspace.Begin(pipeline: name)).Problems[0];

        Assert.Equal("SEG-LEDG-002", problem.Code);
        Assert.Empty(Directory.GetFiles(_folder["locks"]));
        Assert.Empty(_workspace.Ledger.Runs(null, 1));
    }

    [Fact]
    public void Steps_OfAnUnknownRun_IsAProblem()
        => Assert.Equal("SEG-LEDG-012", Assert.Throws<ProblemException>(() => _workspace.Ledger.Steps("nope")).Problems[0].Code);

    /// <summary>Takes the lock of the run that is under way away from it.</summary>
    private protected virtual void LoseLock() => File.Delete(_folder["locks", "parts.lock"]);
}
