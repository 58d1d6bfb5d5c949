using System.Diagnostics;
using System.Net;

namespace SegmentationML.Benchmarks.ServiceLoad;

/// <summary>Single assignments from a version in memory over HTTP, at a fixed rate (open loop) and as fast as it goes; the service is a process of its own on the same processors.</summary>
internal static class ServiceLoadBenchmark
{
    private const int Connections = 64;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public static int Run(string[] arguments) => RunAsync(arguments).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] arguments)
    {
        var entities = arguments.Length > 0 ? long.Parse(arguments[0]) : 1_000_000;
        var rate = arguments.Length > 1 ? double.Parse(arguments[1]) : 10_000;
        var seconds = arguments.Length > 2 ? double.Parse(arguments[2]) : 20;
        var root = Directory.CreateTempSubdirectory("segml-load-");
        try
        {
            LoadedWorkspace.Make(root.FullName, entities);
            using var service = await ServedWorkspace.StartAsync(root.FullName);
            Console.WriteLine($"{entities:N0} entities, {Connections} connections, {Environment.ProcessorCount} processors shared with the load");
            await LoadAsync(service, entities, rate, WarmUp.TotalSeconds, report: false);
            await LoadAsync(service, entities, rate, seconds, report: true);
            await LoadAsync(service, entities, 0, seconds / 2, report: true);
            Console.WriteLine($"service: {service.WorkingSet >> 20} MiB, {service.ProcessorTime.TotalSeconds:F1} processor s");
        }
        finally
        {
            root.Delete(recursive: true);
        }

        return 0;
    }

    /// <summary>Loads a service for a while.</summary>
    public static async Task LoadAsync(ServedWorkspace service, long entities, double rate, double seconds, bool report)
    {
        var connections = Enumerable.Range(0, Connections).Select(i => new LoadConnection(new IPEndPoint(IPAddress.Loopback, service.Port), service.Key, entities, i)).ToArray();
        foreach (var connection in connections)
        {
            await connection.ConnectAsync();
        }

        var every = rate > 0 ? Connections * Stopwatch.Frequency / rate : 0;
        var start = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10);
        var end = start + (long)(seconds * Stopwatch.Frequency);
        var latencies = connections.Select(_ => new List<double>()).ToArray();
        await Task.WhenAll(connections.Select((c, i) => Task.Run(() => c.RunAsync(start + (long)(every * i / Connections), every, end, report ? latencies[i] : null))));
        var took = (Stopwatch.GetTimestamp() - start) / (double)Stopwatch.Frequency;
        if (report)
        {
            var all = latencies.SelectMany(l => l).Order().ToArray();
            Console.WriteLine($"{(rate > 0 ? $"{rate:N0} a second asked" : "as fast as it goes"),-26} {all.Length / took,8:N0} a second, p50 {At(all, 0.5):F2} ms, p99 {At(all, 0.99):F2} ms, p99.9 {At(all, 0.999):F2} ms, most {all[^1]:F1} ms, {connections.Sum(c => c.Failures)} failed");
        }

        foreach (var connection in connections)
        {
            connection.Dispose();
        }
    }

    private static double At(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
}
