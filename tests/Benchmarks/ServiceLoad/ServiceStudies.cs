using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using SegmentationML.Cli.Demo;

namespace SegmentationML.Benchmarks.ServiceLoad;

/// <summary>The service under other loads than single reads: beside a running pipeline, downloads, many watchers, and for a long time.</summary>
internal static class ServiceStudies
{
    private const string Demo = "demo-products";

    /// <summary>Single reads at a fixed rate while the same process runs a pipeline: <c>[entities] [a second] [seconds]</c>.</summary>
    public static int Beside(string[] arguments) => ServeAsync(Number(arguments, 0, 1_000_000), withDemo: true, async service =>
    {
        using var end = new CancellationTokenSource();
        var running = RunOnAsync(service, end.Token);
        await ServiceLoadBenchmark.LoadAsync(service, Number(arguments, 0, 1_000_000), Number(arguments, 1, 10_000), 5, report: false);
        await ServiceLoadBenchmark.LoadAsync(service, Number(arguments, 0, 1_000_000), Number(arguments, 1, 10_000), Number(arguments, 2, 20), report: true);
        await end.CancelAsync();
        Console.WriteLine($"{await running} runs ended meanwhile");
    }).GetAwaiter().GetResult();

    /// <summary>Whole files over loopback: <c>[entities] [connections] [seconds]</c>.</summary>
    public static int Files(string[] arguments) => ServeAsync(Number(arguments, 0, 1_000_000), withDemo: false, async service =>
    {
        var (connections, seconds) = (Number(arguments, 1, 2), Number(arguments, 2, 10));
        foreach (var file in new[] { "assignments.arrow", "assignments.parquet" })
        {
            var since = Stopwatch.GetTimestamp();
            var bytes = await Task.WhenAll(Enumerable.Range(0, (int)connections).Select(_ => Task.Run(() => DownloadAsync(service, file, TimeSpan.FromSeconds(seconds)))));
            Console.WriteLine($"{file}: {bytes.Sum() / Stopwatch.GetElapsedTime(since).TotalSeconds / 1e9:F2} GB/s over {connections} connections");
        }
    }).GetAwaiter().GetResult();

    /// <summary>Clients that watch a run by server-sent events: <c>[clients]</c>.</summary>
    public static int Watchers(string[] arguments) => ServeAsync(1000, withDemo: true, async service =>
    {
        var clients = (int)Number(arguments, 0, 200);
        using var caller = service.Client();
        using var started = await caller.PostAsJsonAsync($"/api/v1/pipelines/{Demo}/runs", new { force = true });
        var run = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        var before = service.WorkingSet;
        var ends = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => WatchAsync(service, run)));
        Console.WriteLine($"{clients} clients watched one run: {ends.Count(e => e.Ended)} saw its end, the last {Stopwatch.GetElapsedTime(ends.Min(e => e.At), ends.Max(e => e.At)).TotalMilliseconds:F0} ms after the first, {ends.Sum(e => e.Events)} events, {(service.WorkingSet - before) >> 20} MiB more");
    }).GetAwaiter().GetResult();

    /// <summary>Scoring of published entities of the demo, one call after the other, each product in turn: <c>[calls] [entities a call]</c>.</summary>
    public static int Score(string[] arguments) => ServeAsync(1000, withDemo: true, async service =>
    {
        var (calls, many) = ((int)Number(arguments, 0, 500), (int)Number(arguments, 1, 1));
        using var caller = service.Client();
        using var started = await caller.PostAsJsonAsync($"/api/v1/pipelines/{Demo}/runs", new { force = true });
        _ = await caller.GetStringAsync(new Uri(started.Headers.Location + "/events", UriKind.Relative));
        var rows = await caller.GetFromJsonAsync<JsonElement>($"/api/v1/pipelines/{Demo}/snapshots/current/tables/assignments/rows?limit=1000");
        var keys = rows.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("key").GetString()!).ToArray();
        var times = new double[calls];
        for (var call = 0; call < calls; call++)
        {
            var entities = Enumerable.Range(call * many, many).Select(i => new { key = keys[i % keys.Length] }).ToArray();
            var since = Stopwatch.GetTimestamp();
            using var answer = await caller.PostAsJsonAsync($"/api/v1/pipelines/{Demo}/score", new { entities });
            _ = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
            times[call] = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        }

        var sorted = times[Math.Min(20, calls - 1)..].Order().ToArray();
        Console.WriteLine($"{calls} calls of {many}: the first {times[0]:F0} ms; after the twentieth p50 {sorted[sorted.Length / 2]:F1} ms, p99 {sorted[(int)(0.99 * sorted.Length)]:F1} ms");
    }).GetAwaiter().GetResult();

    /// <summary>A steady load for a long time, with the memory of the service in every minute: <c>[minutes] [a second] [entities] [seconds between runs]</c>.</summary>
    public static int Soak(string[] arguments) => ServeAsync(Number(arguments, 2, 100_000), withDemo: true, async service =>
    {
        var (minutes, rate, entities) = (Number(arguments, 0, 60), Number(arguments, 1, 1_000), Number(arguments, 2, 100_000));
        using var end = new CancellationTokenSource();
        var running = RunOnAsync(service, end.Token, pause: TimeSpan.FromSeconds(Number(arguments, 3, 20)));
        for (var minute = 1; minute <= minutes; minute++)
        {
            var load = ServiceLoadBenchmark.LoadAsync(service, entities, rate, 60, report: minute == 1 || minute == minutes || minute % 10 == 0);
            var (least, most) = await MemoryWhileAsync(service, load);
            Console.WriteLine($"{minute,4} min: {least >> 20} to {most >> 20} MiB, {await HeapAsync(service) >> 20} MiB of it left by the last collection");
        }

        await end.CancelAsync();
        Console.WriteLine($"{await running} runs ended meanwhile");
    }).GetAwaiter().GetResult();

    /// <summary>The least and the most memory of a service, looked at every second: a run in it takes some and gives it back.</summary>
    private static async Task<(long Least, long Most)> MemoryWhileAsync(ServedWorkspace service, Task load)
    {
        var (least, most) = (long.MaxValue, 0L);
        do
        {
            var now = service.WorkingSet;
            (least, most) = (Math.Min(least, now), Math.Max(most, now));
        }
        while (await Task.WhenAny(load, Task.Delay(1_000)) != load);
        await load;
        return (least, most);
    }

    private static async Task<long> HeapAsync(ServedWorkspace service)
    {
        using var caller = service.Client();
        var metrics = await caller.GetStringAsync("/metrics");
        const string Name = "\ndotnet_gc_last_collection_heap_size_bytes ";
        var at = metrics.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
        return long.Parse(metrics.AsSpan(at, metrics.IndexOf('\n', at) - at), CultureInfo.InvariantCulture);
    }

    private static async Task<int> ServeAsync(long entities, bool withDemo, Func<ServedWorkspace, Task> act)
    {
        var root = Directory.CreateTempSubdirectory("segml-study-");
        try
        {
            LoadedWorkspace.Make(root.FullName, entities);
            string[] sources = [];
            if (withDemo)
            {
                var data = DemoDataset.Generate(DemoSize.Small, 1, Path.Combine(root.FullName, "data"));
                sources = [.. new[] { "order_lines", "products", "customers", "receipts", "promotions" }.SelectMany(name => new[] { "--source", $"{Demo}:{name}={Path.Combine(data.Folder, $"{name}.csv")}" })];
            }

            using var service = await ServedWorkspace.StartAsync(root.FullName, null, ["--workspace", Path.Combine(root.FullName, "workspace"), "--no-schedules", .. sources]);
            await act(service);
            Console.WriteLine($"service: {service.WorkingSet >> 20} MiB, {service.ProcessorTime.TotalSeconds:F1} processor s");
        }
        finally
        {
            root.Delete(recursive: true);
        }

        return 0;
    }

    /// <summary>Runs the demo again and again, each step anew.</summary>
    private static async Task<int> RunOnAsync(ServedWorkspace service, CancellationToken end, TimeSpan pause = default)
    {
        using var caller = service.Client();
        caller.Timeout = TimeSpan.FromMinutes(10);
        var runs = 0;
        try
        {
            while (!end.IsCancellationRequested)
            {
                using var started = await caller.PostAsJsonAsync($"/api/v1/pipelines/{Demo}/runs", new { force = true, from = "ingest" }, end);
                started.EnsureSuccessStatusCode();
                var run = (await started.Content.ReadFromJsonAsync<JsonElement>(end)).GetProperty("id").GetString();
                var events = await caller.GetStringAsync(new Uri($"/api/v1/runs/{run}/events", UriKind.Relative), end);
                runs += events.Contains("published", StringComparison.Ordinal) ? 1 : throw new InvalidOperationException($"A run ended otherwise:\n{events}");
                await Task.Delay(pause, end);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }

        return runs;
    }

    private static async Task<long> DownloadAsync(ServedWorkspace service, string file, TimeSpan time)
    {
        using var caller = service.Client();
        var buffer = new byte[1 << 20];
        var bytes = 0L;
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < time;)
        {
            using var answer = await caller.GetAsync(new Uri($"/api/v1/pipelines/{LoadedWorkspace.Pipeline}/snapshots/1/files/{file}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            await using var content = await answer.Content.ReadAsStreamAsync();
            for (int read; (read = await content.ReadAsync(buffer)) > 0; bytes += read)
            {
            }
        }

        return bytes;
    }

    private static async Task<(bool Ended, long At, int Events)> WatchAsync(ServedWorkspace service, string run)
    {
        using var caller = service.Client();
        caller.Timeout = TimeSpan.FromMinutes(5);
        var events = await caller.GetStringAsync(new Uri($"/api/v1/runs/{run}/events", UriKind.Relative));
        return (events.Contains("event: ended", StringComparison.Ordinal), Stopwatch.GetTimestamp(), events.Split("event: ").Length - 1);
    }

    private static long Number(string[] arguments, int place, long standard) => arguments.Length > place ? long.Parse(arguments[place]) : standard;
}
