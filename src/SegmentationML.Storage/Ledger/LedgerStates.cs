using SegmentationML.Core.Governance;
using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Storage.Ledger;

/// <summary>What the ledger's tables say holds now, in the words in which the audit chain states it: the list of all that a replay of the chain must rebuild.</summary>
internal static class LedgerStates
{
    /// <summary>What a key opens, as one text: a key that was put into the ledger, widened or prolonged by hand is found by it.</summary>
    public const string KeyContent = "name || '|' || digest || '|' || scopes || '|' || roles || '|' || sees || '|' || row_limits || '|' || COALESCE(expires, '')";

    /// <summary>For each area a query of subject, name and value, all of them texts, in order; of a longer value the chain states a digest.</summary>
    public static IReadOnlyList<(string Area, string Sql, bool IsDigest)> All { get; } =
    [
        ("run", "SELECT id, 'state', state FROM runs ORDER BY sequence", false),
        ("version", "SELECT name, 'live', CAST(current_version AS TEXT) FROM pipelines WHERE current_version IS NOT NULL ORDER BY name", false),
        ("version", "SELECT pipeline, kind || '.' || name, CAST(version AS TEXT) FROM version_names ORDER BY pipeline, kind, name", false),
        ("version", "SELECT pipeline, 'expired.' || CAST(version AS TEXT), 'yes' FROM versions WHERE expired IS NOT NULL ORDER BY pipeline, version", false),
        ("version", "SELECT pipeline, CAST(version AS TEXT), content_digest FROM versions ORDER BY pipeline, version", false),
        ("override", "SELECT 'ovr-' || CAST(number AS TEXT), 'state', state FROM overrides ORDER BY number", false),
        ("override", "SELECT 'ovr-' || CAST(number AS TEXT), 'content', content FROM overrides ORDER BY number", true),
        ("model", "SELECT model || ':' || CAST(version AS TEXT), 'content', content_digest FROM model_versions WHERE removed IS NULL ORDER BY model, version", false),
        ("model", "SELECT model || '@' || alias, 'version', CAST(version AS TEXT) FROM model_aliases ORDER BY model, alias", false),
        ("promotion", "SELECT pipeline || ':' || CAST(version AS TEXT), 'state', state FROM promotions ORDER BY pipeline, version", false),
        ("consumer", "SELECT pipeline || '/' || name, 'version', CAST(version AS TEXT) FROM consumers ORDER BY pipeline, name", false),
        ("key", "SELECT id, 'state', CASE WHEN revoked IS NULL THEN 'valid' ELSE 'revoked' END FROM api_keys ORDER BY id", false),
        ("key", $"SELECT id, 'content', {KeyContent} FROM api_keys ORDER BY id", true),
        ("case", "SELECT 'case-' || CAST(number AS TEXT), 'state', state FROM cases ORDER BY number", false),
        ("case", "SELECT 'case-' || CAST(number AS TEXT), 'content', content FROM cases ORDER BY number", true),
        ("alert", "SELECT fingerprint, 'state', state FROM alerts WHERE state = 'firing' ORDER BY fingerprint", false),
        ("silence", "SELECT 'silence-' || CAST(number AS TEXT), 'content', content FROM alert_silences ORDER BY number", true),
        ("webhook", "SELECT id, 'state', 'active' FROM webhooks WHERE removed IS NULL ORDER BY id", false),
    ];

    /// <summary>All states.</summary>
    public static IEnumerable<KeyValuePair<AuditState, string>> Of(LedgerConnection connection)
        => All.SelectMany(area => connection.Query(area.Sql, row => KeyValuePair.Create(new AuditState(area.Area, row.GetString(0), row.GetString(1)), area.IsDigest ? CanonicalJson.DigestOf(row.GetString(2)) : row.GetString(2))));
}
