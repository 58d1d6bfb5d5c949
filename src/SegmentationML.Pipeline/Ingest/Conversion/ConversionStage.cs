using SegmentationML.Contracts.Tables;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Ingest.Conversion;

/// <summary>Brings all amounts to one currency and all quantities to base units, where rates and factors are there; says what is missing where they are not.</summary>
/// <param name="context">What the step may touch.</param>
/// <param name="store">Keeps the converted rows of each file.</param>
/// <param name="plan">Names the pipeline and its currency.</param>
internal sealed class ConversionStage(StepContext context, IStepStore store, IngestPlan plan)
{
    private const string Rates = "segml_rates";
    private const string Factors = "segml_factors";
    private readonly List<Problem> _blocking = [];
    private readonly List<string> _notes = [];

    /// <summary>Converts.</summary>
    /// <param name="tables">The tables as loaded.</param>
    public ConvertedTables Run(IReadOnlyList<LoadedTable> tables)
    {
        try
        {
            var rates = Open(tables, FxRates.Table, Rates, $"SELECT {FxRates.Currency} AS currency, {FxRates.Date} AS since, lead({FxRates.Date}) OVER (PARTITION BY {FxRates.Currency} ORDER BY {FxRates.Date}, segml_file, segml_row) AS until, {FxRates.Rate} AS rate");
            var factors = Open(tables, UnitFactors.Table, Factors, $"SELECT {UnitFactors.ProductId} AS product_id, {UnitFactors.Unit} AS unit, {UnitFactors.BaseUnit} AS base_unit, {UnitFactors.Factor} AS factor", $"QUALIFY row_number() OVER (PARTITION BY {UnitFactors.ProductId}, {UnitFactors.Unit} ORDER BY segml_file DESC, segml_row DESC) = 1");
            var currencies = new CurrencyCheck(context, Rates).Find(tables);
            var currency = plan.Options.Currency ?? (currencies.Count == 1 ? currencies.Keys.Single() : null);
            var foreign = currencies.Keys.Where(c => c != currency).ToArray();
            var canExchange = foreign.Length > 0 && CanExchange(tables, currencies, currency, rates);
            var converted = tables.Select(t => Convert(t, canExchange ? currency : null, rates, factors)).ToArray();
            var keys = tables.Concat(converted).SelectMany(t => t.Parts).Select(p => p.Key).Distinct().ToArray();
            return new ConvertedTables(converted, currency, _blocking, _notes, keys);
        }
        finally
        {
            context.Engine.Execute($"DROP TABLE IF EXISTS {Rates}; DROP TABLE IF EXISTS {Factors}", null, CancellationToken.None);
        }
    }

    private LoadedTable? Open(IReadOnlyList<LoadedTable> tables, CanonicalTable table, string name, string select, string qualify = "")
    {
        if (tables.FirstOrDefault(t => t.Table == table) is not { } loaded)
        {
            return null;
        }

        context.Engine.Execute($"CREATE OR REPLACE TEMP TABLE {name} AS {select} FROM ({loaded.Select(context, withPlaces: true)}) {qualify}", null, context.Cancellation);
        return loaded;
    }

    private bool CanExchange(IReadOnlyList<LoadedTable> tables, IReadOnlyDictionary<string, long> currencies, string? currency, LoadedTable? rates)
    {
        var found = string.Join(", ", currencies.Select(c => $"{c.Key} ({c.Value} rows)"));
        if (currency is null)
        {
            _blocking.Add(new Problem("SEG-ING-040", $"The sources hold several currencies: {found}.", $"Set ingest.currency to the one to report in, and give {FxRates.Table}."));
            return false;
        }

        if (rates is null)
        {
            _blocking.Add(new Problem("SEG-ING-040", $"The sources hold amounts in {found}; the pipeline's currency is {currency}.", $"Add a source for {FxRates.Table} with the worth of each in {currency}."));
            return false;
        }

        var missing = new CurrencyCheck(context, Rates).Missing(tables, currency);
        _blocking.AddRange(missing);
        return missing.Count == 0;
    }

    private LoadedTable Convert(LoadedTable table, string? currency, LoadedTable? rates, LoadedTable? factors)
    {
        if (ConvertibleColumns.Of(table.Table) is not { } columns)
        {
            return table;
        }

        var units = new UnitCheck(context, Factors).Find(table, columns, factors is not null);
        _blocking.AddRange(units.Blocking);
        var exchanges = currency is not null && columns.Currency is { } code && table.Given.Contains(code.Name);
        if (!exchanges && !units.NeedsConversion)
        {
            return table;
        }

        var query = new ConversionQuery(columns, exchanges ? currency : null, units.NeedsConversion, Rates, Factors);
        var parts = table.Parts.Select(p => Convert(p, query, rates, factors)).ToArray();
        _notes.Add($"{table.Table}: {(exchanges ? $"amounts were converted to {currency}" : "")}{(exchanges && units.NeedsConversion ? ", " : "")}{(units.NeedsConversion ? "quantities were converted to base units" : "")}.");
        var traces = table.Table == OrderLines.Table
            ? new[] { exchanges ? OrderLines.BookedCurrency : null, exchanges ? OrderLines.FxRate : null, units.NeedsConversion ? OrderLines.BookedUnit : null, units.NeedsConversion ? OrderLines.UnitFactor : null }.OfType<CanonicalColumn>().Select(c => c.Name)
            : [];
        return table with { Parts = parts, Given = table.Given.Concat(traces).ToHashSet(StringComparer.Ordinal) };
    }

    private TablePart Convert(TablePart part, ConversionQuery query, LoadedTable? rates, LoadedTable? factors)
    {
        var key = IngestKeys.Digest(["converted", part.Key, query.Currency, query.Currency is null ? null : rates!.Digest, query.ConvertsUnits ? factors!.Digest : null]);
        string[] columns = [.. query.Written(part.Columns).Select(c => c.Name)];
        if (store.Find(plan.Pipeline, StepName.Ingest, key) is { } cached)
        {
            return new TablePart(key, $"{cached.Name}/{PartResult.RowsFile}", cached.Rows, columns);
        }

        using var draft = store.Begin(plan.Pipeline, StepName.Ingest, key);
        try
        {
            var rows = context.Engine.Execute($"COPY ({query.Of(context.PathOf(part.File), part.Columns)}) TO {Ports.Sql.Literal(Path.Combine(draft.Folder, PartResult.RowsFile))} {PartResult.Parquet}", null, context.Cancellation);
            var output = draft.Commit("{}", rows, $"{rows:N0} rows converted");
            return new TablePart(key, $"{output.Name}/{PartResult.RowsFile}", rows, columns);
        }
        catch (ProblemException e) when (Files.EngineProblem.IsAboutValues(e))
        {
            throw new ProblemException(new Problem("SEG-ING-043", $"A converted value of {query.Columns.Table} does not fit its type: {e.Problems[0].What}", $"Check the rates in {FxRates.Table} and the factors in {UnitFactors.Table}."), e);
        }
    }
}
