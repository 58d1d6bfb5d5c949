using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>What columns of a published file hold.</summary>
internal static class ColumnSummaries
{
    /// <summary>Reads them, by name.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="source">The file as a source of a query.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IReadOnlyDictionary<string, ColumnSummary> Read(IQueryEngine engine, string source, IReadOnlyList<SnapshotColumn> columns, CancellationToken cancellation)
    {
        var found = new Dictionary<string, ColumnSummary>(StringComparer.Ordinal);
        Numbers(engine, source, [.. columns.Where(c => c.Type == "DOUBLE").Select(c => c.Name)], found, cancellation);
        Others(engine, source, [.. columns.Where(c => c.Type != "DOUBLE")], found, cancellation);
        return found;
    }

    private static void Numbers(IQueryEngine engine, string source, string[] columns, Dictionary<string, ColumnSummary> found, CancellationToken cancellation)
    {
        if (columns.Length == 0)
        {
            return;
        }

        NumberTally[] tallies = [.. columns.Select(_ => new NumberTally())];
        var block = new NumberBlock();
        engine.Read(
            $"SELECT {string.Join(", ", columns.Select(Sql.Identifier))} FROM {source}",
            batch =>
            {
                for (var c = 0; c < tallies.Length; c++)
                {
                    block.Fill(batch, c);
                    tallies[c].Add(block);
                }
            },
            null, cancellation);
        for (var c = 0; c < columns.Length; c++)
        {
            found.Add(columns[c], tallies[c].Summary);
        }
    }

    private static void Others(IQueryEngine engine, string source, SnapshotColumn[] columns, Dictionary<string, ColumnSummary> found, CancellationToken cancellation)
    {
        if (columns.Length == 0)
        {
            return;
        }

        var bounds = string.Join(", ", columns.Select(c => c.Type.EndsWith("[]", StringComparison.Ordinal)
            ? $"count(*) - count({Sql.Identifier(c.Name)}), NULL::VARCHAR, NULL::VARCHAR"
            : $"count(*) - count({Sql.Identifier(c.Name)}), min({Sql.Identifier(c.Name)})::VARCHAR, max({Sql.Identifier(c.Name)})::VARCHAR"));
        engine.Read(
            $"SELECT {bounds} FROM {source}",
            batch =>
            {
                for (var c = 0; c < columns.Length; c++)
                {
                    found.Add(columns[c].Name, new ColumnSummary(batch.Values<long>(3 * c)[0], batch.Text((3 * c) + 1, 0), batch.Text((3 * c) + 2, 0), null));
                }
            },
            null, cancellation);
    }
}
