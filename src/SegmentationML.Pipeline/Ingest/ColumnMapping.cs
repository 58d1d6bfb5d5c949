using SegmentationML.Contracts.Tables;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>What a canonical column is filled with: a source column, an expression over source columns, or a constant.</summary>
[YamlShorthand(nameof(Column))]
public sealed record ColumnMapping
{
    /// <summary>A source column as its header spells it; <c>lookup.column</c> for one of a joined lookup.</summary>
    public string? Column { get; init; }

    /// <summary>A scalar SQL expression over source columns, such as <c>Price * Quantity</c>; names with blanks in double quotes.</summary>
    public string? Expression { get; init; }

    /// <summary>The same text for every row, read as the canonical column's type.</summary>
    public string? Value { get; init; }

    /// <summary>What stands for an empty value, read as the canonical column's type; null leaves it empty.</summary>
    public string? Default { get; init; }

    /// <summary>Multiplies a number: 0.01 for prices in pence, 1000 for thousands, -1 for the opposite sign. Default 1.</summary>
    public decimal Factor { get; init; } = 1;

    /// <summary>Lists what is wrong.</summary>
    /// <param name="setting">Where the mapping stands, for messages.</param>
    /// <param name="target">The canonical column; null when there is no such.</param>
    internal IEnumerable<Problem> Validate(string setting, CanonicalColumn? target)
    {
        if (new[] { Column, Expression, Value }.Count(x => x is not null) != 1)
        {
            yield return new Problem("SEG-ING-003", $"{setting} has not exactly one of column, expression and value.", "Keep one.");
        }

        if (Factor == 0 || decimal.Round(Factor, 8) != Factor || Math.Abs(Factor) >= 10_000_000_000m)
        {
            yield return new Problem("SEG-ING-005", $"{setting}.factor is {Factor}.", "Write what one unit of the source is in canonical units: up to ten digits before and eight after the point, not 0.");
        }

        if (Factor != 1 && target is not null && !target.SqlType.StartsWith("DECIMAL", StringComparison.Ordinal))
        {
            yield return new Problem("SEG-ING-005", $"{setting}.factor is {Factor}, but the column is {target.SqlType}.", "Only quantities, prices and amounts have factors: remove it.");
        }
    }
}
