using System.Globalization;
using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>The <c>customProperties</c> that this program reads; all others belong to other readers and are left alone.</summary>
internal static class ExtraSettings
{
    /// <summary>Percent of quarantined rows above which a table blocks; of a table, or of the contract for all its tables.</summary>
    public const string QuarantineLimit = "quarantineLimitPercent";

    /// <summary>Severity of the rules that follow from a column's own settings; of a column, a relationship or a service level, or of a table for all its columns.</summary>
    public const string SeverityWord = "severity";

    /// <summary>Severity of the primary key of a table.</summary>
    public const string PrimaryKeySeverity = "primaryKeySeverity";

    /// <summary>Columns of a table whose sums before and after quarantine are reported.</summary>
    public const string Totals = "totals";

    /// <summary>The value of a property, or null.</summary>
    /// <param name="properties">The properties of an element.</param>
    /// <param name="name">The name.</param>
    public static object? Find(IReadOnlyList<CustomProperty> properties, string name) => properties.FirstOrDefault(p => p.Property == name)?.Value;

    /// <summary>A text value, or null.</summary>
    /// <param name="properties">The properties of an element.</param>
    /// <param name="name">The name.</param>
    public static string? Text(IReadOnlyList<CustomProperty> properties, string name) => Find(properties, name) as string;

    /// <summary>The quarantine limit in percent, or null.</summary>
    /// <param name="properties">The properties of an element.</param>
    public static double? LimitPercent(IReadOnlyList<CustomProperty> properties)
        => Find(properties, QuarantineLimit) is long or decimal ? Convert.ToDouble(Find(properties, QuarantineLimit), CultureInfo.InvariantCulture) : null;

    /// <summary>The columns to sum; a lone name stands for a list of one.</summary>
    /// <param name="properties">The properties of a table.</param>
    public static IReadOnlyList<string> TotalColumns(IReadOnlyList<CustomProperty> properties) => Find(properties, Totals) switch
    {
        string one => [one],
        IReadOnlyList<object?> list => [.. list.OfType<string>()],
        _ => [],
    };

    /// <summary>Checks those of an element's properties that are read.</summary>
    /// <param name="properties">The properties.</param>
    /// <param name="path">The element.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Check(IReadOnlyList<CustomProperty> properties, string path, ShapeProblems problems)
    {
        for (var i = 0; i < properties.Count; i++)
        {
            var (at, value) = ($"{path}[{i}].value", properties[i].Value);
            if (properties[i].Property == QuarantineLimit && !(value is long or decimal && LimitPercent([properties[i]]) is >= 0 and <= 100))
            {
                problems.Add(at, "is not a percentage", $"{QuarantineLimit} is a number in [0, 100], such as 5.");
            }
            else if (properties[i].Property is SeverityWord or PrimaryKeySeverity && !(value is string word && Severity.IsKnown(word)))
            {
                problems.Add(at, $"is '{value}'", ClosestMatch.Hint(value as string ?? "", Severity.Words));
            }
        }
    }
}
