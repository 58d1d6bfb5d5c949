using SegmentationML.Core;
using SegmentationML.Core.Hierarchy;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>Values of a column by entity: of the key, of the segment, or of what the tables of products and customers say.</summary>
/// <param name="context">The step.</param>
/// <param name="input">What it reads.</param>
internal sealed class EntityColumn(StepContext context, ForecastInput input)
{
    /// <summary>The name of an entity's segment.</summary>
    public const string Segment = "segment";

    /// <summary>Reads a column as texts; empty where it is null.</summary>
    /// <param name="setting">The setting that names it.</param>
    /// <param name="column">Its name; <c>total</c> puts everything into one group.</param>
    /// <exception cref="ProblemException">SEG-FCST-105: there is no such column.</exception>
    public string[] Read(string setting, string column)
    {
        var values = new string[(int)input.Features.Features.Rows];
        Array.Fill(values, column == HierarchyLevel.TotalName ? column : "");
        if (column == HierarchyLevel.TotalName)
        {
            return values;
        }

        context.Engine.Read(Query(setting, column), batch =>
        {
            var entity = batch.Values<int>(0);
            for (var i = 0; i < batch.Rows; i++)
            {
                values[entity[i]] = batch.Text(1, i) ?? "";
            }
        }, null, context.Cancellation);
        return values;
    }

    /// <summary>Whether a table of products or customers has a column.</summary>
    public bool Has(string table, string column) => ColumnsOf(table).Contains(column, StringComparer.Ordinal);

    private string[] ColumnsOf(string table)
        => ForecastColumns.Masters.Any(m => m.Table == table && input.Entity.Contains(m.Key, StringComparer.Ordinal)) && input.Tables.ContainsKey(table)
            ? [.. context.Engine.Describe($"SELECT * FROM {Sql.Identifier(table)}").Select(static c => c.Name)]
            : [];

    private string Query(string setting, string column)
    {
        var features = context.Select(input.Features.Features);
        if (column == Segment)
        {
            return $"SELECT entity_index, CAST(segment AS VARCHAR) FROM ({context.Select(input.Segments.Assignments)})";
        }

        if (input.Entity.Contains(column, StringComparer.Ordinal))
        {
            return $"SELECT entity_index, CAST({Sql.Identifier(column)} AS VARCHAR) FROM ({features})";
        }

        return ForecastColumns.Masters.FirstOrDefault(m => Has(m.Table, column)) is { Table: not null } master
            ? $"SELECT f.entity_index, CAST(m.{Sql.Identifier(column)} AS VARCHAR) FROM ({features}) f JOIN {master.Table} m USING ({master.Key})"
            : throw new ProblemException(ForecastColumns.Unknown(setting, column, [.. ForecastColumns.Named(input.Entity).Concat(ForecastColumns.Masters.SelectMany(m => ColumnsOf(m.Table))).Distinct(StringComparer.Ordinal)]));
    }
}
