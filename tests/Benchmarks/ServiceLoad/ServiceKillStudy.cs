using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using SegmentationML.Core.Numerics;
using SegmentationML.Service.Tests;

namespace SegmentationML.Benchmarks.ServiceLoad;

/// <summary>Kills a service under load, again and again: readers, keys, overrides and forced runs all at once; what was acknowledged must be there after each restart, and each run publish once.</summary>
/// <param name="log">Receives a line a kill.</param>
internal sealed class ServiceKillStudy(Action<string> log) : IDisposable
{
    private const int Readers = 8;
    private const string Pipeline = "shop";
    private readonly Shop _shop = new();
    private readonly List<string> _keys = [];
    private readonly List<long> _overrides = [];
    private readonly List<string> _runs = [];
    private readonly List<string> _faults = [];
    private string? _key;

    /// <summary>From the start of the process to its first answer that it is ready, of each restart.</summary>
    public List<TimeSpan> TimesToReady { get; } = [];

    /// <summary>Writes that were acknowledged.</summary>
    public int Acknowledged => _keys.Count + _overrides.Count + _runs.Count;

    /// <summary>Runs the study.</summary>
    /// <returns>What went wrong; empty when nothing did.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(int kills, ulong seed)
    {
        var random = new SplitMix64(seed);
        using (var first = await StartAsync())
        {
            await RunToEndAsync(first); // Something to read.
        }

        for (var kill = 1; kill <= kills; kill++)
        {
            using var service = await StartAsync();
            using var end = new CancellationTokenSource();
            var load = LoadAsync(service, kill, end.Token);
            await Task.Delay(TimeSpan.FromSeconds(0.3 + (1.7 * random.NextDouble())));
            service.Kill();
            await end.CancelAsync();
            await load;
            using var restarted = await StartAsync();
            await CheckAsync(restarted, kill);
            log($"{kill,3} of {kills}: ready after {TimesToReady[^1].TotalSeconds:F2} s, {Acknowledged} writes acknowledged so far, {_faults.Count} faults");
        }

        using var last = await StartAsync();
        await RunToEndAsync(last);
        await CheckAsync(last, kills);
        return _faults;
    }

    public void Dispose() => _shop.Dispose();

    private async Task<ServedWorkspace> StartAsync()
    {
        var since = Stopwatch.GetTimestamp();
        var service = await ServedWorkspace.StartAsync(_shop.Root, _key, ["--workspace", _shop.Workspace]);
        _key = service.Key;
        using var caller = service.Client();
        using var ready = await caller.GetAsync(new Uri("/health/ready", UriKind.Relative));
        if (!ready.IsSuccessStatusCode)
        {
            _faults.Add($"/health/ready answered {(int)ready.StatusCode}.");
        }

        TimesToReady.Add(Stopwatch.GetElapsedTime(since));
        return service;
    }

    private async Task LoadAsync(ServedWorkspace service, int kill, CancellationToken end)
    {
        using var caller = service.Client();
        var readers = Enumerable.Range(0, Readers).Select(i => UntilKilledAsync(async n =>
        {
            using var answer = await caller.GetAsync(new Uri($"/api/v1/pipelines/{Pipeline}/assignments/P{(i + n) % 40:D3}", UriKind.Relative), end);
        }));
        var keys = UntilKilledAsync(async n =>
        {
            var name = $"kill {kill} key {n}";
            using var answer = await caller.PostAsJsonAsync("/api/v1/keys", new { name, scopes = new[] { "read" } }, end);
            Note(answer, () => _keys.Add(name));
        });
        var overrides = UntilKilledAsync(async n =>
        {
            using var answer = await caller.PostAsJsonAsync($"/api/v1/pipelines/{Pipeline}/overrides", new { keys = new[] { $"P{n % 40:D3}" }, segment = "BX", reason = "CONTRACT", to = $"20{30 + kill % 60}-01-{1 + n % 28:D2}" }, end);
            if (answer.IsSuccessStatusCode)
            {
                var number = (await answer.Content.ReadFromJsonAsync<JsonElement>(end)).GetProperty("number").GetInt64();
                Note(answer, () => _overrides.Add(number));
            }
        });
        var runs = UntilKilledAsync(async _ =>
        {
            using var answer = await caller.PostAsJsonAsync($"/api/v1/pipelines/{Pipeline}/runs", new { force = true }, end);
            if (answer.IsSuccessStatusCode)
            {
                var run = (await answer.Content.ReadFromJsonAsync<JsonElement>(end)).GetProperty("id").GetString()!;
                Note(answer, () => _runs.Add(run));
            }

            await Task.Delay(20, end);
        });
        await Task.WhenAll([.. readers, keys, overrides, runs]);
    }

    private void Note(HttpResponseMessage answer, Action add)
    {
        if (answer.IsSuccessStatusCode)
        {
            lock (_faults)
            {
                add();
            }
        }
    }

    /// <summary>Acts until the service is gone: an answer that did not come acknowledges nothing.</summary>
    private static async Task UntilKilledAsync(Func<int, Task> act)
    {
        try
        {
            for (var n = 0; ; n++)
            {
                await act(n);
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or JsonException)
        {
            // It is gone.
        }
    }

    private async Task CheckAsync(ServedWorkspace service, int kill)
    {
        using var caller = service.Client();
        var keys = await NamesAsync(caller, "/api/v1/keys", k => k.GetProperty("name").GetString()!);
        Lost(kill, "key", _keys.Where(k => !keys.Contains(k)));
        var overrides = await NamesAsync(caller, $"/api/v1/overrides?pipeline={Pipeline}", o => o.GetProperty("number").GetInt64());
        Lost(kill, "override", _overrides.Where(o => !overrides.Contains(o)));
        var runs = await NamesAsync(caller, "/api/v1/runs?limit=500", r => r.GetProperty("id").GetString()!);
        Lost(kill, "run", _runs.TakeLast(500 - 1).Where(r => !runs.Contains(r)));
        var versions = await caller.GetFromJsonAsync<JsonElement>($"/api/v1/pipelines/{Pipeline}/snapshots");
        foreach (var twice in versions.EnumerateArray().GroupBy(v => v.GetProperty("run").GetString()).Where(g => g.Count() > 1))
        {
            _faults.Add($"kill {kill}: run {twice.Key} published versions {string.Join(", ", twice.Select(v => v.GetProperty("version").GetInt64()))}.");
        }
    }

    private void Lost<T>(int kill, string what, IEnumerable<T> names) => _faults.AddRange(names.Select(n => $"kill {kill}: {what} {n} was acknowledged and is not there."));

    private static async Task<HashSet<T>> NamesAsync<T>(HttpClient caller, string path, Func<JsonElement, T> name)
        => [.. (await caller.GetFromJsonAsync<JsonElement>(path)).EnumerateArray().Select(name)];

    /// <summary>A forced run that comes to its end: whatever was cut off has been gone on with before it.</summary>
    private static async Task RunToEndAsync(ServedWorkspace service)
    {
        using var caller = service.Client();
        for (var tries = 0; tries < 200; tries++)
        {
            using var started = await caller.PostAsJsonAsync($"/api/v1/pipelines/{Pipeline}/runs", new { force = true });
            if (started.IsSuccessStatusCode)
            {
                var run = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
                var events = await caller.GetStringAsync($"/api/v1/runs/{run}/events");
                if (!events.Contains("published", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException($"A run that should publish did not:\n{events}\n{service.Log}");
                }

                return;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"No run could be started.\n{service.Log}");
    }
}
