using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ingest.Conversion;

/// <summary>Finds products whose quantities are in several units, and whether factors apply.</summary>
/// <param name="context">Runs the queries.</param>
/// <param name="factors">The engine's table of factors: product_id, unit, base_unit, factor.</param>
internal sealed class UnitCheck(StepContext context, string factors)
{
    /// <summary>What a table's units need.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="hasFactors">True when the table of factors is there.</param>
    public (bool NeedsConversion, IReadOnlyList<Problem> Blocking) Find(LoadedTable table, ConvertibleColumns columns, bool hasFactors)
    {
        if (columns.Unit is not { } unit || !table.Given.Contains(unit.Name))
        {
            return (false, []);
        }

        var factor = hasFactors ? $"LEFT JOIN {factors} f ON f.product_id = t.product_id AND f.unit = t.unit" : "";
        var baseUnit = hasFactors ? "coalesce(f.base_unit, t.unit)" : "t.unit";
        long mixed = 0, scaled = 0;
        var examples = new List<string>();
        context.Engine.Read(
            $"""
            SELECT t.product_id, string_agg(DISTINCT t.unit, ', ' ORDER BY t.unit), count(DISTINCT {baseUnit}), {(hasFactors ? "count(f.factor)" : "0::BIGINT")}
            FROM (SELECT DISTINCT product_id, {unit} AS unit FROM ({table.Select(context)}) WHERE {unit} IS NOT NULL) t {factor}
            GROUP BY t.product_id ORDER BY t.product_id
            """,
            batch =>
            {
                for (var row = 0; row < batch.Rows; row++)
                {
                    scaled += batch.Values<long>(3)[row];
                    if (batch.Values<long>(2)[row] > 1 && mixed++ < 3)
                    {
                        examples.Add($"{batch.Text(0, row)} in {batch.Text(1, row)}");
                    }
                }
            },
            null,
            context.Cancellation);
        return mixed == 0 ? (scaled > 0, []) : (false, [new Problem(
            "SEG-ING-042",
            $"{mixed} products of {table.Table} have quantities in several units of measure without a factor: {string.Join("; ", examples)}.",
            "Give unit_factors for each of these products and units, with one base unit a product.")]);
    }
}
