using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Effective;

/// <summary>Which version's assignments were in force on which day.</summary>
/// <remarks>
/// A version is in force from its cut-off, a rollback from the day on which it was made, and none from before the one that it followed: a later version, also one with an older cut-off,
/// never changes what held on days before. Candidates that never went live are not on the line.
/// </remarks>
public sealed class EffectiveTimeline
{
    private EffectiveTimeline(string pipeline, IReadOnlyList<EffectiveVersion> versions)
    {
        Pipeline = pipeline;
        Versions = versions;
    }

    /// <summary>The pipeline's name.</summary>
    public string Pipeline { get; }

    /// <summary>The versions that were in use, in that order.</summary>
    public IReadOnlyList<EffectiveVersion> Versions { get; }

    /// <summary>The line of a pipeline.</summary>
    /// <param name="pipeline">Its name.</param>
    /// <param name="history">All versions that ever were (<see cref="ISnapshotStore.History"/>).</param>
    public static EffectiveTimeline Of(string pipeline, IEnumerable<VersionRecord> history)
    {
        var line = new List<EffectiveVersion>();
        foreach (var version in history.Where(v => v.LiveFrom is not null).OrderBy(v => v.Commit.Version))
        {
            var day = version.Commit.Restores is null ? version.Content.AsOf : DateOnly.FromDateTime(version.LiveFrom!.Value.UtcDateTime);
            if (line is [.., var last])
            {
                day = day < last.From ? last.From : day;
                line[^1] = last with { To = day };
            }

            line.Add(new EffectiveVersion(version, day, null));
        }

        return new EffectiveTimeline(pipeline, line);
    }

    /// <summary>The place on the line that held on a day; <c>SEG-PUB-015</c> when the day is before the first version.</summary>
    /// <param name="day">The day.</param>
    public int IndexOn(DateOnly day)
    {
        for (var i = Versions.Count - 1; i >= 0; i--)
        {
            if (Versions[i].From <= day)
            {
                return i;
            }
        }

        throw new ProblemException(new Problem(
            "SEG-PUB-015",
            $"On {day:yyyy-MM-dd} no version of '{Pipeline}' was in force.",
            Versions is [var first, ..] ? $"The first, version {first.Version.Commit.Version}, was from {first.From:yyyy-MM-dd} on." : $"Nothing has been published yet: run 'segml run {Pipeline}'."));
    }
}
