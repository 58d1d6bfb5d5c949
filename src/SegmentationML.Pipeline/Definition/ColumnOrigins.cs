using System.Text.RegularExpressions;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Ingest;

namespace SegmentationML.Pipeline.Definition;

/// <summary>Which source columns the columns of assignments are made from: keys by the mapping, features by what their group says that it reads, measures of demand by date and quantity.</summary>
/// <remarks>Of an expression every name counts that is not called as a function. Columns that are decided (segment, reasons) come from the drivers and are not listed.</remarks>
public static partial class ColumnOrigins
{
    /// <summary>The origins of a pipeline's keys and features, in order of column, source and field.</summary>
    /// <param name="definitions">The pipeline.</param>
    public static IReadOnlyList<ColumnOrigin> Of(Definitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var origins = new HashSet<ColumnOrigin>();
        foreach (var key in definitions.Pipeline.Entity)
        {
            Add(key, "order_lines", key, isIdentity: true);
        }

        foreach (var group in definitions.FeatureGroups)
        {
            foreach (var read in group.Requires.Concat(group.Uses).Select(r => r.Split('.', 2)).Where(r => r.Length == 2))
            {
                foreach (var column in group.Columns)
                {
                    Add(column.Name, read[0], read[1], isIdentity: false);
                }
            }
        }

        foreach (var column in DemandFeatures.Columns)
        {
            Add(column.Name, "order_lines", "order_date", isIdentity: false);
            Add(column.Name, "order_lines", "quantity", isIdentity: false);
        }

        return [.. origins.OrderBy(o => o.Column, StringComparer.Ordinal).ThenBy(o => o.Source, StringComparer.Ordinal).ThenBy(o => o.Field, StringComparer.Ordinal)];

        void Add(string column, string table, string canonical, bool isIdentity)
        {
            foreach (var (name, source) in definitions.Pipeline.Ingest.Sources.Where(s => (s.Value.Table ?? s.Key) == table).OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                if (source.Mapping.TryGetValue(canonical, out var mapping))
                {
                    origins.UnionWith(Fields(mapping).Select(field => new ColumnOrigin(column, name, field, isIdentity && mapping.Column is not null)));
                }
            }
        }
    }

    private static IEnumerable<string> Fields(ColumnMapping mapping)
        => mapping.Column is { } column ? [column] : mapping.Expression is { } expression ? Names(expression) : [];

    private static IEnumerable<string> Names(string expression)
        => Name().Matches(Text().Replace(expression, " ")).Where(m => m.Groups["call"].Length == 0).Select(m => m.Groups["quoted"].Success ? m.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : m.Groups["plain"].Value)
            .Where(n => !Words.Contains(n.ToUpperInvariant()));

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "AND", "OR", "NOT", "NULL", "IS", "IN", "AS", "CASE", "WHEN", "THEN", "ELSE", "END", "LIKE", "ILIKE", "BETWEEN", "TRUE", "FALSE", "CAST", "DATE", "TIMESTAMP", "INTERVAL", "DISTINCT", "FROM",
        "VARCHAR", "INTEGER", "BIGINT", "DOUBLE", "DECIMAL",
    };

    [GeneratedRegex("'([^']|'')*'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Text();

    [GeneratedRegex("(\"(?<quoted>([^\"]|\"\")+)\"|(?<plain>[A-Za-z_][A-Za-z0-9_.]*))(?<call>\\s*\\()?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
