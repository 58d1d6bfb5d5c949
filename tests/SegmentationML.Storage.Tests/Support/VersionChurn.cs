using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;

namespace SegmentationML.Storage.Tests.Support;

/// <summary>A pipeline whose owner never rests: versions are published, made live, rolled back and let go without a pause; and a reader who looks whether anything is ever half.</summary>
internal static class VersionChurn
{
    public const string Pipeline = "parts";
    private static readonly string[] FileNames = ["assignments.parquet", "forecasts.parquet", "policies.parquet"];
    private static readonly RetentionOptions Rules = new() { KeepLast = 3, GraceHours = 0 };

    /// <summary>Runs until the process ends, and says <c>live N</c> after each version that is in use.</summary>
    /// <param name="folder">The workspace.</param>
    /// <param name="from">The first text to publish.</param>
    /// <param name="bytes">Length of each file.</param>
    /// <param name="say">Called after each acknowledged change of the version in use.</param>
    public static void Run(string folder, long from, int bytes, Action<string> say)
    {
        using var workspace = Workspace.Open(folder, TimeProvider.System);
        for (var n = from; ; n++)
        {
            Publish(workspace, n, bytes, candidate: n % 3 == 1);
            if (n % 3 == 1)
            {
                var candidate = workspace.Snapshots.List(Pipeline)[^1].Commit;
                workspace.Snapshots.Activate(Pipeline, candidate.Version, candidate.Parent, AuditEvent.Of("version.activated", Pipeline, "churn"));
            }

            say($"live {workspace.Snapshots.Current(Pipeline)!.Commit.Version.ToString(CultureInfo.InvariantCulture)}");
            if (n % 7 == 3 && workspace.Snapshots.Current(Pipeline)!.Commit.Parent is { } before)
            {
                RollBack(workspace, before);
                say($"live {workspace.Snapshots.Current(Pipeline)!.Commit.Version.ToString(CultureInfo.InvariantCulture)}");
            }

            workspace.Snapshots.Expire(Pipeline, Rules, "churn");
        }
    }

    /// <summary>Reads the version in use as any reader does.</summary>
    /// <returns>What is half about it; null when it is whole. A version that went between asking and holding is asked for again.</returns>
    public static string? Look(Workspace workspace)
    {
        while (workspace.Snapshots.Current(Pipeline) is { } snapshot)
        {
            try
            {
                using var held = workspace.Snapshots.Hold(snapshot);
                return FileNames.Select(name => Wrong(snapshot, name)).FirstOrDefault(wrong => wrong is not null);
            }
            catch (ProblemException e) when (e.Problems[0].Code is "SEG-PUB-011" or "SEG-PUB-006" && workspace.Snapshots.Current(Pipeline)?.Commit.Version != snapshot.Commit.Version)
            {
                // Another version came and this one went since.
            }
        }

        return null;
    }

    /// <summary>Everything that is listed, byte by byte, and what else lies there.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="folder">Its folder.</param>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public static IReadOnlyList<string> Inspect(Workspace workspace, string folder)
    {
        var listed = workspace.Snapshots.List(Pipeline);
        var names = listed.Select(v => Path.GetFileName(v.Folder)).Append("current.json").ToHashSet(StringComparer.Ordinal);
        return
        [
            .. workspace.Notices.Select(n => n.ToString()),
            .. listed.SelectMany(v => workspace.Snapshots.Verify(Pipeline, v.Commit.Version)).Select(p => p.ToString()),
            .. Directory.GetFileSystemEntries(Path.Combine(folder, "snapshots", Pipeline)).Select(e => Path.GetFileName(e)!)
                .Where(e => !names.Contains(e) && !e.StartsWith(".draft-", StringComparison.Ordinal) && !e.StartsWith(".expired-", StringComparison.Ordinal) && !IsUnpublished(workspace, e)).Select(e => $"'{e}' is no version"),
        ];
    }

    /// <summary>A numbered folder of a publish that was cut off before its commit, or of a version that is expired and not yet swept.</summary>
    private static bool IsUnpublished(Workspace workspace, string name)
        => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && workspace.Snapshots.Find(Pipeline, number) is null;

    private static void Publish(Workspace workspace, long n, int bytes, bool candidate)
    {
        using var lease = workspace.Ledger.Begin(new RunRequest(Pipeline, "churn"), TimeSpan.FromMinutes(10));
        using var draft = workspace.Snapshots.Begin(lease);
        var text = $"{n} ".PadRight(bytes, 'x');
        foreach (var name in FileNames)
        {
            File.WriteAllText(Path.Combine(draft.Folder, name), text);
        }

        var content = new SnapshotContent(
            Pipeline, "abc", ["product"], new DateOnly(2026, 1, 1), "1.0.0", "churn", "", [], [], [], [new SnapshotTable("assignments", 1, [])],
            new Dictionary<string, string> { ["text"] = n.ToString(CultureInfo.InvariantCulture) });
        var snapshot = draft.Commit(content, workspace.Snapshots.Parent(lease)?.Commit.Version, unlessSame: false, candidate)!;
        lease.Ended(RunState.Published, snapshot.Commit.Version, null);
    }

    private static void RollBack(Workspace workspace, long to)
    {
        using var lease = workspace.Ledger.Begin(new RunRequest(Pipeline, "back"), TimeSpan.FromMinutes(10));
        var back = workspace.Snapshots.Rollback(lease, to, AuditEvent.Of("version.rolled-back", Pipeline, "churn"));
        lease.Ended(RunState.Published, back?.Commit.Version, null);
    }

    private static string? Wrong(Snapshot snapshot, string name)
    {
        var text = File.ReadAllText(Path.Combine(snapshot.Folder, name));
        var expected = snapshot.Content.Files.First(f => f.Name == name).Bytes;
        return text.Length == expected && text.StartsWith(snapshot.Content.Totals["text"] + " ", StringComparison.Ordinal)
            ? null
            : $"version {snapshot.Commit.Version}: {name} has {text.Length} of {expected} bytes and begins with '{text[..Math.Min(12, text.Length)]}'";
    }
}
