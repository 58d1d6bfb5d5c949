using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>What one pass over a table gives: everything that is a count, a sum or a greatest value. Rules that the files' footers prove are not part of the pass.</summary>
/// <param name="Rows">Rows of the table.</param>
/// <param name="Broken">Rows that break each row rule, by rule.</param>
/// <param name="Newest">Greatest value of each freshness rule's column; null when all are null.</param>
/// <param name="Sums">Sum of each column of the totals, as an exact text.</param>
internal sealed record RowScan(long Rows, IReadOnlyDictionary<RowRule, long> Broken, IReadOnlyDictionary<FreshnessRule, DateTime?> Newest, IReadOnlyList<string> Sums)
{
    /// <summary>Runs the pass.</summary>
    /// <remarks>The engine's <c>count_if</c> is null, not 0, when its condition is null throughout, as over a column that is empty throughout.</remarks>
    /// <param name="engine">The engine.</param>
    /// <param name="source">The table.</param>
    /// <param name="book">Its rules.</param>
    /// <param name="cancellation">Stops it.</param>
    public static RowScan Run(IQueryEngine engine, TableSource source, RuleBook book, CancellationToken cancellation)
    {
        RowRule[] all = [.. book.Rules.OfType<RowRule>()];
        var proved = FooterProof.Find(engine, source, all, cancellation);
        RowRule[] rows = [.. all.Where(r => !proved.Contains(r))];
        FreshnessRule[] freshness = [.. book.Rules.OfType<FreshnessRule>()];
        var sql = $"""
            SELECT count(*)
            {string.Concat(rows.Select(r => $"\n, coalesce(count_if({r.Broken}), 0)::BIGINT"))}
            {string.Concat(freshness.Select(f => $"\n, max({f.Value})::TIMESTAMP"))}
            {string.Concat(book.Totals.Select(t => $"\n, coalesce(sum({t.Exact}), 0)::VARCHAR"))}
            FROM ({source.Rows})
            """;
        RowScan? scan = null;
        engine.Read(sql, batch => scan = Take(batch, rows, freshness, book.Totals.Count), null, cancellation);
        return scan! with { Broken = all.ToDictionary(r => r, r => scan!.Broken.GetValueOrDefault(r)) };
    }

    private static RowScan Take(IColumnBatch batch, RowRule[] rows, FreshnessRule[] freshness, int totals)
    {
        var broken = rows.Select((r, i) => (r, batch.Values<long>(1 + i)[0])).ToDictionary(x => x.r, x => x.Item2);
        var newest = freshness.Select((f, i) => (f, At(1 + rows.Length + i))).ToDictionary(x => x.f, x => x.Item2);
        var sums = Enumerable.Range(1 + rows.Length + freshness.Length, totals).Select(c => batch.Text(c, 0)!).ToArray();
        return new RowScan(batch.Values<long>(0)[0], broken, newest, sums);

        DateTime? At(int column) => batch.IsNull(column, 0) ? null : DateTime.UnixEpoch.AddTicks(batch.Values<long>(column)[0] * TimeSpan.TicksPerMicrosecond);
    }
}
