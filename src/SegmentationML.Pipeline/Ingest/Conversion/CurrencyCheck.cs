using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ingest.Conversion;

/// <summary>Finds the currencies that tables hold, and rates that are missing.</summary>
/// <param name="context">Runs the queries.</param>
/// <param name="rates">The engine's table of rates: currency, since, until, rate.</param>
internal sealed class CurrencyCheck(StepContext context, string rates)
{
    /// <summary>Rows by currency over all tables with amounts, by code; rows without a code are taken to be in the pipeline's currency.</summary>
    /// <param name="tables">The tables as loaded.</param>
    public IReadOnlyDictionary<string, long> Find(IReadOnlyList<LoadedTable> tables)
    {
        var found = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (table, columns) in WithCurrency(tables))
        {
            context.Engine.Read(
                $"SELECT {columns.Currency}, count(*) FROM ({table.Select(context)}) WHERE {columns.Currency} IS NOT NULL GROUP BY ALL ORDER BY 1",
                batch =>
                {
                    for (var row = 0; row < batch.Rows; row++)
                    {
                        var code = batch.Text(0, row)!;
                        found[code] = found.GetValueOrDefault(code) + batch.Values<long>(1)[row];
                    }
                },
                null,
                context.Cancellation);
        }

        return found;
    }

    /// <summary>One problem for each table and currency with rows that no rate holds for.</summary>
    /// <param name="tables">The tables as loaded.</param>
    /// <param name="currency">The pipeline's currency.</param>
    public IReadOnlyList<Problem> Missing(IReadOnlyList<LoadedTable> tables, string currency)
    {
        var missing = new List<Problem>();
        foreach (var (table, columns) in WithCurrency(tables))
        {
            context.Engine.Read(
                $"""
                SELECT t.code, count(*), CAST(min(t.day) AS VARCHAR)
                FROM (SELECT {columns.Currency} AS code, {columns.Day} AS day FROM ({table.Select(context)}) WHERE {columns.Currency} <> {Ports.Sql.Literal(currency)}) t
                ANTI JOIN {rates} r ON {ConversionQuery.Holds("t.code", "t.day")}
                GROUP BY t.code ORDER BY t.code
                """,
                batch =>
                {
                    for (var row = 0; row < batch.Rows; row++)
                    {
                        missing.Add(new Problem(
                            "SEG-ING-041",
                            $"{batch.Values<long>(1)[row]} rows of {table.Table} are in {batch.Text(0, row)}, and no rate holds on their day (the first is {batch.Text(2, row)}).",
                            $"Add rates of {batch.Text(0, row)} to fx_rates from that day on."));
                    }
                },
                null,
                context.Cancellation);
        }

        return missing;
    }

    private static IEnumerable<(LoadedTable Table, ConvertibleColumns Columns)> WithCurrency(IReadOnlyList<LoadedTable> tables)
        => tables.Select(t => (Table: t, Columns: ConvertibleColumns.Of(t.Table)!)).Where(t => t.Columns?.Currency is { } code && t.Table.Given.Contains(code.Name));
}
