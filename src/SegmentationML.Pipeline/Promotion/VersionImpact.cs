using SegmentationML.Core.Governance.Impact;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;

namespace SegmentationML.Pipeline.Promotion;

/// <summary>Reads what a version would change from the published files of both versions, and from nothing else.</summary>
public static class VersionImpact
{
    private const string Terms = "service_level, safety_stock, reorder_point, order_quantity";

    /// <summary>Compares a version with the one in use.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="version">The version that may come into use.</param>
    /// <param name="live">The version in use; null before the first.</param>
    /// <param name="valueDriver">What entities are weighed by.</param>
    /// <param name="rights">Tiers and key accounts.</param>
    /// <param name="cancellation">Ends it.</param>
    public static ImpactAssessment Of(IQueryEngine engine, Snapshot version, Snapshot? live, string valueDriver, DecisionRights rights, CancellationToken cancellation)
    {
        var tally = new ImpactTally(rights);
        engine.Read($"""
            SELECT coalesce(n.key, o.key), o.segment, n.segment, greatest(0, coalesce(n.value, o.value, 0)), coalesce(n.unit_cost, o.unit_cost),
                o.service_level, o.safety_stock, o.reorder_point, o.order_quantity, o.method, n.service_level, n.safety_stock, n.reorder_point, n.order_quantity, n.method
            FROM ({(live is null ? Nothing : Entities(live, valueDriver))}) AS o FULL JOIN ({Entities(version, valueDriver)}) AS n ON n.key = o.key
            ORDER BY coalesce(n.key, o.key)
            """, batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                tally.Add(new EntityChange(batch.Text(0, i)!, batch.Text(1, i), batch.Text(2, i), Real(batch, 3, i), Real(batch, 4, i), Side(batch, 5, i), Side(batch, 10, i)));
            }
        }, null, cancellation);
        return tally.Result();
    }

    private static string Nothing
        => "SELECT NULL::VARCHAR AS key, NULL::VARCHAR AS segment, NULL::DOUBLE AS value, NULL::DOUBLE AS service_level, NULL::DOUBLE AS safety_stock, NULL::DOUBLE AS reorder_point, NULL::DOUBLE AS order_quantity, NULL::DOUBLE AS unit_cost, NULL::VARCHAR AS method WHERE false";

    private static string Entities(Snapshot version, string valueDriver)
    {
        var value = PublishedEntity.DriversOf(version).Contains(valueDriver, StringComparer.Ordinal) ? $"CAST(a.{Sql.Identifier(valueDriver)} AS DOUBLE)" : "0.0::DOUBLE";
        var cost = version.Content.Tables.Single(t => t.Name == PublishedTable.Policies).Columns.Any(c => c.Name == "unit_cost") ? "unit_cost" : "NULL::DOUBLE AS unit_cost";
        return $"""
            SELECT a.key, a.segment, {value} AS value, p.* EXCLUDE (key), f.method
            FROM read_parquet({File(version, PublishedTable.Assignments)}) AS a
            LEFT JOIN (SELECT key, {Terms}, {cost} FROM read_parquet({File(version, PublishedTable.Policies)})) AS p ON p.key = a.key
            LEFT JOIN (SELECT key, method FROM read_parquet({File(version, PublishedTable.Forecasts)}) WHERE step = 1) AS f ON f.key = a.key
            """;
    }

    private static EntityTerms Side(IColumnBatch batch, int first, int row)
        => new(Real(batch, first, row), Real(batch, first + 1, row), Real(batch, first + 2, row), Real(batch, first + 3, row), batch.Text(first + 4, row));

    private static double Real(IColumnBatch batch, int column, int row) => batch.IsNull(column, row) ? double.NaN : batch.Values<double>(column)[row];

    private static string File(Snapshot version, string table) => Sql.Literal(Path.Combine(version.Folder, $"{table}.parquet"));
}
