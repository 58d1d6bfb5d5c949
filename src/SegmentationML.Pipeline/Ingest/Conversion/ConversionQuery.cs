using SegmentationML.Contracts.Tables;
using SegmentationML.Pipeline.Ingest.Sql;

namespace SegmentationML.Pipeline.Ingest.Conversion;

/// <summary>The query that converts the rows of one file, in their order.</summary>
/// <param name="Columns">The table's amounts and quantities.</param>
/// <param name="Currency">The pipeline's currency; null to leave amounts as they are.</param>
/// <param name="ConvertsUnits">True to bring quantities to base units.</param>
/// <param name="Rates">The engine's table of rates: currency, since, until, rate.</param>
/// <param name="Factors">The engine's table of factors: product_id, unit, base_unit, factor.</param>
internal sealed record ConversionQuery(ConvertibleColumns Columns, string? Currency, bool ConvertsUnits, string Rates, string Factors)
{
    /// <summary>The condition under which a rate holds: the latest at or before the day.</summary>
    /// <param name="code">SQL of the currency.</param>
    /// <param name="day">SQL of the day.</param>
    public static string Holds(string code, string day) => $"r.currency = {code} AND {day} >= r.since AND (r.until IS NULL OR {day} < r.until)";

    /// <summary>The query.</summary>
    /// <param name="path">The Parquet file.</param>
    /// <param name="stored">The columns that it holds.</param>
    public string Of(string path, IReadOnlyCollection<string> stored)
    {
        var rate = Currency is null ? "" : $"LEFT JOIN {Rates} r ON {Holds($"t.{Columns.Currency}", "t.segml_day")} AND t.{Columns.Currency} <> {Ports.Sql.Literal(Currency)}";
        var factor = ConvertsUnits ? $"LEFT JOIN {Factors} f ON f.product_id = t.product_id AND f.unit = t.{Columns.Unit}" : "";
        var outputs = Written(stored).Select(c => $"{Value(c)} AS {c}");
        return $"""
            SELECT {string.Join(", ", outputs)}
            FROM (SELECT {StoredColumns.Select(Columns.Table, stored)}, file_row_number, {Columns.Day} AS segml_day FROM read_parquet({Ports.Sql.Literal(path)}, file_row_number = true)) t {rate} {factor}
            ORDER BY t.file_row_number
            """;
    }

    /// <summary>The columns that the converted file holds: those of the file, and what tells how its values were converted.</summary>
    /// <param name="stored">The columns that the file holds.</param>
    public IEnumerable<CanonicalColumn> Written(IReadOnlyCollection<string> stored) => Columns.Table.Columns.Where(c => stored.Contains(c.Name) || Trace(c) is not null);

    private string Value(CanonicalColumn column)
    {
        if (Trace(column) is { } trace)
        {
            return trace;
        }

        var value = $"t.{column}";
        if (Currency is not null && Columns.Amounts.Contains(column))
        {
            value = $"(CASE WHEN r.rate IS NULL THEN {value} ELSE {ExactProduct.Sql(value, ExactProduct.ScaleOf(column), "r.rate", ExactProduct.ScaleOf(FxRates.Rate), column.SqlType)} END)";
        }

        if (ConvertsUnits && Columns.Quantities.Contains(column))
        {
            return $"CASE WHEN f.factor IS NULL THEN {value} ELSE {ExactProduct.Sql(value, ExactProduct.ScaleOf(column), "f.factor", ExactProduct.ScaleOf(UnitFactors.Factor), column.SqlType)} END";
        }

        if (ConvertsUnits && Columns.UnitPrices.Contains(column))
        {
            return $"CASE WHEN f.factor IS NULL THEN {value} ELSE CAST({value} / f.factor AS {column.SqlType}) END";
        }

        return value;
    }

    private string? Trace(CanonicalColumn column) => (Currency is not null, ConvertsUnits) switch
    {
        (true, _) when column == Columns.Currency => Ports.Sql.Literal(Currency!),
        (_, true) when column == Columns.Unit => $"coalesce(f.base_unit, t.{column})",
        (true, _) when column == OrderLines.BookedCurrency => $"CASE WHEN r.rate IS NOT NULL THEN t.{OrderLines.Currency} END",
        (true, _) when column == OrderLines.FxRate => "r.rate",
        (_, true) when column == OrderLines.BookedUnit => $"CASE WHEN f.factor IS NOT NULL THEN t.{OrderLines.Unit} END",
        (_, true) when column == OrderLines.UnitFactor => "f.factor",
        _ => null,
    };
}
