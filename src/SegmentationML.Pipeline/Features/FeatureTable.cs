using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Features;

/// <summary>The table of features: groups and kernels side by side, one row per entity in key order.</summary>
public static class FeatureTable
{
    private const string FileName = "features.parquet";

    /// <summary>Reads features as columns, in entity order; an empty value is NaN.</summary>
    /// <param name="context">The step that reads.</param>
    /// <param name="features">The table.</param>
    /// <param name="names">The features.</param>
    /// <returns>One array a feature, shape (entities).</returns>
    public static IReadOnlyDictionary<string, double[]> Read(StepContext context, TableHandle features, IReadOnlyCollection<string> names)
    {
        var order = names.ToArray();
        var columns = order.Select(_ => new double[features.Rows]).ToArray();
        var at = 0;
        context.Engine.Read($"SELECT {string.Join(", ", order.Select(Sql.Identifier).DefaultIfEmpty("entity_index"))} FROM ({context.Select(features)}) ORDER BY entity_index", batch =>
        {
            for (var c = 0; c < order.Length; c++)
            {
                Copy(batch, c, columns[c].AsSpan(at, batch.Rows));
            }

            at += batch.Rows;
        }, null, context.Cancellation);
        return order.Select((name, c) => (name, c)).ToDictionary(p => p.name, p => columns[p.c], StringComparer.Ordinal);
    }

    /// <summary>Writes the table.</summary>
    internal static TableHandle Write(StepContext context, EntitySource source, IReadOnlyList<FeatureGroup> groups, IReadOnlyList<FeatureColumn> kernels)
    {
        var values = groups.SelectMany(g => g.Columns.Select(c => $"CAST({FeatureGroupRunner.TableOf(g)}.{c.Name} AS DOUBLE) AS {c.Name}"))
            .Concat(kernels.Select(c => $"k.{c.Name}"));
        var keys = string.Join(", ", source.Key.Select(k => $"e.{Sql.Identifier(k)}"));
        var joins = string.Join("\n", groups.Select(g => $"LEFT JOIN {FeatureGroupRunner.TableOf(g)} USING (entity_index)"));
        var rows = context.Engine.Execute($"""
            COPY (
                SELECT e.entity_index, e.key, {keys}, {string.Join(", ", values)}
                FROM entities e {joins} LEFT JOIN {DemandFeatures.Table} k ON k.entity_index = e.entity_index
                ORDER BY e.entity_index
            ) TO {Sql.Literal(Path.Combine(context.OutputFolder, FileName))} (FORMAT parquet, COMPRESSION zstd)
            """, null, context.Cancellation);
        return context.Table("features", FileName, rows);
    }

    /// <summary>The exact sum of net revenue over all entities; null when it was not computed.</summary>
    internal static string? NetRevenue(StepContext context, IReadOnlyList<FeatureGroup> groups)
    {
        var group = groups.FirstOrDefault(g => g.Columns.Any(c => c.Name == "net_revenue"));
        string? sum = null;
        if (group is not null)
        {
            context.Engine.Read($"SELECT CAST(sum(net_revenue) AS VARCHAR) FROM {FeatureGroupRunner.TableOf(group)}", b => sum = b.Text(0, 0), null, context.Cancellation);
        }

        return sum;
    }

    private static void Copy(IColumnBatch batch, int column, Span<double> target)
    {
        batch.Values<double>(column).CopyTo(target);
        for (var row = 0; row < target.Length; row++)
        {
            if (batch.IsNull(column, row))
            {
                target[row] = double.NaN;
            }
        }
    }
}
