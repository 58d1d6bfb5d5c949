using SegmentationML.Contracts.Outcomes;
using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Contract.Reading;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>The quality rules of a table or a column, ready to be checked.</summary>
/// <param name="columns">The table's columns that were found, by the contract's name.</param>
/// <param name="table">The table.</param>
/// <param name="tableName">What the table is called in SQL.</param>
internal sealed class QualityRules(IReadOnlyDictionary<string, BoundColumn> columns, SchemaObject table, string tableName)
{
    /// <summary>The rules, in the order of the contract.</summary>
    /// <param name="rules">The contract's rules.</param>
    /// <param name="path">Ids begin with this.</param>
    /// <param name="property">The column; null for rules of the table.</param>
    public IEnumerable<Rule> All(IReadOnlyList<QualityRule> rules, string path, SchemaProperty? property)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            yield return One(rule, Id(rule, path, taken), property);
        }
    }

    private static string Id(QualityRule rule, string path, HashSet<string> taken)
    {
        var name = rule.Id ?? (rule.Metric?.ToString() is { } metric ? char.ToLowerInvariant(metric[0]) + metric[1..] : QualityShape.TypeOf(rule).ToString().ToLowerInvariant());
        var id = $"{path}/{name}";
        for (var i = 2; !taken.Add(id); i++)
        {
            id = $"{path}/{name}-{i}";
        }

        return id;
    }

    private Rule One(QualityRule rule, string id, SchemaProperty? property)
    {
        var promise = rule.Description ?? rule.Name;
        if (QualityShape.TypeOf(rule) is QualityType.Text or QualityType.Custom)
        {
            var note = rule.Type == QualityType.Text ? "Words for people; nothing to measure." : $"A rule for the engine {rule.Engine}, which is not run here.";
            return new SettledRule(id, promise ?? "A rule in words", Severity.Outcome(rule.Severity, false), RuleState.NotRun, note);
        }

        var limit = Threshold.Of(rule);
        if (rule.Type == QualityType.Sql)
        {
            return new QueryRule(id, promise ?? $"The query gives {limit}", Severity.Outcome(rule.Severity, false), Fill(rule.Query!, property), limit);
        }

        var named = rule.Arguments?.Properties ?? (property is null ? [] : [property.Name!]);
        if (named.FirstOrDefault(n => !columns.ContainsKey(n)) is { } missing)
        {
            return new SettledRule(id, promise ?? "A rule about a column", Severity.Outcome(rule.Severity, false), RuleState.NotRun, $"The column {missing} is missing or of another type.");
        }

        return Metric(rule, id, promise, limit, [.. named.Select(n => columns[n])]);
    }

    private Rule Metric(QualityRule rule, string id, string? promise, Threshold limit, IReadOnlyList<BoundColumn> named)
    {
        if (rule.Metric == QualityMetric.RowCount)
        {
            return new RowCountRule(id, promise ?? $"The table has {limit} rows", Severity.Outcome(rule.Severity, false), limit);
        }

        var each = limit.MeansNone && (rule.Unit != "percent" || limit.Operator != ThresholdOperator.Less);
        var onFailure = Severity.Outcome(rule.Severity, pointsAtRows: each);
        var (kept, inPercent) = (each ? null : limit, rule.Unit == "percent");
        var names = string.Join(", ", named.Select(c => c.Name));
        var wanted = each ? "no rows" : inPercent ? $"{limit} % of the rows" : $"{limit} rows";
        if (rule.Metric == QualityMetric.DuplicateValues)
        {
            return new KeyRule(id, promise ?? $"{wanted} repeat {names}", onFailure, kept, inPercent, [.. named.Select(c => c.Value)]);
        }

        var column = named[0];
        var (words, broken) = rule.Metric switch
        {
            QualityMetric.NullValues => ("are empty", $"{column.Raw} IS NULL"),
            QualityMetric.MissingValues => ($"hold {SqlValue.List(rule.Arguments!.MissingValues!)}", ValueSet.Holds(column, rule.Arguments.MissingValues!)),
            _ => ("are not valid", $"{column.Raw} IS NOT NULL AND {Invalid(rule.Arguments, column)}"),
        };
        return new RowRule(id, promise ?? $"{wanted} of {names} {words}", onFailure, kept, inPercent, broken, $"{column.Raw}::VARCHAR");
    }

    private string Invalid(QualityArguments? arguments, BoundColumn column)
    {
        var parts = new List<string>();
        if (arguments?.ValidValues is { } values)
        {
            parts.Add($"NOT {ValueSet.Holds(column, values)}");
        }

        if (arguments?.Pattern is { } pattern)
        {
            parts.Add($"NOT {SqlPattern.Matches(column.IsText ? column.Raw : $"{column.Raw}::VARCHAR", pattern)}");
        }

        if (parts.Count == 0)
        {
            parts.Add(new ColumnRules(column, table.Name, null).OutOfBounds() ?? "false");
        }

        return $"({string.Join(" OR ", parts)})";
    }

    /// <summary>Fills the placeholders of the standard's text (<c>{object}</c>, <c>{property}</c>) and of its examples (<c>${table}</c>, <c>${column}</c>, <c>{table}</c>, <c>{column}</c>).</summary>
    private string Fill(string query, SchemaProperty? property)
    {
        var (objectName, propertyName) = (Sql.Identifier(tableName), property is null ? null : Sql.Identifier(property.PhysicalName ?? property.Name!));
        foreach (var (placeholder, name) in new[] { ("table", objectName), ("object", objectName), ("column", propertyName), ("property", propertyName) })
        {
            if (name is not null)
            {
                query = query.Replace($"${{{placeholder}}}", name, StringComparison.Ordinal).Replace($"{{{placeholder}}}", name, StringComparison.Ordinal);
            }
        }

        return query;
    }
}
