using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Snapshots;

/// <summary>Lets versions go in two steps: a mark in the ledger, and, when the time of grace is over, the end of the files.</summary>
/// <remarks>
/// A version is expired when the ledger says so; its folder goes after that: it is renamed, so that nobody finds half of it under its number, and then deleted file by file.
/// A process that dies in between leaves a folder of an expired version, which the next expiry finds and removes.
/// </remarks>
internal sealed class SnapshotExpiry(VersionRows rows, SnapshotFolders folders, IFiles files, TimeProvider clock)
{
    /// <summary>Marks and sweeps, or says what would be done.</summary>
    public IReadOnlyList<ExpiryLine> Run(string pipeline, RetentionOptions rules, string actor, bool dryRun)
    {
        var now = Timestamp.Now(clock);
        var plan = dryRun ? ExpiryPlan.Of(rows.Facts(pipeline), rules, now) : rows.Mark(pipeline, rules, actor, now);
        return [.. plan.Versions.Where(v => v.Row.Expired is null || IsLeft(v.Row)).Select(v => Line(v, rules, actor, dryRun, now))];
    }

    private bool IsLeft(VersionRow row) => Directory.Exists(folders.Version(row.Pipeline, row.Version)) || Directory.Exists(folders.Gone(row.Pipeline, row.Version));

    private ExpiryLine Line(PlannedExpiry planned, RetentionOptions rules, string actor, bool dryRun, DateTimeOffset now)
    {
        var content = Manifest.ParseContent(planned.Row.Content);
        var (action, why) = Act(planned, content, rules, actor, dryRun, now);
        return new ExpiryLine(planned.Row.Version, action, why, content.Files.Sum(f => f.Bytes));
    }

    private (ExpiryAction Action, string Why) Act(PlannedExpiry planned, SnapshotContent content, RetentionOptions rules, string actor, bool dryRun, DateTimeOffset now)
    {
        if (planned.Kept is { } kept)
        {
            return (ExpiryAction.Keep, kept);
        }

        if (!planned.IsDue)
        {
            var until = (planned.Row.Marked ?? now).AddHours(rules.GraceHours);
            return (planned.Row.Marked is { } marked && marked != now ? ExpiryAction.Wait : ExpiryAction.Mark, $"files go after {Timestamp.Text(until)}");
        }

        return dryRun ? (ExpiryAction.Sweep, "") : Sweep(planned.Row, content, rules, actor, now);
    }

    private (ExpiryAction Action, string Why) Sweep(VersionRow row, SnapshotContent content, RetentionOptions rules, string actor, DateTimeOffset now)
    {
        var folder = folders.Version(row.Pipeline, row.Version);
        try
        {
            var manifest = Path.Combine(folder, Manifest.FileName);
            using (var alone = Patience.For(() => ProcessLock.TryTake(manifest), () => File.Exists(manifest)))
            {
                if (alone is null && File.Exists(manifest))
                {
                    return (ExpiryAction.InUse, "someone is reading it");
                }

                if (rows.Expire(row, rules, actor, now) is { } kept)
                {
                    return (ExpiryAction.Keep, kept);
                }

                SetAside(row, folder);
            }

            return Delete(row, content) is { } left ? (ExpiryAction.Left, left) : (ExpiryAction.Sweep, "");
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            return (ExpiryAction.Left, e.Message.TrimEnd('.'));
        }
    }

    private void SetAside(VersionRow row, string folder)
    {
        if (Directory.Exists(folder) && !Directory.Exists(folders.Gone(row.Pipeline, row.Version)))
        {
            files.MoveFolder(folder, folders.Gone(row.Pipeline, row.Version));
            files.FlushFolder(folders.Pipeline(row.Pipeline));
        }
    }

    /// <summary>Deletes what was published, by name; what else lies there is not ours.</summary>
    /// <returns>What is left; null when nothing is.</returns>
    private string? Delete(VersionRow row, SnapshotContent content)
    {
        var gone = folders.Gone(row.Pipeline, row.Version);
        if (!Directory.Exists(gone))
        {
            return null;
        }

        foreach (var name in content.Files.Select(f => f.Name).Where(SafePath.IsBare).Append(Manifest.FileName))
        {
            files.DeleteFile(Path.Combine(gone, name));
        }

        if (Directory.EnumerateFileSystemEntries(gone).Order(StringComparer.Ordinal).FirstOrDefault() is { } stranger)
        {
            return $"'{Path.GetFileName(stranger)}' in {Path.GetFileName(gone)} was not published: move it away";
        }

        files.DeleteEmptyFolder(gone);
        files.FlushFolder(folders.Pipeline(row.Pipeline));
        return null;
    }
}
