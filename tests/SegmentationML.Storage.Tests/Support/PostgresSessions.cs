using SegmentationML.Storage.Ledger.Postgres;

namespace SegmentationML.Storage.Tests.Support;

/// <summary>What is done to the sessions of a ledger on a server.</summary>
internal static class PostgresSessions
{
    /// <summary>Ends the session whose lock lets a run hold a pipeline, as the loss of its connection would.</summary>
    public static void EndSessionThatRuns(this PostgresServer server, string pipeline, string ledger)
    {
        var key = AdvisoryKey.Of(PostgresAddress.Parse(ledger, "a test").Schema, $"run {pipeline}");
        server.Execute($"SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND granted AND CAST(classid AS BIGINT) = {(key >> 32) & 0xFFFFFFFFL} AND CAST(objid AS BIGINT) = {key & 0xFFFFFFFFL}");
    }
}
