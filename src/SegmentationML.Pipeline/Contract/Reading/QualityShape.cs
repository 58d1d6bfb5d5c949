using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>Checks quality rules.</summary>
internal static class QualityShape
{
    private static readonly string[] Dimensions =
        ["accuracy", "ac", "completeness", "cp", "conformity", "cf", "consistency", "cs", "coverage", "cv", "timeliness", "tm", "uniqueness", "uq"];

    /// <summary>Lists everything that is wrong with the rules of a table or a column.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="table">The table.</param>
    /// <param name="column">The column; null for rules of the table.</param>
    /// <param name="path">Where they stand.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Check(IReadOnlyList<QualityRule> rules, SchemaObject table, SchemaProperty? column, string path, ShapeProblems problems)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            CheckRule(rules[i], table, column, $"{path}[{i}]", problems);
        }

        foreach (var id in ContractShape.Twice(rules.Select(r => r.Id)))
        {
            problems.Add(path, $"holds the id '{id}' twice", "Give each rule its own id.");
        }
    }

    private static void CheckRule(QualityRule rule, SchemaObject table, SchemaProperty? column, string path, ShapeProblems problems)
    {
        ContractShape.CheckId(rule.Id, path, problems);
        if (rule.Dimension is { } dimension && !Dimensions.Contains(dimension))
        {
            problems.Add($"{path}.dimension", $"is '{dimension}'", ClosestMatch.Hint(dimension, Dimensions));
        }

        if (!Severity.IsKnown(rule.Severity))
        {
            problems.Add($"{path}.severity", $"is '{rule.Severity}'", ClosestMatch.Hint(rule.Severity!, Severity.Words));
        }

        if (rule.Rule is { } old)
        {
            problems.Add($"{path}.rule", $"('{old}') is deprecated", "Write `metric:` with a name of the library: nullValues, missingValues, invalidValues, duplicateValues or rowCount.");
        }

        CheckKind(rule, path, problems);
        if (TypeOf(rule) is QualityType.Library or QualityType.Sql)
        {
            ThresholdShape.Check(rule, path, problems);
        }

        if (TypeOf(rule) == QualityType.Library && rule.Metric is { } metric)
        {
            CheckMetric(rule, metric, table, column, path, problems);
        }
    }

    /// <summary>The kind of a rule; what is not said is library.</summary>
    /// <param name="rule">The rule.</param>
    internal static QualityType TypeOf(QualityRule rule) => rule.Type ?? QualityType.Library;

    private static void CheckKind(QualityRule rule, string path, ShapeProblems problems)
    {
        var type = TypeOf(rule);
        Belongs(rule.Metric is not null, type == QualityType.Library, $"{path}.metric", problems);
        Belongs(rule.Arguments is not null, type == QualityType.Library, $"{path}.arguments", problems);
        Belongs(rule.Query is not null, type == QualityType.Sql, $"{path}.query", problems);
        Belongs(rule.Engine is not null, type == QualityType.Custom, $"{path}.engine", problems);
        Belongs(rule.Implementation is not null, type == QualityType.Custom, $"{path}.implementation", problems);
        Needs(type == QualityType.Library, rule.Metric is not null || rule.Rule is not null, $"{path}.metric", "A library rule names its metric; for words write `type: text`.", problems);
        Needs(type == QualityType.Sql, !string.IsNullOrWhiteSpace(rule.Query), $"{path}.query", "An SQL rule needs its query.", problems);
        Needs(type == QualityType.Custom, rule.Engine is not null, $"{path}.engine", "A custom rule names its engine.", problems);
        Needs(type == QualityType.Custom, rule.Implementation is not null, $"{path}.implementation", "A custom rule holds its implementation.", problems);
        if (type is QualityType.Text or QualityType.Custom && ThresholdShape.Given(rule).FirstOrDefault().Name is { } name)
        {
            problems.Add($"{path}.{name}", "is given for a rule that measures nothing", "Leave it out, or write a library or SQL rule.");
        }
    }

    private static void CheckMetric(QualityRule rule, QualityMetric metric, SchemaObject table, SchemaProperty? column, string path, ShapeProblems problems)
    {
        if (column is not null && metric == QualityMetric.RowCount)
        {
            problems.Add($"{path}.metric", "counts the rows of a table, but stands at a column", "Move it to the table's quality.");
        }

        if (column is null && metric is QualityMetric.NullValues or QualityMetric.MissingValues or QualityMetric.InvalidValues)
        {
            problems.Add($"{path}.metric", "is about a column, but stands at the table", "Move it to the column's quality.");
        }

        if (rule.Unit is not (null or "rows" or "percent") || (rule.Unit == "percent" && metric == QualityMetric.RowCount))
        {
            problems.Add($"{path}.unit", $"is '{rule.Unit}'", "Write rows or percent; a row count is in rows.");
        }

        CheckArguments(rule, metric, table, column, path, problems);
    }

    private static void CheckArguments(QualityRule rule, QualityMetric metric, SchemaObject table, SchemaProperty? column, string path, ShapeProblems problems)
    {
        var given = rule.Arguments ?? new QualityArguments();
        var at = $"{path}.arguments";
        BelongsTo(given.MissingValues is not null, metric == QualityMetric.MissingValues, $"{at}.missingValues", metric, problems);
        BelongsTo(given.ValidValues is not null, metric == QualityMetric.InvalidValues, $"{at}.validValues", metric, problems);
        BelongsTo(given.Pattern is not null, metric == QualityMetric.InvalidValues, $"{at}.pattern", metric, problems);
        BelongsTo(given.Properties is not null, metric == QualityMetric.DuplicateValues && column is null, $"{at}.properties", metric, problems);
        Needs(metric == QualityMetric.MissingValues, given.MissingValues is { Count: > 0 }, $"{at}.missingValues", "List the values that stand for nothing, such as ['', 'N/A'].", problems);
        Needs(metric == QualityMetric.InvalidValues, given.ValidValues is { Count: > 0 } || given.Pattern is not null || column?.Enum is not null || column?.LogicalTypeOptions is not null, at, "List validValues, give a pattern, or bound the column itself.", problems);
        Needs(metric == QualityMetric.DuplicateValues && column is null, given.Properties is { Count: > 0 }, $"{at}.properties", "List the columns that are unique together.", problems);
        if (given.Pattern is { } pattern)
        {
            TypeShape.CheckPattern(pattern, $"{at}.pattern", problems);
        }

        var names = table.Properties.Select(p => p.Name ?? "").ToArray();
        foreach (var name in (given.Properties ?? []).Where(n => !names.Contains(n)))
        {
            problems.Add($"{at}.properties", $"names '{name}', which the table does not have", ClosestMatch.Hint(name, names));
        }
    }

    private static void Belongs(bool given, bool fits, string path, ShapeProblems problems)
    {
        if (given && !fits)
        {
            problems.Add(path, "does not go with the rule's type", "Set the type that it belongs to (library, sql or custom), or leave it out.");
        }
    }

    private static void BelongsTo(bool given, bool fits, string path, QualityMetric metric, ShapeProblems problems)
    {
        if (given && !fits)
        {
            problems.Add(path, $"is no argument of {char.ToLowerInvariant(metric.ToString()[0])}{metric.ToString()[1..]} here", "Leave it out.");
        }
    }

    private static void Needs(bool applies, bool given, string path, string fix, ShapeProblems problems)
    {
        if (applies && !given)
        {
            problems.Add(path, "is missing", fix);
        }
    }
}
