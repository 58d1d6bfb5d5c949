using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Lineage;
using SegmentationML.Storage.Tests.Registry.Mlflow;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Lineage;

/// <summary>OpenLineage events of runs: one START and one end for each attempt, valid by the specification, in a file or at an address, once.</summary>
public sealed class LineageTests : IDisposable
{
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly ManualClock _clock = new();
    private readonly Workspace _workspace;

    public LineageTests() => _workspace = Workspace.Open(_folder, _clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string EventFile => _folder["events", "lineage.jsonl"];

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Replay_PublishedRun_GivesAStartAndACompleteWithAllFacets()
    {
        Run();
        await ReplayAsync();

        var (start, complete) = (Events()[0], Events()[1]);
        Assert.Equal(("START", "2026-11-22T09:30:15.000Z"), ((string)start["eventType"]!, (string)start["eventTime"]!));
        Assert.Equal(("COMPLETE", "2026-11-22T09:31:15.000Z"), ((string)complete["eventType"]!, (string)complete["eventTime"]!));
        Assert.Equal((string)start["run"]!["runId"]!, (string)complete["run"]!["runId"]!);
        Assert.Equal(("plant", "parts"), ((string)complete["job"]!["namespace"]!, (string)complete["job"]!["name"]!));
        var input = complete["inputs"]!.AsArray().Single()!;
        Assert.Equal(("file", "lines.csv", $"sha256:{new string('a', 64)}"), ((string)input["namespace"]!, (string)input["name"]!, (string)input["facets"]!["version"]!["datasetVersion"]!));
        Assert.Equal(("contract order-lines 1.0.0: pass", true), ((string)input["inputFacets"]!["dataQualityAssertions"]!["assertions"]![0]!["assertion"]!, (bool)input["inputFacets"]!["dataQualityAssertions"]!["assertions"]![0]!["success"]!));
        var output = complete["outputs"]!.AsArray().Single()!;
        Assert.Equal(("plant", "parts.assignments", "1"), ((string)output["namespace"]!, (string)output["name"]!, (string)output["facets"]!["version"]!["datasetVersion"]!));
        Assert.Equal(("product", "VARCHAR"), ((string)output["facets"]!["schema"]!["fields"]![0]!["name"]!, (string)output["facets"]!["schema"]!["fields"]![0]!["type"]!));
        var origin = output["facets"]!["columnLineage"]!["fields"]!["product"]!["inputFields"]![0]!;
        Assert.Equal(("file", "lines.csv", "sku", "IDENTITY"), ((string)origin["namespace"]!, (string)origin["name"]!, (string)origin["field"]!, (string)origin["transformations"]![0]!["subtype"]!));
        // One file, assignments.parquet, of the three letters "one".
        Assert.Equal((1, 3, 1), ((int)output["outputFacets"]!["outputStatistics"]!["rowCount"]!, (int)output["outputFacets"]!["outputStatistics"]!["size"]!, (int)output["outputFacets"]!["outputStatistics"]!["fileCount"]!));
        Assert.All(Events(), e => Assert.Empty(OpenLineageRules.Check(e)));
    }

    [Theory]
    [InlineData(RunState.Unchanged, "COMPLETE")]
    [InlineData(RunState.Blocked, "FAIL")]
    [InlineData(RunState.Failed, "FAIL")]
    [InlineData(RunState.Cancelled, "ABORT")]
    public async Task Replay_RunThatEndedOtherwise_SaysHow(RunState state, string type)
    {
        using (var lease = Begin())
        {
            lease.Ended(state, null, state is RunState.Failed or RunState.Blocked ? "SEG-XXX-001: why" : null);
        }

        await ReplayAsync();

        var end = Events()[1];
        Assert.Equal(type, (string)end["eventType"]!);
        Assert.Equal(type == "FAIL" ? "SEG-XXX-001: why" : null, (string?)end["run"]!["facets"]!["errorMessage"]?["message"]);
        Assert.Empty(OpenLineageRules.Check(end));
    }

    [Fact]
    public async Task Replay_AfterAKilledAttempt_HasAnAbortForItAndAnotherRunForTheNext()
    {
        using (var child = new ChildProcess("hold", _folder, "", Target(file: true)))
        {
            child.ReadLine();
            child.Kill();
        }

        using (var lease = Begin())
        {
            Assert.Equal(2, lease.Run.Attempt);
            lease.Ended(RunState.Failed, null, "why");
        }

        await ReplayAsync();

        Assert.Equal(["START", "ABORT", "START", "FAIL"], Events().Select(e => (string)e["eventType"]!));
        Assert.Equal([0, 0, 1, 1], Events().Select(e => Events().Select(o => (string)o["run"]!["runId"]!).Distinct().ToList().IndexOf((string)e["run"]!["runId"]!)));
        Assert.All(Events(), e => Assert.Empty(OpenLineageRules.Check(e)));
    }

    [Fact]
    public async Task Replay_KilledBetweenDeliveryAndNote_WritesEachEventOnce()
    {
        Run();
        for (var kills = 0; kills < 3; kills++)
        {
            _workspace.Outbox.Faults = () => throw new InvalidOperationException("killed");
            await Assert.ThrowsAsync<InvalidOperationException>(() => _workspace.Outbox.ReplayAsync(again: false, Cancellation));
            _workspace.Outbox.Faults = null;
        }

        await ReplayAsync();

        Assert.Equal(["START", "COMPLETE"], Events().Select(e => (string)e["eventType"]!));
    }

    [Fact]
    public void Append_AfterAHalfLine_TakesItBack()
    {
        LineageFile.Append(_folder["a", "x.jsonl"], "{\"a\":1}");
        File.AppendAllText(_folder["a", "x.jsonl"], "{\"half");

        LineageFile.Append(_folder["a", "x.jsonl"], "{\"b\":2}");
        LineageFile.Append(_folder["a", "x.jsonl"], "{\"b\":2}");

        Assert.Equal("{\"a\":1}\n{\"b\":2}\n", File.ReadAllText(_folder["a", "x.jsonl"]));
    }

    [Fact]
    public async Task Replay_FileThatCannotBeWritten_LeavesTheEventsWaiting()
    {
        File.WriteAllText(_folder["events"], "a file where the folder should be");
        Run();

        var replay = await _workspace.Outbox.ReplayAsync(again: false, Cancellation);

        Assert.Equal((0, 0, 2L), (replay.Delivered, replay.Refused, replay.Waiting));
        Assert.Single(replay.Problems);
    }

    [Theory]
    [InlineData("down", "cannot be reached")]
    [InlineData("redirect", "answered 301")]
    [InlineData("silent", "did not answer within")]
    [InlineData("garbage", "broke off")]
    [InlineData("login", "answered 401")]
    [InlineData("error", "answered 503")]
    public async Task Replay_BadAddress_LeavesTheEventsWaitingWithTheReason(string kind, string reason)
    {
        using var server = new BadServer(kind);
        using (var lease = Begin(Target(file: false, server.Address)))
        {
            lease.Ended(RunState.Failed, null, "why");
        }

        var outbox = new Outbox(_workspace.Database, _workspace.Locks, _clock, [new LineageReceiver(_workspace.Database, _workspace.Snapshots, _folder, BadServer.NeverAnswers(kind) ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(5))]);
        var replay = await outbox.ReplayAsync(again: false, Cancellation);

        Assert.Equal((0, 0, 2L), (replay.Delivered, replay.Refused, replay.Waiting));
        Assert.Contains(reason, Assert.Single(replay.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_ToAnAddress_PostsTheSameEventsAsTheFileGets()
    {
        // Answers 200 to everything: what it does not read, it is not asked for.
        using var server = new BadServer("html");
        using (var lease = Begin(Target(file: false, server.Address)))
        {
            lease.Ended(RunState.Unchanged, null, null);
        }

        await ReplayAsync();

        Assert.Equal(2, server.Requests);
    }

    private static string Target(bool file, Uri? url = null)
    {
        var options = new LineageOptions { File = file ? "events/lineage.jsonl" : null, Url = url?.AbsoluteUri, Namespace = "plant", TokenEnv = "SEGML_TEST_NO_TOKEN" };
        return JsonSerializer.Serialize(
            new LineageTarget(options, [new ColumnOrigin("product", "order_lines", "sku", true)], new Dictionary<string, string> { ["order_lines"] = "order_lines" }), StepKey.Json);
    }

    private IRunLease Begin(string? target = null)
        => _workspace.Ledger.Begin(new RunRequest(Publishing.Pipeline, "r1") { Followers = [new RunFollower(LineageReceiver.Topic, "abc-xyz", target ?? Target(file: true))] }, TimeSpan.Zero, CancellationToken.None);

    private void Run()
    {
        using var lease = Begin();
        var version = _workspace.Publish(lease, "one")!.Commit.Version;
        _clock.Now += TimeSpan.FromMinutes(1);
        lease.Ended(RunState.Published, version, null);
    }

    private async Task ReplayAsync()
    {
        var replay = await _workspace.Outbox.ReplayAsync(again: false, Cancellation);
        Assert.Empty(replay.Problems);
        Assert.Equal(0, replay.Waiting);
    }

    private JsonNode[] Events() => [.. File.ReadAllLines(EventFile).Select(line => JsonNode.Parse(line)!)];
}
