using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Snapshots;

/// <summary>The SQL over what went live when; every method works inside the caller's transaction.</summary>
internal static class ActivationRows
{
    /// <summary>Makes a version the one in use. Times never run backwards, whatever the clock does, so that "what was in use then" has one answer.</summary>
    public static void Add(LedgerConnection connection, string pipeline, long version, long? previous, DateTimeOffset now)
    {
        var last = connection.Text("SELECT time FROM activations WHERE pipeline = @pipeline ORDER BY sequence DESC LIMIT 1", ("pipeline", pipeline));
        var time = last is not null && Timestamp.Parse(last) is var before && before > now ? before : now;
        connection.Execute(
            "INSERT INTO activations (pipeline, version, previous, time) VALUES (@pipeline, @version, @previous, @time)",
            ("pipeline", pipeline), ("version", version), ("previous", previous), ("time", time));
        connection.Execute("UPDATE pipelines SET current_version = @version WHERE name = @pipeline", ("pipeline", pipeline), ("version", version));
    }

    /// <summary>All of a pipeline, oldest first.</summary>
    public static List<Activation> List(LedgerConnection connection, string pipeline)
        => connection.Query("SELECT version, time FROM activations WHERE pipeline = @pipeline ORDER BY sequence", row => new Activation(row.GetInt64(0), row.Time(1)), ("pipeline", pipeline));

    /// <summary>The version that was in use at a time; null before the first.</summary>
    public static long? At(LedgerConnection connection, string pipeline, DateTimeOffset time)
        => connection.Integer("SELECT version FROM activations WHERE pipeline = @pipeline AND time <= @time ORDER BY sequence DESC LIMIT 1", ("pipeline", pipeline), ("time", time));

    /// <summary>Whether a version is or was in use.</summary>
    public static bool WasLive(LedgerConnection connection, string pipeline, long version)
        => connection.Integer("SELECT count(*) FROM activations WHERE pipeline = @pipeline AND version = @version", ("pipeline", pipeline), ("version", version)) > 0;
}
