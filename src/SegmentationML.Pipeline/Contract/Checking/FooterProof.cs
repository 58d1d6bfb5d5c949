using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>Finds the rules that the footers of the table's files prove: least and greatest value and number of nulls of each row group.</summary>
/// <remarks>
/// Used for files that ingest wrote with the same engine. Rows that the table leaves out are in the footers too, which can only hide a proof and never make one.
/// A group without these figures proves nothing. Floating columns have no test: their footers know nothing of NaN.
/// </remarks>
internal static class FooterProof
{
    /// <summary>The rules that are proved.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="source">The table.</param>
    /// <param name="rules">Rules to prove.</param>
    /// <param name="cancellation">Stops it.</param>
    public static IReadOnlySet<RowRule> Find(IQueryEngine engine, TableSource source, IEnumerable<RowRule> rules, CancellationToken cancellation)
    {
        var proved = new HashSet<RowRule>();
        RowRule[] tested = source.TrustsFooters ? [.. rules.Where(r => r.Footer is not null)] : [];
        if (tested.Length == 0)
        {
            return proved;
        }

        var sql = $"""
            SELECT {string.Join("\n, ", tested.Select(r => Test(r.Footer!)))}
            FROM (SELECT path_in_schema AS c, stats_null_count AS nulls, num_values AS n, stats_min_value AS least, stats_max_value AS greatest
                  FROM parquet_metadata([{string.Join(", ", source.Paths.Select(Sql.Literal))}]))
            """;
        engine.Read(sql, batch => proved.UnionWith(tested.Where((_, i) => !batch.IsNull(i, 0) && batch.Values<bool>(i)[0])), null, cancellation);
        return proved;
    }

    private static string Test(FooterTest test)
    {
        var condition = test.Condition
            .Replace("{lo}", $"TRY_CAST(least AS {test.Type})", StringComparison.Ordinal)
            .Replace("{hi}", $"TRY_CAST(greatest AS {test.Type})", StringComparison.Ordinal);
        return $"bool_and(coalesce({condition}, false)) FILTER (WHERE c = {Sql.Literal(test.Column)})";
    }
}
