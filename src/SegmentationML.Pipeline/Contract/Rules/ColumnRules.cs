using System.Globalization;
using SegmentationML.Contracts.Outcomes;
using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Contract.Reading;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>The rules that follow from a column's own settings: required, type, bounds, pattern, allowed values, uniqueness.</summary>
/// <param name="column">The column.</param>
/// <param name="path">Ids of its rules begin with this.</param>
/// <param name="severity">Severity of its rules; null for error.</param>
internal sealed class ColumnRules(BoundColumn column, string path, string? severity)
{
    private readonly string _name = column.Name;
    private readonly string _v = column.Value;
    private readonly string _text = column.IsText ? column.Value : $"{column.Value}::VARCHAR";
    private readonly ContractOutcome _onFailure = Severity.Outcome(severity, pointsAtRows: true);

    /// <summary>All rules of the column, in the order of reports.</summary>
    public IEnumerable<Rule> All() => [.. Presence(), .. Type(), .. Options(), .. Allowed(), .. Uniqueness()];

    /// <summary>A condition that is true for values outside of the column's own bounds and allowed values; null when it has neither.</summary>
    public string? OutOfBounds()
    {
        var broken = Options().Concat(Allowed()).OfType<RowRule>().Select(r => $"coalesce({r.Broken}, false)").ToArray();
        return broken.Length == 0 ? null : $"({string.Join(" OR ", broken)})";
    }

    private IEnumerable<Rule> Presence()
    {
        if (column.Property.Required || column.Property.PrimaryKey)
        {
            yield return Rows("required", $"{_name} is given", $"{column.Raw} IS NULL", "nulls = 0");
        }
    }

    private IEnumerable<Rule> Type()
    {
        var type = column.Property.LogicalType;
        if (column.IsRead)
        {
            var format = column.Property.LogicalTypeOptions?.Format is { } f && type is LogicalType.Date or LogicalType.Timestamp or LogicalType.Time ? $" written as {column.Property.LogicalTypeOptions.Format}" : "";
            yield return Rows("type", $"{_name} is {(type == LogicalType.Integer ? "an" : "a")} {TypeShape.TypeWord(type!.Value)}{format}", $"{column.Raw} IS NOT NULL AND {_v} IS NULL");
        }

        if (column.Kind == ColumnKind.Floating && type is LogicalType.Number or LogicalType.Integer)
        {
            yield return Rows("finite", $"{_name} is a finite number", $"NOT isfinite({_v})");
        }

        if (type == LogicalType.Integer && column.Kind is ColumnKind.Decimal or ColumnKind.Floating)
        {
            yield return Rows("whole", $"{_name} is a whole number", $"{_v} <> trunc({_v})");
        }
    }

    private IEnumerable<Rule> Options()
        => column.Property is { LogicalTypeOptions: { } options, LogicalType: { } type } ? [.. Bounds(options, type), .. Number(options, type), .. Text(options, type), .. Many(options, type)] : [];

    private IEnumerable<Rule> Bounds(LogicalTypeOptions o, LogicalType type)
    {
        if (o.Minimum is { } minimum)
        {
            yield return Rows("minimum", $"{_name} is at least {SqlValue.Words(minimum)}", $"{_v} < {SqlValue.Literal(minimum, type)}", $"{{lo}} >= {SqlValue.Literal(minimum, type)}");
        }

        if (o.ExclusiveMinimum is { } above)
        {
            yield return Rows("exclusiveMinimum", $"{_name} is more than {SqlValue.Words(above)}", $"{_v} <= {SqlValue.Literal(above, type)}", $"{{lo}} > {SqlValue.Literal(above, type)}");
        }

        if (o.Maximum is { } maximum)
        {
            yield return Rows("maximum", $"{_name} is at most {SqlValue.Words(maximum)}", $"{_v} > {SqlValue.Literal(maximum, type)}", $"{{hi}} <= {SqlValue.Literal(maximum, type)}");
        }

        if (o.ExclusiveMaximum is { } below)
        {
            yield return Rows("exclusiveMaximum", $"{_name} is less than {SqlValue.Words(below)}", $"{_v} >= {SqlValue.Literal(below, type)}", $"{{hi}} < {SqlValue.Literal(below, type)}");
        }
    }

    private IEnumerable<Rule> Number(LogicalTypeOptions o, LogicalType type)
    {
        if (o.MultipleOf is { } step)
        {
            var number = step.ToString(CultureInfo.InvariantCulture);
            var exact = column.Kind == ColumnKind.Floating ? $"TRY_CAST({_v} AS DECIMAL(38, 10))" : _v;
            yield return Rows("multipleOf", $"{_name} is a multiple of {number}", $"{exact} % {number} <> 0");
        }

        if (type is LogicalType.Integer or LogicalType.Number && o.Format is { } format && Range(format) is var (least, greatest))
        {
            yield return Rows("format", $"{_name} fits into {format}", $"{_v} < {least} OR {_v} > {greatest}", $"{{lo}} >= {least} AND {{hi}} <= {greatest}");
        }
    }

    private IEnumerable<Rule> Text(LogicalTypeOptions o, LogicalType type)
    {
        if (o.MinLength is { } least)
        {
            yield return Rows("minLength", $"{_name} has at least {least} {(least == 1 ? "character" : "characters")}", least == 1 ? $"{_text} = ''" : $"length({_text}) < {least}", least == 1 && column.IsText ? "{lo} > ''" : null);
        }

        if (o.MaxLength is { } most)
        {
            yield return Rows("maxLength", $"{_name} has at most {most} {(most == 1 ? "character" : "characters")}", $"length({_text}) > {most}");
        }

        if (o.Pattern is { } pattern)
        {
            yield return Rows("pattern", $"{_name} matches {pattern}", $"NOT {SqlPattern.Matches(_text, pattern)}");
        }

        if (type == LogicalType.String && o.Format is { } format)
        {
            yield return new SettledRule($"{path}/format", $"{_name} is a {format}", _onFailure, RuleState.NotRun, "The standard gives text formats as context: write a pattern where it matters.");
        }
    }

    private IEnumerable<Rule> Many(LogicalTypeOptions o, LogicalType type)
    {
        if (type is LogicalType.Array or LogicalType.Vector or LogicalType.Object && column.Kind is not (ColumnKind.List or ColumnKind.Vector))
        {
            yield return new SettledRule($"{path}/options", $"{_name} keeps its bounds", _onFailure, RuleState.NotRun, "The bounds of nested values are checked for lists and vectors only.");
            yield break;
        }

        if (o.MinItems is { } least)
        {
            yield return Rows("minItems", $"{_name} has at least {least} items", $"len({_v}) < {least}");
        }

        if (o.MaxItems is { } most)
        {
            yield return Rows("maxItems", $"{_name} has at most {most} items", $"len({_v}) > {most}");
        }

        if (o.UniqueItems == true)
        {
            yield return Rows("uniqueItems", $"{_name} has no item twice", $"len({_v}) <> len(list_distinct({_v}))");
        }

        if (o.Dimensions is { } dimensions)
        {
            yield return Rows("dimensions", $"{_name} has {dimensions} dimensions", $"len({_v}) <> {dimensions}");
        }
    }

    private IEnumerable<Rule> Allowed()
    {
        if (column.Property.Enum is { } values)
        {
            var allowed = values.Select(v => (object?)v.Value).ToArray();
            yield return Rows("enum", $"{_name} is one of {SqlValue.List(allowed)}", $"{column.Raw} IS NOT NULL AND NOT {ValueSet.Holds(column, allowed)}");
        }
    }

    private IEnumerable<Rule> Uniqueness()
    {
        if (column.Property.Unique)
        {
            yield return new KeyRule($"{path}/unique", $"{_name} is unique", _onFailure, null, false, [_v]);
        }
    }

    // A group of rows that are all null keeps every rule but the one that asks for values.
    private RowRule Rows(string check, string promise, string broken, string? footer = null)
        => new($"{path}/{check}", promise, _onFailure, null, false, broken, $"{column.Raw}::VARCHAR")
        {
            Footer = footer is null ? null : column.Footer(footer == "nulls = 0" ? footer : $"nulls = n OR ({footer})"),
        };

    private static (string Least, string Greatest)? Range(string format) => format switch
    {
        "i8" => ("-128", "127"),
        "i16" => ("-32768", "32767"),
        "i32" => ("-2147483648", "2147483647"),
        "i64" => ("-9223372036854775808", "9223372036854775807"),
        "u8" => ("0", "255"),
        "u16" => ("0", "65535"),
        "u32" => ("0", "4294967295"),
        "u64" => ("0", "18446744073709551615"),
        "u128" => ("0", "170141183460469231731687303715884105727"),
        "f32" => ("-3.4028234663852886e38", "3.4028234663852886e38"),
        _ => null,
    };
}
