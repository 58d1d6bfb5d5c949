using System.Globalization;
using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Storage.Snapshots;

/// <summary>The events of versions. Their subject is the pipeline; what holds from then on: <c>now.live</c> is the version in use, <c>now.3</c> the digest of version 3, <c>now.alias.x</c> and <c>now.tag.x</c> whom a name stands for, <c>now.expired.3</c> that its files are gone.</summary>
internal static class VersionAudit
{
    public static AuditEvent Published(VersionRow row, string actor) => AuditEvent.Of(
        row.Restores is null ? "version.published" : "version.rolled-back", row.Pipeline, actor,
        ("version", Number(row.Version)), ("parent", Number(row.Parent)), ("run", row.Run), ("restores", Number(row.Restores)),
        ("candidate", row.Candidate ? "yes" : null), ($"now.{Number(row.Version)}", row.ContentDigest), ("now.live", row.Candidate ? null : Number(row.Version)));

    public static AuditEvent Activated(VersionRow row, AuditEvent decision) => With(decision, "version.activated", row.Pipeline,
        ("version", Number(row.Version)), ("parent", Number(row.Parent)), ("content-digest", row.ContentDigest), ("now.live", Number(row.Version)));

    public static AuditEvent Adopted(VersionRow row, VersionRow? current) => AuditEvent.Of(
        "version.adopted", row.Pipeline, AuditEvent.Program,
        ("version", Number(row.Version)), ("parent", Number(row.Parent)), ("run", row.Run), ($"now.{Number(row.Version)}", row.ContentDigest), ("now.live", Number(current?.Version)));

    public static AuditEvent RolledBack(VersionRow row, AuditEvent decision) => With(decision, "version.rolled-back", row.Pipeline, [.. Published(row, decision.Actor).Facts.Select(f => (f.Key, (string?)f.Value))]);

    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="kind">alias or tag.</param>
    /// <param name="name">The name.</param>
    /// <param name="version">The version that bears it from now on; null for none.</param>
    /// <param name="before">The version that bore it; null for none.</param>
    /// <param name="actor">Who did it.</param>
    public static AuditEvent Named(string pipeline, string kind, string name, long? version, long? before, string actor) => AuditEvent.Of(
        $"version.{(kind == NameRows.Alias ? "aliased" : "tagged")}", pipeline, actor,
        (kind, name), ("version", Number(version)), ("before", Number(before)), ($"now.{kind}.{name}", Number(version) ?? ""));

    public static AuditEvent Marked(string pipeline, IEnumerable<long> versions, string actor) => AuditEvent.Of("version.marked", pipeline, actor, ("versions", string.Join(' ', versions.TakeLast(200).Select(v => Number(v)))));

    public static AuditEvent Unmarked(string pipeline, IEnumerable<long> versions, string actor) => AuditEvent.Of("version.kept", pipeline, actor, ("versions", string.Join(' ', versions.TakeLast(200).Select(v => Number(v)))));

    public static AuditEvent Expired(VersionRow row, string actor) => AuditEvent.Of("version.expired", row.Pipeline, actor, ("version", Number(row.Version)), ("content-digest", row.ContentDigest), ($"now.expired.{Number(row.Version)}", "yes"));

    /// <summary>The decision with the store's own facts; of a name that both give, the store's holds.</summary>
    private static AuditEvent With(AuditEvent decision, string kind, string pipeline, params ReadOnlySpan<(string Name, string? Value)> facts)
    {
        var own = AuditEvent.Of(kind, pipeline, decision.Actor, facts);
        var all = new SortedDictionary<string, string>(decision.Facts.ToDictionary(f => f.Key, f => f.Value), StringComparer.Ordinal);
        foreach (var (name, value) in own.Facts)
        {
            all[name] = value;
        }

        return own with { Facts = all };
    }

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
