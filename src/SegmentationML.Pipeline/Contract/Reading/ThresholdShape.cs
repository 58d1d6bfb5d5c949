using SegmentationML.Contracts.Standard;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>Checks the operators of library and SQL rules: exactly one, with a fitting value.</summary>
internal static class ThresholdShape
{
    /// <summary>The operators that a rule gives, in the standard's order.</summary>
    /// <param name="rule">The rule.</param>
    public static IEnumerable<(string Name, object Value)> Given(QualityRule rule)
        => new (string Name, object? Value)[]
        {
            ("mustBe", rule.MustBe), ("mustNotBe", rule.MustNotBe), ("mustBeGreaterThan", rule.MustBeGreaterThan), ("mustBeGreaterOrEqualTo", rule.MustBeGreaterOrEqualTo),
            ("mustBeLessThan", rule.MustBeLessThan), ("mustBeLessOrEqualTo", rule.MustBeLessOrEqualTo), ("mustBeBetween", rule.MustBeBetween), ("mustNotBeBetween", rule.MustNotBeBetween),
        }.Where(o => o.Value is not null).Select(o => (o.Name, o.Value!));

    /// <summary>Lists everything that is wrong.</summary>
    /// <param name="rule">A library or SQL rule.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Check(QualityRule rule, string path, ShapeProblems problems)
    {
        var given = Given(rule).ToArray();
        if (given.Length != 1)
        {
            problems.Add(path, given.Length == 0 ? "says nothing of what must be" : $"has {string.Join(" and ", given.Select(g => g.Name))}", "Give exactly one operator, such as `mustBe: 0`; for two bounds use mustBeBetween or two rules.");
        }

        foreach (var (name, value) in given)
        {
            CheckValue(rule, name, value, $"{path}.{name}", problems);
        }
    }

    private static void CheckValue(QualityRule rule, string name, object value, string path, ShapeProblems problems)
    {
        if (value is IReadOnlyList<decimal> ends)
        {
            if (ends.Count != 2 || ends[0] >= ends[1])
            {
                problems.Add(path, $"is [{string.Join(", ", ends)}]", "Give two numbers, the smaller one first.");
            }
        }
        else if (value is bool)
        {
            if (QualityShape.TypeOf(rule) != QualityType.Sql)
            {
                problems.Add(path, "is true or false, but the metric is a number", "Write a number.");
            }
        }
        else if (value is not (long or decimal))
        {
            problems.Add(path, $"is '{value}'", $"Write a number without quotes{(name is "mustBe" or "mustNotBe" ? ", or true or false for an SQL rule" : "")}.");
        }
    }
}
