using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Effective;

/// <summary>The assignments that held on a day, all of them.</summary>
public static class AssignmentsOn
{
    /// <summary>The version whose assignments held; <c>SEG-PUB-011</c> when it was expired.</summary>
    /// <param name="snapshots">The versions.</param>
    /// <param name="timeline">The pipeline's line.</param>
    /// <param name="day">The day.</param>
    public static Snapshot Version(ISnapshotStore snapshots, EffectiveTimeline timeline, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        ArgumentNullException.ThrowIfNull(timeline);
        return snapshots.Open(timeline.Pipeline, timeline.Versions[timeline.IndexOn(day)].Version.Commit.Version);
    }

    /// <summary>
    /// A query of the table as published, in which <c>effective_from</c> and <c>effective_to</c> are the days between which the entity was in its segment: from the first to the one on which it
    /// no longer was, as later versions tell; null while it is. An end that an override set beforehand stands where no version came before it.
    /// </summary>
    /// <param name="snapshots">The versions.</param>
    /// <param name="timeline">The pipeline's line.</param>
    /// <param name="day">The day.</param>
    public static string Query(ISnapshotStore snapshots, EffectiveTimeline timeline, DateOnly day)
    {
        var index = timeline.IndexOn(day);
        var held = Version(snapshots, timeline, day);
        var later = timeline.Versions.Skip(index + 1).Select(v => (v.From, File: snapshots.Find(timeline.Pipeline, v.Version.Commit.Version))).Where(v => v.File is not null).ToArray();
        var ends = later.Length == 0 ? "SELECT NULL::VARCHAR AS key, NULL::DATE AS day WHERE false" : $"""
            SELECT b.key, min(CASE WHEN l.effective_from > b.effective_from AND l.effective_from < d.day AND l.effective_from > {Day(timeline.Versions[index].From)} THEN l.effective_from ELSE d.day END) AS day
            FROM (SELECT key, segment, effective_from FROM {Source(held)}) b
            CROSS JOIN (VALUES {string.Join(", ", later.Select((v, i) => $"({i}, {Day(v.From)})"))}) d(place, day)
            LEFT JOIN ({string.Join(" UNION ALL ", later.Select((v, i) => $"SELECT {i} AS place, key, segment, effective_from FROM {Source(v.File!)}"))}) l ON l.key = b.key AND l.place = d.place
            WHERE l.segment IS DISTINCT FROM b.segment GROUP BY b.key
            """;
        var floors = Floors(snapshots, timeline, index);
        return $"""
            SELECT a.* REPLACE ({(floors.Length == 0 ? "a.effective_from" : "greatest(a.effective_from, f.day)")} AS effective_from, least(a.effective_to, e.day) AS effective_to)
            FROM {Source(held)} a LEFT JOIN ({ends}) e ON e.key = a.key {(floors.Length == 0 ? "" : $"LEFT JOIN ({floors}) f ON f.key = a.key")}
            ORDER BY a.key
            """;
    }

    /// <summary>By key, the day of the last rollback that brought an entity back: the published column, which came with the content, is older.</summary>
    private static string Floors(ISnapshotStore snapshots, EffectiveTimeline timeline, int index)
    {
        var parts = new List<string>();
        for (var i = 1; i <= index; i++)
        {
            var (before, back) = (timeline.Versions[i - 1], timeline.Versions[i]);
            if (back.Version.Commit.Restores is not null
                && snapshots.Find(timeline.Pipeline, before.Version.Commit.Version) is { } left && snapshots.Find(timeline.Pipeline, back.Version.Commit.Version) is { } right)
            {
                parts.Add($"SELECT r.key, {Day(back.From)} AS day FROM {Source(right)} r LEFT JOIN {Source(left)} l ON l.key = r.key WHERE l.segment IS DISTINCT FROM r.segment");
            }
        }

        return parts.Count == 0 ? "" : $"SELECT key, max(day) AS day FROM ({string.Join(" UNION ALL ", parts)}) GROUP BY key";
    }

    private static string Day(DateOnly day) => $"DATE '{day:yyyy-MM-dd}'";

    private static string Source(Snapshot version) => $"read_parquet({Sql.Literal(Path.Combine(version.Folder, $"{PublishedTable.Assignments}.parquet"))})";
}
