using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Effective;

/// <summary>In which segments an entity was, and when.</summary>
public static class EntityHistory
{
    /// <summary>Reads it from the versions that were in use and whose files are there. Of those that were expired only the days are known that later ones carry on.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="snapshots">The versions.</param>
    /// <param name="timeline">The pipeline's line.</param>
    /// <param name="key">The entity's key.</param>
    /// <returns>Oldest first, without gaps unless the entity was away; empty when no version holds it.</returns>
    public static IReadOnlyList<HeldAssignment> Of(IQueryEngine engine, ISnapshotStore snapshots, EffectiveTimeline timeline, string key)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(snapshots);
        ArgumentNullException.ThrowIfNull(timeline);
        var stretches = new List<HeldAssignment>();
        foreach (var version in timeline.Versions)
        {
            if (snapshots.Find(timeline.Pipeline, version.Version.Commit.Version) is { } snapshot)
            {
                Add(stretches, version, Read(engine, snapshot, key));
            }
        }

        return stretches;
    }

    private static void Add(List<HeldAssignment> stretches, EffectiveVersion version, HeldAssignment? found)
    {
        var open = stretches is [.., { To: null }];
        if (open && found?.Segment == stretches[^1].Segment)
        {
            return;
        }

        // A version that was expired in between may be where the segment came from: then its day stands in the row, after the last one that is known.
        var carried = found is not null && version.Version.Commit.Restores is null && found.From < version.From && (stretches.Count == 0 || found.From > stretches[^1].From);
        var day = carried ? found!.From : version.From;
        if (open)
        {
            stretches[^1] = stretches[^1] with { To = day };
            if (stretches[^1].From == day)
            {
                // Another version came on the same day: what it took away never held for a day.
                stretches.RemoveAt(stretches.Count - 1);
            }
        }

        if (found is null)
        {
            return;
        }

        if (stretches is [.., var last] && last.Segment == found.Segment && last.To == day)
        {
            stretches[^1] = last with { To = null };
            return;
        }

        stretches.Add(found with { From = day });
    }

    private static HeldAssignment? Read(IQueryEngine engine, Snapshot snapshot, string key)
    {
        HeldAssignment? found = null;
        engine.Read(
            $"SELECT segment, segment_name, effective_from FROM read_parquet({Sql.Literal(Path.Combine(snapshot.Folder, $"{PublishedTable.Assignments}.parquet"))}) WHERE key = $1",
            row => found = new HeldAssignment(row.Text(0, 0)!, row.Text(1, 0)!, DateOnly.FromDayNumber(row.Values<int>(2)[0] + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber), null, snapshot.Commit.Version),
            [key]);
        return found;
    }
}
