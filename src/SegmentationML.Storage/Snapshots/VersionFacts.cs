using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Snapshots;

/// <summary>What the ledger knows of a pipeline's versions.</summary>
/// <param name="Rows">All versions, oldest first.</param>
/// <param name="Current">The version in use; null before the first.</param>
/// <param name="Activations">What went live when, oldest first.</param>
/// <param name="Names">Aliases and tags.</param>
/// <param name="Retired">Versions whose promotion ended.</param>
internal sealed record VersionFacts(IReadOnlyList<VersionRow> Rows, VersionRow? Current, IReadOnlyList<Activation> Activations, IReadOnlyList<NamedVersion> Names, IReadOnlyList<long> Retired)
{
    /// <summary>How a version stands.</summary>
    public VersionState StateOf(VersionRow row)
        => row.Expired is not null ? VersionState.Expired
            : row.Version == Current?.Version ? VersionState.Live
            : Activations.Any(a => a.Version == row.Version) ? VersionState.Past
            : row.Parent == Current?.Version ? Retired.Contains(row.Version) ? VersionState.Rejected : VersionState.Candidate
            : VersionState.Superseded;

    /// <summary>The names of a version of one kind, sorted.</summary>
    public IReadOnlyList<string> NamesOf(long version, string kind) => [.. Names.Where(n => n.Version == version && n.Kind == kind).Select(n => n.Name)];

    /// <summary>Versions with what became of them, oldest first.</summary>
    public IReadOnlyList<VersionRecord> Records() => [.. Rows.Select(Record)];

    private VersionRecord Record(VersionRow row)
    {
        var (from, to) = LifeOf(row.Version);
        return new VersionRecord(
            row.Commit, Manifest.ParseContent(row.Content), StateOf(row), from, to, row.Expired is null ? row.Marked : null, row.Expired, NamesOf(row.Version, NameRows.Alias), NamesOf(row.Version, NameRows.Tag));
    }

    private (DateTimeOffset? From, DateTimeOffset? To) LifeOf(long version)
    {
        for (var i = 0; i < Activations.Count; i++)
        {
            if (Activations[i].Version == version)
            {
                return (Activations[i].Time, i + 1 < Activations.Count ? Activations[i + 1].Time : null);
            }
        }

        return (null, null);
    }
}
