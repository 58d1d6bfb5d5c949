using System.Net.Http.Json;
using System.Text.Json;
using SegmentationML.Benchmarks.Kill;
using SegmentationML.Benchmarks.ServiceLoad;
using SegmentationML.Cli.Demo;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>Several workers over one snapshot folder and one ledger on a server: processes that are killed, paused and stopped in mid-run.</summary>
[Collection(CommandLine.Name)]
public sealed class WorkerTests(PostgresServer server) : IDisposable
{
    private const string Pipeline = "demo-products";
    private readonly TemporaryWorkspace _scratch = new();
    private readonly List<ServedWorkspace> _workers = [];
    private string[]? _sources;

    private static CancellationToken End => TestContext.Current.CancellationToken;

    private string Definitions => _scratch.Path("definitions");

    private string Shared => _scratch.Path("shared");

    private string[] Sources => _sources ??= DemoTests.Sources(DemoDataset.Generate(DemoSize.Small, 1, _scratch.Path("data"), cancellation: End).Folder);

    public void Dispose()
    {
        _workers.ForEach(w => w.Dispose());
        _scratch.Dispose();
    }

    [Fact]
    public async Task Workers_OneKilledAndOnePausedInMidRun_TheOthersFinishItOnceWithTheSameBytes()
    {
        var ledger = server.NewLedger() + "&lease_seconds=5";
        CopyDemo("");
        var undisturbed = await SegmlCall.RunAsync(["run", Path.Combine(Definitions, "pipelines", Pipeline), "--workspace", _scratch.Path("undisturbed"), .. Sources]);
        Assert.Equal(0, undisturbed.Code);
        var first = await WorkerAsync(ledger, null);
        var second = await WorkerAsync(ledger, first.Key);

        var run = await StartAsync(first);
        await UntilStepAsync(second, run, 1, "features");
        first.Kill();
        await UntilStepAsync(second, run, 2, "forecast"); // The second goes on with it,
        second.Signal("STOP"); // and is paused for longer than its lease.
        var third = await WorkerAsync(ledger, first.Key);
        var ended = await UntilAsync(third, run, r => r.GetProperty("state").GetString() == "published");
        Assert.Equal(3, ended.GetProperty("attempt").GetInt32());
        Assert.Equal(KillStudy.Digests(_scratch.Path("undisturbed"), Pipeline), KillStudy.Digests(Shared, Pipeline));

        second.Signal("CONT"); // It wakes, works on, and is refused.
        using var caller = second.Client();
        var events = await caller.GetStringAsync($"/api/v1/runs/{run}/events", End);
        Assert.Contains("SEG-LEDG-011", events, StringComparison.Ordinal);
        Assert.Equal("published", (await caller.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}", End)).GetProperty("state").GetString());
        Assert.Equal(1, (await caller.GetFromJsonAsync<JsonElement>($"/api/v1/pipelines/{Pipeline}/snapshots", End)).GetArrayLength());
        Assert.Equal(0, (await SegmlCall.RunAsync("audit", "verify", "--workspace", Shared, "--ledger", ledger)).Code);
        Assert.Equal(0, (await SegmlCall.RunAsync("snapshot", "verify", Pipeline, "--workspace", Shared, "--ledger", ledger)).Code);
    }

    [Fact]
    public async Task Cancel_AskedOfAnotherWorker_EndsTheRun_WhichItsWatchersSeeThere()
    {
        var ledger = server.NewLedger();
        CopyDemo("");
        var first = await WorkerAsync(ledger, null);
        var second = await WorkerAsync(ledger, first.Key);
        var run = await StartAsync(first);
        await UntilStepAsync(second, run, 1, "forecast"); // The longest step, which writes nothing into the ledger while it goes on.
        first.Signal("STOP"); // So that the run cannot come to its end before its worker has looked: it looks as soon as it wakes.
        using var caller = second.Client();
        var watched = caller.GetStringAsync($"/api/v1/runs/{run}/events", End);
        using var cancelled = await caller.PostAsync(new Uri($"/api/v1/runs/{run}/cancel", UriKind.Relative), null, End);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, cancelled.StatusCode);
        await Task.Delay(TimeSpan.FromSeconds(3), End);
        first.Signal("CONT");
        await UntilAsync(second, run, r => r.GetProperty("state").GetString() == "cancelled");
        var events = await watched;
        Assert.Contains("\"cancelled\"", events[events.IndexOf("event: ended", StringComparison.Ordinal)..], StringComparison.Ordinal);
        using var again = await caller.PostAsync(new Uri($"/api/v1/runs/{run}/cancel", UriKind.Relative), null, End);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("run.cancel-asked", (await SegmlCall.RunAsync("audit", "show", "--workspace", Shared, "--ledger", ledger)).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await SegmlCall.RunAsync("audit", "verify", "--workspace", Shared, "--ledger", ledger)).Code);
    }

    [Fact]
    public async Task Stop_InMidRun_LeavesARunThatTheNextServiceFinishes()
    {
        CopyDemo("");
        var first = await WorkerAsync(null, null);
        var run = await StartAsync(first);
        await UntilStepAsync(first, run, 1, "forecast");
        first.Signal("TERM");
        await first.WaitForExitAsync(End);
        Assert.Equal(0, first.ExitCode);
        var left = await SegmlCall.RunAsync("runs", "--json", "--workspace", Shared);
        Assert.Contains("interrupted", left.Out, StringComparison.Ordinal);

        var next = await WorkerAsync(null, first.Key);
        var ended = await UntilAsync(next, run, r => r.GetProperty("state").GetString() == "published");
        Assert.Equal(2, ended.GetProperty("attempt").GetInt32());
    }

    [Fact]
    public async Task Calendar_OfTwoWorkers_FiresOnOne()
    {
        var ledger = server.NewLedger();
        CopyDemo("schedule:\n  cron: \"0/4 * * * * ?\"\n  minimum_minutes: 600\n");
        var first = await WorkerAsync(ledger, null, withSources: false);
        var second = await WorkerAsync(ledger, first.Key, withSources: false);
        var due = Array.Empty<string>();
        for (var tries = 0; tries < 300 && due.Length < 3; tries++)
        {
            await Task.Delay(200, End);
            due = [.. (first.Log + second.Log).Split('\n').Where(line => line.Contains("was due (Calendar)", StringComparison.Ordinal))];
        }

        // The sources are not there, so that no run goes far. Of the times that came, one started a run and the others were refused by the minimum, each on one worker.
        Assert.True(due.Length >= 3, first.Log + second.Log);
        Assert.Single(due, line => line.Contains("started", StringComparison.Ordinal) && !line.Contains("must lie", StringComparison.Ordinal));
        Assert.Equal(due.Length, due.Select(line => line.Split(' ')[1]).Distinct(StringComparer.Ordinal).Count());
    }

    private async Task<ServedWorkspace> WorkerAsync(string? ledger, string? key, bool withSources = true)
    {
        string[] sources = withSources ? [.. Sources.Chunk(2).SelectMany(s => new[] { "--source", $"{Pipeline}:{s[1]}" })] : [];
        var worker = await ServedWorkspace.StartAsync(Definitions, key, ["--workspace", Shared, .. ledger is null ? Array.Empty<string>() : ["--ledger", ledger], .. sources]);
        _workers.Add(worker);
        return worker;
    }

    // Less to choose among: the runs need not be good, but be the same.
    private void CopyDemo(string more)
    {
        foreach (var part in new[] { $"pipelines/{Pipeline}", "models", "data-contracts" })
        {
            foreach (var file in Directory.GetFiles(Checkout.Path(part), "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(Definitions, Path.GetRelativePath(Checkout.Folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }
        }

        var pipeline = Path.Combine(Definitions, "pipelines", Pipeline, "pipeline.yaml");
        File.WriteAllText(pipeline, File.ReadAllText(pipeline).Replace("origins: 3", "origins: 1\n  effort: quick", StringComparison.Ordinal) + more);
    }

    private static async Task<string> StartAsync(ServedWorkspace worker)
    {
        using var caller = worker.Client();
        using var started = await caller.PostAsJsonAsync($"/api/v1/pipelines/{Pipeline}/runs", new { }, End);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, started.StatusCode);
        return (await started.Content.ReadFromJsonAsync<JsonElement>(End)).GetProperty("id").GetString()!;
    }

    private static Task UntilStepAsync(ServedWorkspace worker, string run, int attempt, string step)
        => UntilAsync(worker, run, r => r.GetProperty("state").GetString() == "running" && r.GetProperty("attempt").GetInt32() == attempt && r.GetProperty("steps").EnumerateArray().Any(s => s.GetProperty("step").GetString() == step));

    private static async Task<JsonElement> UntilAsync(ServedWorkspace worker, string run, Func<JsonElement, bool> when)
    {
        using var caller = worker.Client();
        for (var tries = 0; tries < 3000; tries++)
        {
            var seen = await caller.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}", End);
            if (when(seen))
            {
                return seen;
            }

            Assert.False(seen.GetProperty("state").GetString() is "failed" or "cancelled", $"{seen}\n{worker.Log}");
            await Task.Delay(30, End);
        }

        throw new Xunit.Sdk.XunitException($"Run {run} did not come so far.\n{worker.Log}");
    }
}
