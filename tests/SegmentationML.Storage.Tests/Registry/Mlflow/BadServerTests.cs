using System.Text.Json.Nodes;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Registry.Mlflow;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Registry.Mlflow;

/// <summary>A server that is down, slow, another one, or hostile: the workspace goes on, the message waits, the time is bounded and the reason is told without secrets.</summary>
public sealed class BadServerTests : IDisposable
{
    private const string Token = "SEGML_TEST_BAD_SERVER_TOKEN";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly TestFolder _folder = new(inMemory: true);

    public BadServerTests() => Environment.SetEnvironmentVariable(Token, "t0ken");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("down", "cannot be reached")]
    [InlineData("html", "something else than a JSON object")]
    [InlineData("redirect", "redirect")]
    [InlineData("half", "broke off")]
    [InlineData("silent", "within 1 seconds")]
    [InlineData("drip", "within 1 seconds")]
    [InlineData("endless", "longer than 1048576 bytes")]
    [InlineData("headers", "broke off")]
    [InlineData("garbage", "broke off")]
    [InlineData("login", "401")]
    [InlineData("deep", "something else than a JSON object")]
    [InlineData("error", "503")]
    [InlineData("types", "holds no experiment.experiment_id")]
    public async Task Replay_BadServer_LeavesTheMessageWaitingWithTheReason(string kind, string reason)
    {
        using var server = new BadServer(kind);
        using var workspace = Workspace.Open(_folder, TimeProvider.System);
        var target = new JsonObject { ["tracking_uri"] = server.Address.AbsoluteUri, ["token_env"] = Token }.ToJsonString();
        using (var lease = workspace.Ledger.Begin(new RunRequest("parts", "r1") { Followers = [new RunFollower("mlflow", "abc", target)] }, TimeSpan.Zero, CancellationToken.None))
        {
            workspace.Publish(lease, "one");
            lease.Ended(RunState.Published, 1, null);
        }

        var limits = new MlflowLimits { Connect = Patience, Request = BadServer.NeverAnswers(kind) ? TimeSpan.FromSeconds(1) : Patience, AnswerBytes = 1 << 20, Retries = 1, Pause = TimeSpan.FromMilliseconds(5) };
        var outbox = new Outbox(workspace.Database, workspace.Locks, TimeProvider.System, [new MlflowReceiver(workspace.Database, workspace.ModelsFolder, workspace.Snapshots, limits)]);
        var replay = await outbox.ReplayAsync(again: false, TestContext.Current.CancellationToken).WaitAsync(Patience + Patience, TestContext.Current.CancellationToken);

        Assert.Equal((0, 0), (replay.Delivered, replay.Refused));
        var problem = Assert.Single(replay.Problems);
        Assert.Contains(reason, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", problem, StringComparison.Ordinal);
        Assert.Equal(problem, workspace.Outbox.List(OutboxState.Pending, 10)[^1].Problem ?? workspace.Outbox.List(OutboxState.Pending, 10)[0].Problem);
        Assert.True(SpinWait.SpinUntil(() => kind == "down" || server.Requests > 0, Patience));
        Assert.InRange(server.Requests, kind == "down" ? 0 : 1, 4);
        Assert.Equal("one", workspace.Read());
    }

    [Theory]
    [InlineData("down", "cannot be reached")]
    [InlineData("html", "something else than a JSON object")]
    [InlineData("login", "401")]
    public async Task Try_BadServer_SaysWhatItDidInstead(string kind, string reason)
    {
        using var server = new BadServer(kind);
        var problem = await MlflowLogin.TryAsync(new MlflowOptions { TrackingUri = server.Address.AbsoluteUri, TokenEnv = Token }, Patience, TestContext.Current.CancellationToken);
        Assert.Contains(reason, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_TokenThatNoHeaderHolds_IsToldWithoutIt()
    {
        Environment.SetEnvironmentVariable(Token, "t0\nken");
        var problem = await MlflowLogin.TryAsync(new MlflowOptions { TrackingUri = "http://127.0.0.1:1", TokenEnv = Token }, Patience, TestContext.Current.CancellationToken);
        Assert.Equal($"The token in {Token} has characters that no header can hold.", problem);
    }

    [Fact]
    public async Task Replay_CancelledWhileTheServerIsSilent_EndsAtOnce()
    {
        using var server = new BadServer("silent");
        using var workspace = Workspace.Open(_folder, TimeProvider.System);
        var target = new JsonObject { ["tracking_uri"] = server.Address.AbsoluteUri }.ToJsonString();
        using (var lease = workspace.Ledger.Begin(new RunRequest("parts", "r1") { Followers = [new RunFollower("mlflow", "abc", target)] }, TimeSpan.Zero, CancellationToken.None))
        {
            lease.Ended(RunState.Failed, null, "why");
        }

        using var time = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var replay = await workspace.Outbox.ReplayAsync(again: false, time.Token);

        Assert.Equal("The time for it was over.", Assert.Single(replay.Problems));
        Assert.NotEqual(0, replay.Waiting);
    }
}
