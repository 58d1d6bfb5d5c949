using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Storage.Ledger;

/// <summary>What the ledger's tables say holds now, in the words in which the audit chain states it: the list of all that a replay of the chain must rebuild.</summary>
internal static class LedgerStates
{
    /// <summary>For each area a query of subject, name and value, all of them texts, in order.</summary>
    public static IReadOnlyList<(string Area, string Sql)> All { get; } =
    [
        ("run", "SELECT id, 'state', state FROM runs ORDER BY sequence"),
        ("version", "SELECT name, 'live', CAST(current_version AS TEXT) FROM pipelines WHERE current_version IS NOT NULL ORDER BY name"),
        ("version", "SELECT pipeline, kind || '.' || name, CAST(version AS TEXT) FROM version_names ORDER BY pipeline, kind, name"),
        ("version", "SELECT pipeline, 'expired.' || CAST(version AS TEXT), 'yes' FROM versions WHERE expired IS NOT NULL ORDER BY pipeline, version"),
        ("version", "SELECT pipeline, CAST(version AS TEXT), content_digest FROM versions ORDER BY pipeline, version"),
    ];

    /// <summary>All states.</summary>
    public static IEnumerable<KeyValuePair<AuditState, string>> Of(LedgerConnection connection)
        => All.SelectMany(area => connection.Query(area.Sql, row => KeyValuePair.Create(new AuditState(area.Area, row.GetString(0), row.GetString(1)), row.GetString(2))));
}
