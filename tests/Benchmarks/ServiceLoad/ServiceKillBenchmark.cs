namespace SegmentationML.Benchmarks.ServiceLoad;

/// <summary>The long form of the kill study of the service: <c>service-kill [kills] [seed]</c>.</summary>
internal static class ServiceKillBenchmark
{
    public static int Run(string[] arguments) => RunAsync(arguments).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] arguments)
    {
        var kills = arguments.Length > 0 ? int.Parse(arguments[0]) : 20;
        using var study = new ServiceKillStudy(Console.WriteLine);
        var faults = await study.RunAsync(kills, arguments.Length > 1 ? ulong.Parse(arguments[1]) : 1);
        foreach (var fault in faults)
        {
            Console.WriteLine($"FAULT {fault}");
        }

        var times = study.TimesToReady.Order().ToArray();
        Console.WriteLine($"{kills} kills, {study.Acknowledged} acknowledged writes, {faults.Count} faults; ready after {times[times.Length / 2].TotalSeconds:F2} s (median), {times[^1].TotalSeconds:F2} s (most)");
        return faults.Count == 0 ? 0 : 1;
    }
}
