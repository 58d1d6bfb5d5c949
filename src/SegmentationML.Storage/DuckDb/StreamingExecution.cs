using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>Runs a prepared query so that its rows come while it runs, and are not all held in memory first.</summary>
/// <remarks>
/// DuckDB marks this entry point for removal without naming its successor, so it is called here and nowhere else.
/// When it goes, <see cref="DuckDbNative.ExecutePrepared"/> takes its place: the same rows in the same order, held in memory.
/// </remarks>
internal static class StreamingExecution
{
    /// <summary>Starts the query; statements that are not queries run to their end.</summary>
    /// <param name="statement">With its parameters bound.</param>
    /// <param name="result">Receives the result.</param>
    /// <returns>True on success.</returns>
    public static bool TryExecute(PreparedStatementHandle statement, ResultHandle result) =>
        DuckDbNative.ExecutePreparedStreaming(statement, result) == 0;
}
