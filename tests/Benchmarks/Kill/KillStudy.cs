using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Benchmarks.Kill;

/// <summary>Kills runs and looks at what is left: the restart must end in the bytes of an undisturbed run, and a reader must never see anything else. Every other kill falls at a random moment of the run, the rest shortly after its version is there.</summary>
/// <param name="program">Path of <c>segml.dll</c>.</param>
/// <param name="arguments">The words of the run, without a workspace.</param>
/// <param name="workingFolder">Where the definitions are found.</param>
/// <param name="scratch">An empty folder for workspaces.</param>
/// <param name="pipeline">The pipeline that the run publishes.</param>
public sealed class KillStudy(string program, IReadOnlyList<string> arguments, string workingFolder, string scratch, string pipeline)
{
    private const int Sigkill = 137;

    /// <summary>What a run has yet to do once its version is there: the model's folder, the step's record, the report.</summary>
    private static readonly TimeSpan AfterCommit = TimeSpan.FromSeconds(0.4);

    /// <summary>Runs the study.</summary>
    /// <param name="kills">How many runs to kill.</param>
    /// <param name="seed">Seed of the moments.</param>
    /// <param name="log">Receives a line a kill.</param>
    /// <returns>What went wrong; empty when nothing did.</returns>
    public IReadOnlyList<string> Run(int kills, ulong seed, Action<string> log)
    {
        var watch = Stopwatch.StartNew();
        var undisturbed = Path.Combine(scratch, "undisturbed");
        Expect(Start(undisturbed), 0, "the undisturbed run");
        var expected = Digests(undisturbed, pipeline);
        var random = new SplitMix64(seed);
        var faults = new List<string>();
        var span = watch.Elapsed;
        for (var i = 0; i < kills; i++)
        {
            var workspace = Path.Combine(scratch, $"kill-{i}");
            var atEnd = i % 2 == 1;
            var moment = atEnd ? AfterCommit * random.NextDouble() : span * (0.1 + (0.9 * random.NextDouble()));
            var when = $"{moment.TotalSeconds:F2} s{(atEnd ? " after the commit" : "")}";
            var (wasKilled, seen) = KillAt(workspace, moment, atEnd, expected);
            faults.AddRange(seen.Select(s => $"kill {i} at {when}: {s}"));
            var code = Wait(Start(workspace));
            string[] others = code == 0 ? [.. Digests(workspace, pipeline).Except(expected)] : [];
            var isSame = code == 0 && others.Length == 0;
            if (!isSame)
            {
                faults.Add($"kill {i} at {when}: the restart ended with code {code}, and {(code == 0 ? $"other bytes: {string.Join(", ", others.Select(o => o[..Math.Min(o.Length, 100)]))}" : "no version")}.");
            }

            log($"{i + 1,3} of {kills}: {(wasKilled ? "killed" : "done before")} at {when}, restart {(isSame ? "gives the same bytes" : "FAILED")}");
            Directory.Delete(workspace, recursive: true);
        }

        return faults;
    }

    private (bool WasKilled, IReadOnlyList<string> Seen) KillAt(string workspace, TimeSpan moment, bool afterCommit, IReadOnlyList<string> expected)
    {
        var seen = new List<string>();
        using var run = Start(workspace);
        var watch = Stopwatch.StartNew();
        while (afterCommit && !IsPublished(workspace) && !run.HasExited)
        {
            Thread.Sleep(2);
            watch.Restart();
        }

        while (watch.Elapsed < moment && !run.HasExited)
        {
            Read(workspace, expected, seen);
            Thread.Sleep(5);
        }

        run.Kill();
        run.WaitForExit();
        Read(workspace, expected, seen);
        return (run.ExitCode == Sigkill, seen);
    }

    /// <summary>What a consumer does: take the version that current.json names, and its files.</summary>
    private void Read(string workspace, IReadOnlyList<string> expected, List<string> seen)
    {
        if (IsPublished(workspace) && !Digests(workspace, pipeline).SequenceEqual(expected))
        {
            seen.Add("a reader saw a version that is not the undisturbed one.");
        }
    }

    private bool IsPublished(string workspace) => File.Exists(Path.Combine(workspace, "snapshots", pipeline, "current.json"));

    /// <summary>The files of the version in use by name and SHA-256, and the manifest's content: equal for equal bytes.</summary>
    /// <param name="workspace">The workspace's folder.</param>
    /// <param name="pipeline">The pipeline.</param>
    public static IReadOnlyList<string> Digests(string workspace, string pipeline)
    {
        var root = Path.Combine(workspace, "snapshots", pipeline);
        using var current = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root, "current.json")));
        var folder = Path.Combine(root, current.RootElement.GetProperty("folder").GetString()!);
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json")));
        var files = Directory.GetFiles(folder).Where(f => Path.GetFileName(f) != "manifest.json").Order(StringComparer.Ordinal)
            .Select(f => $"{Path.GetFileName(f)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))}");
        return [.. files, manifest.RootElement.GetProperty("content").GetRawText()];
    }

    private Process Start(string workspace)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments, "--workspace", workspace]) { WorkingDirectory = workingFolder, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    private static int Wait(Process process)
    {
        using (process)
        {
            process.WaitForExit();
            return process.ExitCode;
        }
    }

    private static void Expect(Process process, int code, string what)
    {
        var got = Wait(process);
        if (got != code)
        {
            throw new InvalidOperationException($"{what} ended with code {got}.");
        }
    }
}
