using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Report;

/// <summary>A version in the list of versions, as it stood when the report was made.</summary>
/// <param name="Version">Its number.</param>
/// <param name="State">How it stands.</param>
/// <param name="AsOf">Its cut-off.</param>
/// <param name="Published">When it was published, UTC.</param>
/// <param name="LiveFrom">Since when it is or was in use, UTC; null when it never was.</param>
/// <param name="LiveTo">Until when; null while it is.</param>
/// <param name="Run">The run that published it.</param>
/// <param name="Restores">The version whose content it brought back; null unless it is a rollback.</param>
/// <param name="Entities">How many entities it holds.</param>
/// <param name="Names">Aliases and, with <c>tag:</c> before them, tags.</param>
public sealed record VersionLine(
    long Version, VersionState State, DateOnly AsOf, DateTimeOffset Published, DateTimeOffset? LiveFrom, DateTimeOffset? LiveTo, string Run, long? Restores, long Entities, IReadOnlyList<string> Names)
{
    /// <summary>The line of a version on record.</summary>
    public static VersionLine Of(VersionRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new(
            record.Commit.Version, record.State, record.Content.AsOf, record.Commit.Time, record.LiveFrom, record.LiveTo, record.Commit.Run, record.Commit.Restores, record.Content.Tables[0].Rows,
            [.. record.Aliases, .. record.Tags.Select(t => $"tag:{t}")]);
    }
}
