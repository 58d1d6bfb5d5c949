using System.Diagnostics;
using SegmentationML.Core.Numerics;
using SegmentationML.Storage;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Benchmarks.Versions;

/// <summary>What versions cost and what they survive: <c>versions publish|diff [rows] [runs]</c>, <c>versions readers [reads]</c>, <c>versions kill|promote [kills] [seed]</c>.</summary>
internal static class VersionsBenchmark
{
    private const int BytesOfAFile = 200_000;

    /// <summary>Runs one part.</summary>
    public static int Run(string[] args) => args switch
    {
        ["publish", .. var rest] => PublishTiming.Run(Number(rest, 0, 1_000_000), Number(rest, 1, 5)),
        ["diff", .. var rest] => DiffTiming.Run(Number(rest, 0, 1_000_000), Number(rest, 1, 5)),
        ["readers", .. var rest] => Readers(Number(rest, 0, 100_000)),
        ["kill", .. var rest] => Kill("worker", "publish, activation, rollback and expiry", VersionChurn.Inspect, Number(rest, 0, 100), (ulong)Number(rest, 1, 1)),
        ["promote", .. var rest] => Kill("owner", "registration, decision, rollback and collection", (workspace, _) => PromotionChurn.Inspect(workspace), Number(rest, 0, 100), (ulong)Number(rest, 1, 1)),
        ["worker", var folder, var from] => Worker(folder, long.Parse(from)),
        ["owner", var folder, var from] => Owner(folder, long.Parse(from)),
        _ => Usage(),
    };

    private static int Usage()
    {
        Console.WriteLine("versions publish|diff [rows] [runs] | readers [reads] | kill|promote [kills] [seed]");
        return 2;
    }

    private static int Number(string[] args, int index, int otherwise) => args.Length > index ? int.Parse(args[index]) : otherwise;

    /// <summary>Reads the version in use so many times while another process publishes, activates, rolls back and expires without a pause.</summary>
    private static int Readers(int reads)
    {
        var scratch = Directory.CreateTempSubdirectory("segml-versions-");
        try
        {
            using var worker = Start("worker", scratch.FullName, 1);
            worker.StandardOutput.ReadLine();
            var drain = Task.Run(() => worker.StandardOutput.ReadToEnd());
            using var workspace = Workspace.OpenToRead(scratch.FullName, TimeProvider.System);
            var (torn, seen, watch) = (0, new HashSet<long>(), Stopwatch.StartNew());
            for (var read = 0; read < reads; read++)
            {
                if (VersionChurn.Look(workspace) is { } wrong)
                {
                    torn++;
                    Console.WriteLine($"TORN {wrong}");
                }

                seen.Add(workspace.Snapshots.Current(VersionChurn.Pipeline)!.Commit.Version);
            }

            worker.Kill();
            worker.WaitForExit();
            drain.Wait();
            Console.WriteLine($"{reads:N0} reads of three files of {BytesOfAFile:N0} bytes in {watch.Elapsed.TotalSeconds:N0} s, {seen.Count:N0} versions seen in use, {torn} torn");
            return torn == 0 ? 0 : 1;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>Kills that process at random moments and looks each time whether all that is listed is whole and nothing acknowledged is lost.</summary>
    private static int Kill(string verb, string what, Func<Workspace, string, IReadOnlyList<string>> inspect, int kills, ulong seed)
    {
        var scratch = Directory.CreateTempSubdirectory("segml-versions-");
        var (random, faults, versions) = (new SplitMix64(seed), 0, 0L);
        try
        {
            for (var kill = 0; kill < kills; kill++)
            {
                using var worker = Start(verb, scratch.FullName, 1 + (1000L * kill));
                var last = worker.StandardOutput.ReadLine()!;
                Thread.Sleep(random.NextInt32(200));
                worker.Kill();
                worker.WaitForExit();
                while (worker.StandardOutput.ReadLine() is { Length: > 0 } line)
                {
                    last = line;
                }

                using var workspace = Workspace.Open(scratch.FullName, TimeProvider.System);
                versions = workspace.Snapshots.Current(VersionChurn.Pipeline)!.Commit.Version;
                string[] wrong = [.. inspect(workspace, scratch.FullName), .. versions < long.Parse(last["live ".Length..]) ? [$"{last} was acknowledged, {versions} is in use"] : Array.Empty<string>()];
                faults += wrong.Length;
                foreach (var fault in wrong)
                {
                    Console.WriteLine($"FAULT after kill {kill + 1}: {fault}");
                }
            }

            Console.WriteLine($"{kills} kills in {what}, up to version {versions:N0}: {faults} faults");
            return faults == 0 ? 0 : 1;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static Process Start(string verb, string folder, long from)
        => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [typeof(VersionsBenchmark).Assembly.Location, "versions", verb, folder, $"{from}"]
            : ["versions", verb, folder, $"{from}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;

    private static int Worker(string folder, long from)
    {
        VersionChurn.Run(folder, from, BytesOfAFile, Console.WriteLine);
        return 0;
    }

    private static int Owner(string folder, long from)
    {
        PromotionChurn.Run(folder, from, Console.WriteLine);
        return 0;
    }
}
