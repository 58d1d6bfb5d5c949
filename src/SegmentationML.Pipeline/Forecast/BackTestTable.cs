using SegmentationML.Core.Forecasting;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>The back-test of each series as a file of a version, so that a later version that keeps its methods shows how well they did when they were chosen.</summary>
internal static class BackTestTable
{
    /// <summary>The file's name, in the step's output and in a version alike: <c>key, method, state VARCHAR, rmsse, mae, bias, loss DOUBLE, tested_in BIGINT</c> (the version that tested; null for the one that holds the file).</summary>
    public const string FileName = "backtest.parquet";

    /// <summary>Adds to the table <c>accuracy</c> what an earlier version found for the series that keep its methods; nothing when that version does not tell.</summary>
    /// <param name="context">The step.</param>
    /// <param name="parent">The earlier version.</param>
    /// <param name="features">Keys of the entities.</param>
    /// <param name="choices">Why each has its method.</param>
    public static void Carry(StepContext context, Snapshot parent, TableHandle features, TableHandle choices)
    {
        var path = Path.Combine(parent.Folder, FileName);
        if (File.Exists(path))
        {
            context.Engine.Execute($"""
                INSERT INTO accuracy
                SELECT c.entity_index, p.method, p.state, p.rmsse, p.mae, p.bias, p.loss, coalesce(p.tested_in, {parent.Commit.Version})
                FROM read_parquet({Sql.Literal(path)}) p JOIN ({context.Select(features)}) f USING (key) JOIN ({context.Select(choices)}) c USING (entity_index)
                WHERE c.reason = {Sql.Literal(ForecastReason.Kept.Code())}
                ORDER BY c.entity_index, p.method
                """, null, context.Cancellation);
        }
    }

    /// <summary>Writes the file.</summary>
    /// <param name="context">The step.</param>
    /// <param name="features">Keys of the entities.</param>
    /// <param name="accuracy">The back-test by entity and method.</param>
    public static void Write(StepContext context, TableHandle features, TableHandle accuracy)
        => context.Engine.Execute(
            $"COPY (SELECT f.key, a.method, a.state, a.rmsse, a.mae, a.bias, a.loss, a.tested_in FROM ({context.Select(accuracy)}) a JOIN ({context.Select(features)}) f USING (entity_index) ORDER BY f.key, a.method) TO {Sql.Literal(Path.Combine(context.OutputFolder, FileName))} (FORMAT parquet, COMPRESSION zstd)", null, context.Cancellation);
}
