using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Snapshots;

/// <summary>The SQL over aliases and tags; every method works inside the caller's transaction.</summary>
internal static class NameRows
{
    public const string Alias = "alias";

    public const string Tag = "tag";

    /// <summary>All names of a pipeline's versions, sorted.</summary>
    public static List<NamedVersion> List(LedgerConnection connection, string pipeline)
        => connection.Query(
            "SELECT kind, name, version FROM version_names WHERE pipeline = @pipeline ORDER BY kind, name",
            row => new NamedVersion(row.GetString(0), row.GetString(1), row.GetInt64(2)), ("pipeline", pipeline));

    /// <summary>The version that bears a name; null when none does.</summary>
    public static long? Find(LedgerConnection connection, string pipeline, string kind, string name)
        => connection.Integer("SELECT version FROM version_names WHERE pipeline = @pipeline AND kind = @kind AND name = @name", ("pipeline", pipeline), ("kind", kind), ("name", name));

    /// <summary>Gives a name to a version, and takes it from the one that had it.</summary>
    public static void Set(LedgerConnection connection, string pipeline, string kind, string name, long version, DateTimeOffset now)
        => connection.Execute(
            """
            INSERT INTO version_names (pipeline, kind, name, version, time) VALUES (@pipeline, @kind, @name, @version, @now)
            ON CONFLICT (pipeline, kind, name) DO UPDATE SET version = @version, time = @now
            """,
            ("pipeline", pipeline), ("kind", kind), ("name", name), ("version", version), ("now", now));

    /// <summary>Takes a name away.</summary>
    public static void Remove(LedgerConnection connection, string pipeline, string kind, string name)
        => connection.Execute("DELETE FROM version_names WHERE pipeline = @pipeline AND kind = @kind AND name = @name", ("pipeline", pipeline), ("kind", kind), ("name", name));
}
