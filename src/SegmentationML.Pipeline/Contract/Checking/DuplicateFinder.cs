using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>Finds the rows that repeat the key of an earlier row, exactly.</summary>
/// <remarks>
/// Grouping 18.6 million keys in the engine takes 1 GiB and several seconds. So the engine only hashes the keys, and a <see cref="HashSieve"/> finds hashes that occur twice:
/// where there are none, no two keys are equal, and that is a proof. The few rows whose hash is not their own are then compared by their keys.
/// Where very many repeat (the column is no key at all), the engine groups after all.
/// </remarks>
/// <param name="engine">The engine.</param>
/// <param name="cancellation">Stops the search.</param>
internal sealed class DuplicateFinder(IQueryEngine engine, CancellationToken cancellation)
{
    private const string Suspects = "contract_suspects";
    private const int MostSuspects = 1 << 20;

    /// <summary>Makes a table (columns f, r: file and row from 0) of the later rows; no table when there are none.</summary>
    /// <param name="source">The table to search.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="excluded">SQL condition of rows that are taken out anyway and do not count; null for none.</param>
    /// <param name="rows">Rows of the table, to size the search.</param>
    /// <param name="into">Name of the table to make.</param>
    /// <returns>How many rows are in it.</returns>
    public long Find(TableSource source, KeyRule rule, string? excluded, long rows, string into)
    {
        var keys = string.Join(", ", rule.Values);
        var counts = $"NOT ({string.Join(" AND ", rule.Values.Select(v => $"{v} IS NULL"))})" + (excluded is null ? "" : $" AND NOT coalesce({excluded}, false)");
        var sieve = new HashSieve(rows);
        engine.Read($"SELECT hash({keys}) FROM ({source.Rows}) WHERE {counts}", batch => sieve.Add(batch.Values<ulong>(0)), null, cancellation);
        var suspects = sieve.Repeated(MostSuspects, cancellation);
        if (suspects is { Count: 0 })
        {
            return 0;
        }

        var narrowed = suspects is null ? counts : $"{counts} AND hash({keys}) IN (SELECT h FROM {Suspects})";
        Store(suspects ?? []);
        engine.Execute(
            $"""
            CREATE OR REPLACE TABLE {into} AS
            SELECT f, r, rule_key FROM (
              SELECT {TableSource.File} AS f, {TableSource.Row} AS r, {rule.Shown} AS rule_key, row_number() OVER (PARTITION BY {keys} ORDER BY {TableSource.File}, {TableSource.Row}) AS n
              FROM ({source.Numbered}) WHERE {narrowed})
            WHERE n > 1
            """,
            null,
            cancellation);
        long found = 0;
        engine.Read($"SELECT count(*) FROM {into}", batch => found = batch.Values<long>(0)[0], null, cancellation);
        engine.Execute($"DROP TABLE {Suspects}", null, cancellation);
        return found;
    }

    private void Store(IReadOnlyList<ulong> suspects)
    {
        engine.Execute($"CREATE OR REPLACE TABLE {Suspects} (h UBIGINT)", null, cancellation);
        using var appender = engine.Append(Suspects);
        if (suspects.Count > 0)
        {
            appender.Set<ulong>(0, suspects.ToArray());
            appender.WriteBatch();
        }

        appender.Complete();
    }
}
