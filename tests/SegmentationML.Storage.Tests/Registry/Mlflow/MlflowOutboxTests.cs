using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Registry.Mlflow;
using SegmentationML.Storage.Registry.Outbox;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Registry.Mlflow;

/// <summary>Runs and model versions reach a server that answers as MLflow 2.22 and 3.11 did, and, with MLFLOW_TRACKING_URI set, a live one: once, whatever happens on the way.</summary>
public sealed class MlflowOutboxTests : IDisposable
{
    private const string Live = "live";
    private static readonly string? LiveAddress = Environment.GetEnvironmentVariable("MLFLOW_TRACKING_URI") is { Length: > 0 } address ? address : null;
    private static readonly MlflowLimits Hurried = new() { Pause = TimeSpan.FromMilliseconds(5), Connect = TimeSpan.FromMinutes(5), Request = TimeSpan.FromMinutes(5) };
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly Workspace _workspace;
    private readonly string _model = $"model-{Guid.CreateVersion7():N}";
    private RecordedMlflow? _recorded;

    public MlflowOutboxTests() => _workspace = Workspace.Open(_folder, TimeProvider.System);

    public static TheoryData<string> Servers => LiveAddress is null ? ["mlflow-2.22", "mlflow-3.11"] : ["mlflow-2.22", "mlflow-3.11", Live];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _workspace.Dispose();
        _recorded?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Replay_RunWithAModelVersion_IsOnTheServerWithAllThatBelongsToIt(string server)
    {
        var address = Start(server);
        var run = RunOnce(address, double.NaN);

        var replay = await Outbox().ReplayAsync(again: false, Cancellation);

        Assert.Equal((4, 0, 0L), (replay.Delivered, replay.Refused, replay.Waiting));
        Assert.Empty(replay.Problems);
        using var http = new MlflowHttp(address, null, Hurried);
        var there = await FindRunAsync(http, run);
        Assert.Equal("FINISHED", MlflowAnswer.Required(there.GetProperty("info"), "status"));
        var data = there.GetProperty("data");
        Assert.Equal("published", MlflowAnswer.Tag(data, "segml_state"));
        Assert.Equal(_model, Parameter(data, "model"));
        Assert.Equal("8", Parameter(data, "model.k"));
        Assert.Equal("2011-12-10", Parameter(data, "as_of"));
        Assert.Equal("NaN", Metric(data, "model.ari"));
        Assert.Equal(0.25, double.Parse(Metric(data, "model.churn_p10")!));
        Assert.Equal(1.0, double.Parse(Metric(data, "rows.assignments")!));
        var champion = (await http.GetAsync("api/2.0/mlflow/registered-models/alias", [("name", _model), ("alias", "champion")], Cancellation)).GetProperty("model_version");
        Assert.Equal("abc", MlflowAnswer.Tag(champion, "data_digest"));
        Assert.Equal("yes", MlflowAnswer.Tag(champion, "approved"));
        Assert.Equal(MlflowAnswer.Required(there.GetProperty("info"), "run_id"), MlflowAnswer.Required(champion, "run_id"));
        Assert.EndsWith($"/models/{_model}/3", MlflowAnswer.Required(champion, "source"), StringComparison.Ordinal);
        if (_recorded is { } recorded)
        {
            Assert.Empty(recorded.Faults);
            var id = MlflowAnswer.Required(there.GetProperty("info"), "run_id");
            Assert.Equal([$"1/{id}/artifacts/models/{_model}/3/model.json", $"1/{id}/artifacts/version-1/manifest.json"], recorded.Artifacts.Keys.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Replay_KilledBetweenEachDeliveryAndItsNote_HasTheEffectOfOnce(string server)
    {
        var address = Start(server);
        var run = RunOnce(address);
        var outbox = Outbox();
        for (var kills = 0; kills < 4; kills++)
        {
            outbox.Faults = () => throw new InvalidOperationException("killed");
            await Assert.ThrowsAsync<InvalidOperationException>(() => outbox.ReplayAsync(again: false, Cancellation));
            outbox.Faults = null;
            await DeliverOneAsync(outbox);
        }

        Assert.Equal(0, (await outbox.ReplayAsync(again: false, Cancellation)).Waiting);
        using var http = new MlflowHttp(address, null, Hurried);
        await FindRunAsync(http, run);
        Assert.Single(MlflowAnswer.List(await http.GetAsync("api/2.0/mlflow/model-versions/search", [("filter", $"name='{_model}'"), ("max_results", "10")], Cancellation), "model_versions"));
    }

    [Theory]
    [InlineData("mlflow-2.22")]
    [InlineData("mlflow-3.11")]
    public async Task Replay_WithTheAnswerToEachRequestLost_EndsAsUndisturbed(string server)
    {
        var address = Start(server);
        RunOnce(address);
        var recorded = _recorded!;
        var losses = 0;
        for (var k = 1; ; k++)
        {
            recorded.LoseAnswer = k;
            Assert.Empty((await ReplayUntilDoneAsync()).Problems);
            var wasReached = recorded.LoseAnswer == 0;
            recorded.LoseAnswer = 0;
            Assert.Single(recorded.Runs);
            Assert.Equal("FINISHED", (string)recorded.Runs[0]["info"]!["status"]!);
            var version = Assert.Single(recorded.Models[_model]);
            Assert.Equal(version["version"]!.ToString(), recorded.Aliases[(_model, "champion")]);
            Assert.Empty(recorded.Faults);
            if (!wasReached)
            {
                break;
            }

            losses++;
            Forget(recorded);
        }

        Assert.True(losses >= 12, $"Only {losses} requests were reached.");
    }

    [Fact]
    public async Task Replay_ServerWhoseSearchIsBlind_StillFindsTheVersion()
    {
        RunOnce(Start("mlflow-2.22"));
        _recorded!.SearchIsBlind = true;
        var outbox = Outbox();
        outbox.Faults = () => throw new InvalidOperationException("killed");
        await Assert.ThrowsAsync<InvalidOperationException>(() => outbox.ReplayAsync(again: false, Cancellation));
        outbox.Faults = null;

        Assert.Equal(0, (await outbox.ReplayAsync(again: false, Cancellation)).Waiting);

        Assert.Single(_recorded.Models[_model]);
    }

    [Fact]
    public async Task Replay_ServerThatGivesNumbersForVersions_IsUnderstood()
    {
        RunOnce(Start("mlflow-3.11"));
        _recorded!.NumericVersions = true;

        Assert.Equal(0, (await Outbox().ReplayAsync(again: false, Cancellation)).Waiting);

        Assert.Equal(_recorded.Models[_model][0]["version"]!.ToString(), _recorded.Aliases[(_model, "champion")]);
    }

    [Fact]
    public async Task Replay_AliasThatTheServerReserves_IsRefusedAndTheRestGoesOn()
    {
        RunOnce(Start("mlflow-3.11"), alias: "latest");

        var replay = await Outbox().ReplayAsync(again: false, Cancellation);

        Assert.Equal((3, 1, 0L), (replay.Delivered, replay.Refused, replay.Waiting));
        Assert.Contains("reserved", Assert.Single(replay.Problems), StringComparison.Ordinal);
        Assert.Equal(OutboxState.Refused, Assert.Single(_workspace.Outbox.List(OutboxState.Refused, 10)).State);
        Assert.Equal((0, 1), ((await Outbox().ReplayAsync(again: true, Cancellation)).Delivered, (await Outbox().ReplayAsync(again: true, Cancellation)).Refused));
    }

    [Fact]
    public async Task Replay_BeforeAnybodyFollows_LeavesTheMessagesWaitingWithoutAProblem()
    {
        _workspace.Database.Write(c => new RegistryEvent(RegistryEventKind.VersionRegistered, _model, 1).Add(c, DateTimeOffset.UnixEpoch));

        var replay = await Outbox().ReplayAsync(again: false, Cancellation);

        Assert.Equal((0, 0, 1L), (replay.Delivered, replay.Refused, replay.Waiting));
        Assert.Empty(replay.Problems);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Try_ServerThatAnswers_HasNothingToSay(string server)
    {
        Assert.Null(await MlflowLogin.TryAsync(new MlflowOptions { TrackingUri = Start(server).AbsoluteUri }, TimeSpan.FromMinutes(1), Cancellation));
        Assert.Empty(_recorded?.Faults ?? []);
    }

    [Fact]
    public async Task Replay_WithToken_SendsItAndKeepsItOutOfTheLedger()
    {
        const string variable = "SEGML_TEST_MLFLOW_TOKEN";
        Environment.SetEnvironmentVariable(variable, "s3cret");
        try
        {
            RunOnce(Start("mlflow-3.11"), tokenEnv: variable);
            await Outbox().ReplayAsync(again: false, Cancellation);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }

        Assert.Equal(["Bearer s3cret"], _recorded!.Credentials);
        Assert.DoesNotContain("s3cret", string.Concat(_workspace.Outbox.List(null, 100)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfAKilledProcess_GoesOnWhereItStopped()
    {
        RunOnce(Start("mlflow-3.11"));
        _recorded!.Pause = TimeSpan.FromMilliseconds(30);
        for (var kill = 0; kill < 4; kill++)
        {
            using var child = new ChildProcess("deliver", _folder);
            Assert.Equal("ready", child.ReadLine());
            await Task.Delay(120 + (kill * 90), Cancellation);
            child.Kill();
        }

        _recorded.Pause = TimeSpan.Zero;
        Assert.Empty((await ReplayUntilDoneAsync()).Problems);

        Assert.Single(_recorded.Runs);
        Assert.Single(_recorded.Models[_model]);
        Assert.Empty(_recorded.Faults);
    }

    private static string? Parameter(JsonElement data, string key) => MlflowAnswer.List(data, "params").Where(p => MlflowAnswer.Text(p, "key") == key).Select(p => MlflowAnswer.Text(p, "value")).FirstOrDefault();

    private static string? Metric(JsonElement data, string key) => MlflowAnswer.List(data, "metrics").Where(p => MlflowAnswer.Text(p, "key") == key).Select(p => MlflowAnswer.Text(p, "value")).FirstOrDefault();

    private static async Task DeliverOneAsync(Outbox outbox)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        outbox.Faults = stop.Cancel;
        await outbox.ReplayAsync(again: false, stop.Token);
        outbox.Faults = null;
    }

    private static void Forget(RecordedMlflow recorded)
    {
        recorded.Runs.Clear();
        recorded.Models.Clear();
        recorded.Aliases.Clear();
        recorded.Experiments.Clear();
    }

    private Uri Start(string server)
    {
        if (server == Live)
        {
            return new Uri(LiveAddress!);
        }

        _recorded = new RecordedMlflow(server);
        return _recorded.Address;
    }

    private Outbox Outbox() => new(_workspace.Database, _workspace.Locks, TimeProvider.System, [new MlflowReceiver(_workspace.Database, _workspace.ModelsFolder, _workspace.Snapshots, Hurried)]);

    /// <summary>A run that publishes a version and registers version 3 of the model, with a tag and an alias; all of it tells MLflow.</summary>
    private RunRecord RunOnce(Uri address, double ari = 0.5, string alias = "champion", string tokenEnv = "SEGML_TEST_NO_TOKEN")
    {
        var target = new JsonObject { ["tracking_uri"] = address.AbsoluteUri, ["experiment"] = _model, ["token_env"] = tokenEnv };
        var request = new RunRequest(Publishing.Pipeline, "r1") { Followers = [new RunFollower("mlflow", _model, target.ToJsonString())] };
        using var lease = _workspace.Ledger.Begin(request, TimeSpan.Zero, CancellationToken.None);
        lease.StepStarted(StepName.Ingest, "i1");
        lease.StepEnded(StepName.Ingest, "i1", StepState.Done, 12, "12 rows");
        var version = _workspace.Publish(lease, "one")!.Commit.Version;
        var folder = Directory.CreateDirectory(Path.Combine(_workspace.ModelsFolder, _model, "0003")).FullName;
        File.WriteAllText(Path.Combine(folder, "model.json"), "{}");
        _workspace.Database.Write(c =>
        {
            new RegistryEvent(RegistryEventKind.VersionRegistered, _model, 3)
            {
                Description = "k-means", Pipeline = Publishing.Pipeline, Run = lease.Run.Id, Snapshot = version,
                Parameters = new Dictionary<string, string> { ["k"] = "8" },
                Metrics = new Dictionary<string, double> { ["ari"] = ari, ["churn%p10"] = 0.25 }.ToDictionary(m => m.Key.Replace('%', '_'), m => m.Value),
                Tags = new Dictionary<string, string> { ["data_digest"] = "abc" },
            }.Add(c, DateTimeOffset.UnixEpoch);
            new RegistryEvent(RegistryEventKind.VersionTagged, _model, 3) { Key = "approved", Value = "yes" }.Add(c, DateTimeOffset.UnixEpoch);
            new RegistryEvent(RegistryEventKind.AliasSet, _model, 3) { Alias = alias }.Add(c, DateTimeOffset.UnixEpoch);
        });
        lease.Ended(RunState.Published, version, null);
        return lease.Run;
    }

    private async Task<OutboxReplay> ReplayUntilDoneAsync()
    {
        if (_workspace.Outbox.List(OutboxState.Pending, 1).Count == 0)
        {
            _workspace.Database.Write(c => c.Execute("UPDATE outbox SET state = 'pending', settled = NULL, attempts = 0"));
        }

        for (var tries = 0; tries < 5; tries++)
        {
            var replay = await Outbox().ReplayAsync(again: false, Cancellation);
            if (replay.Waiting == 0)
            {
                return replay with { Problems = [] };
            }
        }

        throw new InvalidOperationException("Messages go on waiting.");
    }

    private async Task<JsonElement> FindRunAsync(MlflowHttp http, RunRecord run)
    {
        var experiment = await new MlflowServer(http, Hurried).ExperimentAsync(_model, Cancellation);
        var ledger = _workspace.Database.Read(FollowerRows.LedgerName);
        var answer = await http.SearchAsync(
            "api/2.0/mlflow/runs/search",
            new JsonObject { ["experiment_ids"] = new JsonArray(experiment), ["filter"] = $"tags.segml_run = '{run.Pipeline}/{run.Id}' and tags.segml_ledger = '{ledger}'", ["max_results"] = 10 },
            Cancellation);
        var found = Assert.Single(MlflowAnswer.List(answer, "runs"));
        return (await http.GetAsync("api/2.0/mlflow/runs/get", [("run_id", MlflowAnswer.Required(found.GetProperty("info"), "run_id"))], Cancellation)).GetProperty("run");
    }
}
