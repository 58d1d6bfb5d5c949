namespace SegmentationML.Storage.Ledger;

/// <summary>The SQL over pipelines.</summary>
internal static class PipelineRows
{
    /// <summary>The pipelines that ever ran, by name.</summary>
    public static IReadOnlyList<string> Names(LedgerDatabase database) => database.Read(connection => connection.Query("SELECT name FROM pipelines ORDER BY name", row => row.GetString(0)));
}
