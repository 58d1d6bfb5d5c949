using System.Data.Common;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Registry;

/// <summary>The SQL over registered versions, their aliases, tags and lineage; every method works inside the caller's transaction.</summary>
internal static class ModelRows
{
    private const string Select = "SELECT v.model, v.version, v.identity, v.run_id, v.time, v.content_digest, v.content, v.removed FROM model_versions AS v ";

    public static ModelRow? Find(LedgerConnection connection, string model, long version)
        => connection.Query(Select + "WHERE v.model = @model AND v.version = @version", Row, ("model", model), ("version", version)).FirstOrDefault();

    /// <summary>The version that an alias points to.</summary>
    public static ModelRow? OfAlias(LedgerConnection connection, string model, string alias)
        => connection.Query(
            Select + "JOIN model_aliases AS a ON a.model = v.model AND a.version = v.version WHERE a.model = @model AND a.alias = @alias", Row, ("model", model), ("alias", alias)).FirstOrDefault();

    /// <summary>The newest version that has files.</summary>
    public static ModelRow? Newest(LedgerConnection connection, string model)
        => connection.Query(Select + "WHERE v.model = @model AND v.removed IS NULL ORDER BY v.version DESC LIMIT 1", Row, ("model", model)).FirstOrDefault();

    /// <summary>The newest version of an identity that has files.</summary>
    public static ModelRow? OfIdentity(LedgerConnection connection, string model, string identity)
        => connection.Query(
            Select + "WHERE v.model = @model AND v.identity = @identity AND v.removed IS NULL ORDER BY v.version DESC LIMIT 1", Row, ("model", model), ("identity", identity)).FirstOrDefault();

    /// <summary>The version that a published version was made with.</summary>
    public static ModelRow? OfPublished(LedgerConnection connection, string pipeline, long published)
        => connection.Query(
            Select + "JOIN model_lineage AS l ON l.model = v.model AND l.version = v.version WHERE l.pipeline = @pipeline AND l.published = @published ORDER BY l.time DESC, v.version DESC LIMIT 1",
            Row, ("pipeline", pipeline), ("published", published)).FirstOrDefault();

    public static List<ModelRow> List(LedgerConnection connection, string model)
        => connection.Query(Select + "WHERE v.model = @model ORDER BY v.version", Row, ("model", model));

    public static List<string> Models(LedgerConnection connection)
        => connection.Query("SELECT DISTINCT model FROM model_versions ORDER BY model", row => row.GetString(0));

    /// <summary>The highest number that was ever given out; 0 for none.</summary>
    public static long LastNumber(LedgerConnection connection, string model)
        => connection.Integer("SELECT last_version FROM models WHERE name = @model", ("model", model)) ?? 0;

    /// <summary>Gives out the next number, for good.</summary>
    public static long Reserve(LedgerConnection connection, string model)
        => connection.Integer(
            "INSERT INTO models (name, last_version) VALUES (@model, 1) ON CONFLICT (name) DO UPDATE SET last_version = models.last_version + 1 RETURNING last_version", ("model", model))!.Value;

    /// <summary>Numbers up to this one are not given out again.</summary>
    public static void RaiseTo(LedgerConnection connection, string model, long number)
        => connection.Execute(
            "INSERT INTO models (name, last_version) VALUES (@model, @number) ON CONFLICT (name) DO UPDATE SET last_version = CASE WHEN models.last_version > @number THEN models.last_version ELSE @number END",
            ("model", model), ("number", number));

    public static void Insert(LedgerConnection connection, ModelRow row)
        => connection.Execute(
            """
            INSERT INTO model_versions (model, version, identity, run_id, time, content_digest, content)
            VALUES (@model, @version, @identity, @run, @time, @digest, @content)
            """,
            ("model", row.Model), ("version", row.Version), ("identity", row.Identity), ("run", row.Run), ("time", row.Time), ("digest", row.ContentDigest), ("content", row.Content));

    /// <summary>Notes that a run came to a version.</summary>
    /// <returns>Whether that was not noted before.</returns>
    public static bool AddLineage(LedgerConnection connection, string model, long version, ModelLineage lineage)
        => connection.Execute(
            """
            INSERT INTO model_lineage (model, version, pipeline, run_id, published, time) VALUES (@model, @version, @pipeline, @run, @published, @time)
            ON CONFLICT (model, version, pipeline, run_id, published) DO NOTHING
            """,
            ("model", model), ("version", version), ("pipeline", lineage.Pipeline), ("run", lineage.Run), ("published", lineage.Version), ("time", lineage.Time)) > 0;

    public static List<ModelLineage> Lineage(LedgerConnection connection, string model, long version)
        => connection.Query(
            "SELECT pipeline, run_id, published, time FROM model_lineage WHERE model = @model AND version = @version ORDER BY time, pipeline, run_id, published",
            row => new ModelLineage(row.GetString(0), row.GetString(1), row.GetInt64(2), row.Time(3)), ("model", model), ("version", version));

    public static List<KeyValuePair<string, long>> Aliases(LedgerConnection connection, string model)
        => connection.Query(
            "SELECT alias, version FROM model_aliases WHERE model = @model ORDER BY alias", row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), ("model", model));

    public static long? Alias(LedgerConnection connection, string model, string alias)
        => connection.Integer("SELECT version FROM model_aliases WHERE model = @model AND alias = @alias", ("model", model), ("alias", alias));

    public static void SetAlias(LedgerConnection connection, string model, string alias, long version, DateTimeOffset now)
        => connection.Execute(
            "INSERT INTO model_aliases (model, alias, version, time) VALUES (@model, @alias, @version, @now) ON CONFLICT (model, alias) DO UPDATE SET version = @version, time = @now",
            ("model", model), ("alias", alias), ("version", version), ("now", now));

    public static bool DropAlias(LedgerConnection connection, string model, string alias)
        => connection.Execute("DELETE FROM model_aliases WHERE model = @model AND alias = @alias", ("model", model), ("alias", alias)) > 0;

    public static List<KeyValuePair<string, string>> Tags(LedgerConnection connection, string model, long version)
        => connection.Query(
            "SELECT tag, content FROM model_tags WHERE model = @model AND version = @version ORDER BY tag", row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), ("model", model), ("version", version));

    public static void SetTag(LedgerConnection connection, string model, long version, string tag, string content)
        => connection.Execute(
            "INSERT INTO model_tags (model, version, tag, content) VALUES (@model, @version, @tag, @content) ON CONFLICT (model, version, tag) DO UPDATE SET content = @content",
            ("model", model), ("version", version), ("tag", tag), ("content", content));

    public static bool DropTag(LedgerConnection connection, string model, long version, string tag)
        => connection.Execute("DELETE FROM model_tags WHERE model = @model AND version = @version AND tag = @tag", ("model", model), ("version", version), ("tag", tag)) > 0;

    public static void Remove(LedgerConnection connection, string model, long version, DateTimeOffset now)
        => connection.Execute("UPDATE model_versions SET removed = @now WHERE model = @model AND version = @version", ("model", model), ("version", version), ("now", now));

    /// <summary>Why versions are needed, apart from being new: by number, such as <c>alias champion</c>.</summary>
    public static ILookup<long, string> Needed(LedgerConnection connection, string model)
        => connection.Query(
            """
            SELECT version, 'alias ' || alias FROM model_aliases WHERE model = @model
            UNION ALL SELECT version, 'tag ' || tag FROM model_tags WHERE model = @model
            UNION ALL SELECT l.version, 'in use by ' || l.pipeline FROM model_lineage AS l JOIN pipelines AS p ON p.name = l.pipeline AND p.current_version = l.published WHERE l.model = @model
            UNION ALL SELECT p.model_version, 'waits for a decision in ' || p.pipeline FROM promotions AS p WHERE p.model = @model AND p.model_version IS NOT NULL AND p.state IN ('candidate', 'review', 'approved')
            ORDER BY 1, 2
            """,
            row => (Version: row.GetInt64(0), Why: row.GetString(1)), ("model", model)).ToLookup(n => n.Version, n => n.Why);

    private static ModelRow Row(DbDataReader row)
        => new(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.Time(4), row.GetString(5), row.GetString(6), row.TimeOrNull(7));
}
