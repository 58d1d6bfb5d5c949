using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;
using static SegmentationML.Pipeline.Report.Collecting.ReportTables;

namespace SegmentationML.Pipeline.Report.Collecting;

/// <summary>The report's sections on segments: matrix, concentration, clusters.</summary>
internal static class SegmentFigures
{
    /// <summary>The first two dimensions that are crossed; null when there is only one.</summary>
    public static MatrixView? Matrix(ReportTables tables)
    {
        var model = tables.Definitions.Model;
        var crossed = model.Matrix.Dimensions.Count > 0 ? model.Matrix.Dimensions : [.. model.Dimensions.Keys];
        if (crossed.Count < 2)
        {
            return null;
        }

        var (row, column) = (Sql.Identifier($"class_{crossed[0]}"), Sql.Identifier($"class_{crossed[1]}"));
        var cells = tables.Rows(
            $"SELECT a.{row}, a.{column}, count(*), list(CAST({tables.ValueSql} AS DOUBLE) ORDER BY a.entity_index).list_sum() FROM r_assignments a JOIN r_features f USING (entity_index) GROUP BY ALL ORDER BY ALL",
            (b, i) => new MatrixCell(b.Text(0, i)!, b.Text(1, i)!, b.Values<long>(2)[i], Real(b, 3, i)));
        var total = cells.Sum(c => c.ValueShare);
        var (rows, columns) = (Classes(model.Dimensions[crossed[0]], cells.Select(c => c.Row)), Classes(model.Dimensions[crossed[1]], cells.Select(c => c.Column)));
        return new MatrixView(
            crossed[0].ToUpperInvariant(),
            crossed[1].ToUpperInvariant(),
            rows,
            columns,
            [.. cells.Select(c => c with { ValueShare = tables.HasValue ? c.ValueShare / total : double.NaN })])
        {
            Names = Names(tables, crossed[0], cells.Select(c => c.Row)).Concat(Names(tables, crossed[1], cells.Select(c => c.Column))).DistinctBy(n => n.Key).ToDictionary(StringComparer.Ordinal),
            Meanings = [.. rows.Select(code => (crossed[0], code)).Concat(columns.Select(code => (crossed[1], code))).Select(c => (c.Item1.ToUpperInvariant(), c.code, tables.Words.MeaningOf(c.Item1, c.code)))],
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Names(ReportTables tables, string dimension, IEnumerable<string> codes)
        => codes.Distinct(StringComparer.Ordinal).Select(code => KeyValuePair.Create(code, tables.Words.NameOf(dimension, code)!)).Where(named => named.Value is not null);

    /// <summary>Entities by falling value against the share of value.</summary>
    public static ParetoCurve? Pareto(ReportTables tables)
    {
        if (!tables.HasValue)
        {
            return null;
        }

        var dimension = tables.Definitions.Model.Dimensions.FirstOrDefault(d => d.Value.Kind == DimensionKind.CumulativeShare && d.Value.Driver == tables.Definitions.Model.ValueDriver);
        var classColumn = dimension.Key is null ? "''" : $"a.{Sql.Identifier($"class_{dimension.Key}")}";
        var rows = tables.Rows(
            $"SELECT CAST({tables.ValueSql} AS DOUBLE) AS value, {classColumn} FROM r_features f JOIN r_assignments a USING (entity_index) WHERE {tables.ValueSql} > 0 ORDER BY value DESC, f.entity_index",
            (b, i) => (Value: b.Values<double>(0)[i], Class: b.Text(1, i)!));
        return rows.Count == 0 ? null : Curve(tables, rows);
    }

    /// <summary>The first clustered dimension on two axes; null without one.</summary>
    public static ClusterPlot? Clusters(ReportTables tables)
    {
        if (tables.Segments.Clusters.Count == 0)
        {
            return null;
        }

        var clusters = tables.Segments.Clusters[0];
        var points = tables.Rows(
            $"SELECT p.x, p.y, p.cluster, f.key FROM {Sql.Identifier($"r_points_{clusters.Dimension}")} p JOIN r_features f USING (entity_index) ORDER BY hash(f.key), f.key LIMIT {ReportLimits.ClusterPoints}",
            (b, i) => new ClusterPoint(b.Values<double>(0)[i], b.Values<double>(1)[i], b.Text(2, i)!, b.Text(3, i)!));
        return new ClusterPlot(
            clusters.Dimension,
            [.. clusters.Drivers.Select(DriverWords.Of)],
            clusters.Silhouette,
            clusters.ExplainedVariance[0],
            clusters.ExplainedVariance[1],
            points,
            [.. clusters.Clusters.Select((c, i) => new ClusterRow(c.Code, c.Count, c.Centre) { Name = c.Name == c.Code ? "" : c.Name, Jaccard = i < clusters.Quality.Jaccard.Count ? clusters.Quality.Jaccard[i] : double.NaN })])
        {
            Units = [.. clusters.Drivers.Select(tables.UnitOf)],
            Trust = clusters.Quality,
        };
    }

    private static ParetoCurve Curve(ReportTables tables, List<(double Value, string Class)> rows)
    {
        var total = rows.Sum(r => r.Value);
        var every = Math.Max(1, rows.Count / ReportLimits.ParetoPoints);
        var (points, cuts) = (new List<ParetoPoint>(), new List<ParetoCut>());
        double sum = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            sum += rows[i].Value;
            var (entities, value) = ((i + 1.0) / rows.Count, sum / total);
            if (i % every == 0 || i == rows.Count - 1)
            {
                points.Add(new ParetoPoint(entities, value));
            }

            if (rows[i].Class.Length > 0 && (i == rows.Count - 1 || rows[i + 1].Class != rows[i].Class))
            {
                cuts.Add(new ParetoCut(rows[i].Class, entities, value));
            }
        }

        return new ParetoCurve(DriverWords.Of(tables.Definitions.Model.ValueDriver), points, cuts);
    }

    /// <summary>The classes in the model's order, those outside it behind.</summary>
    private static List<string> Classes(DimensionDefinition dimension, IEnumerable<string> found)
    {
        string[] order = dimension.Kind switch
        {
            DimensionKind.CumulativeShare => [.. dimension.Cuts?.Keys ?? ["A", "B", "C"]],
            DimensionKind.Variability => [.. dimension.Cuts?.Keys ?? ["X", "Y", "Z"]],
            DimensionKind.DemandClass => ["SMOOTH", "ERRATIC", "INTERMITTENT", "LUMPY"],
            _ => [],
        };
        var present = found.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return [.. order, .. present.Except(order, StringComparer.Ordinal)];
    }
}
