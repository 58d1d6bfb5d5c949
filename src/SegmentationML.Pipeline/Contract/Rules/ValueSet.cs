using SegmentationML.Pipeline.Contract.Reading;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>SQL that tells whether a column holds one of some values, each compared in its own type.</summary>
internal static class ValueSet
{
    /// <summary>A condition that is true or false for every row, null never.</summary>
    /// <param name="column">The column.</param>
    /// <param name="values">The values; null matches null.</param>
    public static string Holds(BoundColumn column, IEnumerable<object?> values)
    {
        var all = values.ToArray();
        var typed = all.Where(v => v is not null && IsTyped(column, v)).Select(v => SqlValue.Literal(v!, column.Property.LogicalType)).ToArray();
        var texts = all.Where(v => v is not null && !IsTyped(column, v)).Select(v => Sql.Literal(SqlValue.Words(v))).ToArray();
        var parts = new List<string>();
        if (typed.Length > 0)
        {
            parts.Add($"{column.Value} IN ({string.Join(", ", typed)})");
        }

        if (texts.Length > 0)
        {
            parts.Add($"{column.Raw}::VARCHAR IN ({string.Join(", ", texts)})");
        }

        var found = parts.Count == 0 ? "false" : $"coalesce({string.Join(" OR ", parts)}, false)";
        return all.Contains(null) ? $"({column.Raw} IS NULL OR {found})" : found;
    }

    private static bool IsTyped(BoundColumn column, object value) => column.Kind switch
    {
        ColumnKind.Integer or ColumnKind.Decimal or ColumnKind.Floating => value is long or decimal,
        ColumnKind.Boolean => value is bool,
        ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.Time => column.Property.LogicalType is { } type && TypeShape.Bound(type, value) is not null,
        _ => false,
    };
}
