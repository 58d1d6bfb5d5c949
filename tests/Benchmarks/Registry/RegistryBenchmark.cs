using System.Diagnostics;
using System.Globalization;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage;

namespace SegmentationML.Benchmarks.Registry;

/// <summary>The model registry on this disk: registering, reading by alias, loading with every digest checked, moving an alias durably.</summary>
internal static class RegistryBenchmark
{
    private const string Model = "parts";

    public static int Run(string[] arguments)
    {
        var versions = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 200;
        var folder = Directory.CreateTempSubdirectory("segml-registry-");
        try
        {
            using var workspace = Workspace.Open(Path.Combine(folder.FullName, "workspace"), TimeProvider.System);
            Tell($"register a version of 2 files ({versions} times)", Each(versions, i => workspace.Models.Register(Registration(i), path => Write(path, i))));
            Tell("read a version by alias (10,000 times)", Each(10_000, i => i == 0 ? Point(workspace, 1) : workspace.Models.Find(Model, "champion")));
            Tell("load a version, every file checked (2,000 times)", Each(2_000, i => workspace.Models.Load(Model, (1 + (i % versions)).ToString(CultureInfo.InvariantCulture), fallBack: false)));
            Tell("move an alias, durable, with its trace in the audit chain (500 times)", Each(500, i => Point(workspace, 1 + (i % versions))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static object Point(Workspace workspace, long version)
    {
        workspace.Models.SetAlias(Model, "champion", version, "benchmark");
        return version;
    }

    private static double[] Each(int times, Func<int, object?> work)
    {
        var taken = new double[times];
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            work(i);
            taken[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(taken);
        return taken;
    }

    private static void Tell(string what, double[] sorted)
        => Console.WriteLine($"{what,-72} p50 {sorted[sorted.Length / 2]:F3} ms, p99 {sorted[(int)(0.99 * sorted.Length)]:F3} ms");

    private static ModelRegistration Registration(int number)
        => new(new ModelContent(Model, StepKey.OfText($"identity {number}"), "0123456789ab", "parts", new DateOnly(2026, 1, 1), "benchmark", StepKey.OfText("request"), [], [], []), $"run-{number}", number + 1, "benchmark");

    private static void Write(string folder, int number)
    {
        File.WriteAllText(Path.Combine(folder, "definition.json"), $"{{\"number\":{number}}}");
        File.WriteAllText(Path.Combine(folder, "fitted.json"), new string('1', 20_000 + number));
    }
}
