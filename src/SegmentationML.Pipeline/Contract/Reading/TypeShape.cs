using System.Globalization;
using SegmentationML.Contracts.Standard;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>Checks a column's type with its bounds and allowed values.</summary>
internal static class TypeShape
{
    private static readonly string[] IntegerFormats = ["i8", "i16", "i32", "i64", "i128", "u8", "u16", "u32", "u64", "u128"];
    private static readonly string[] NumberFormats = ["f32", "f64"];
    private static readonly string[] ElementTypes = ["bfloat16", "binary", "float16", "float32", "float64", "int8", "uint8"];
    private static readonly string[] DistanceMetrics = ["cosine", "dotProduct", "euclidean", "hamming", "manhattan"];

    /// <summary>Lists everything that is wrong.</summary>
    /// <param name="property">The column.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Check(SchemaProperty property, string path, ShapeProblems problems)
    {
        if (property.LogicalTypeOptions is { } options)
        {
            CheckOptions(property.LogicalType, options, $"{path}.logicalTypeOptions", problems);
        }
        else if (property.LogicalType == LogicalType.Vector)
        {
            problems.Add($"{path}.logicalTypeOptions", "is missing", "A vector needs its dimensions.");
        }

        CheckEnum(property, $"{path}.enum", problems);
    }

    private static void CheckOptions(LogicalType? type, LogicalTypeOptions options, string path, ShapeProblems problems)
    {
        if (type is not { } known)
        {
            problems.Add(path, "is given without logicalType", "Add the type.");
            return;
        }

        var allowed = Allowed(known);
        foreach (var (name, _) in Given(options).Where(o => !allowed.Contains(o.Name)))
        {
            problems.Add($"{path}.{name}", $"does not go with the type {TypeWord(known)}", $"Such a column has {string.Join(", ", allowed)}.");
        }

        CheckNumbers(options, path, problems);
        CheckBounds(known, options, path, problems);
        CheckFormat(known, options.Format, $"{path}.format", problems);
        CheckVector(known, options, path, problems);
        if (options.Pattern is { } pattern)
        {
            CheckPattern(pattern, $"{path}.pattern", problems);
        }
    }

    /// <summary>Checks a pattern; the engine has the last word when the rules are made.</summary>
    /// <param name="pattern">ECMA-262.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="problems">Takes what is wrong.</param>
    internal static void CheckPattern(string pattern, string path, ShapeProblems problems)
    {
        EcmaPattern.ToRe2(pattern, out var refusal);
        if (refusal is not null)
        {
            problems.Add("SEG-CONT-004", path, refusal, "Rewrite it without; a list of allowed values or an SQL rule may say the same.");
        }
    }

    /// <summary>The name of a type in the document.</summary>
    /// <param name="type">The type.</param>
    internal static string TypeWord(LogicalType type) => type.ToString().ToLowerInvariant();

    private static string[] Allowed(LogicalType type) => type switch
    {
        LogicalType.String => ["minLength", "maxLength", "pattern", "format"],
        LogicalType.Date => ["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        LogicalType.Timestamp or LogicalType.Time => ["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "timezone", "defaultTimezone"],
        LogicalType.Number or LogicalType.Integer => ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"],
        LogicalType.Array => ["minItems", "maxItems", "uniqueItems"],
        LogicalType.Object => ["minProperties", "maxProperties", "required"],
        LogicalType.Vector => ["dimensions", "elementType", "distanceMetric", "embeddingModel", "embeddingModelVersion", "normalized"],
        _ => [],
    };

    private static IEnumerable<(string Name, object Value)> Given(LogicalTypeOptions o)
        => new (string Name, object? Value)[]
        {
            ("minLength", o.MinLength), ("maxLength", o.MaxLength), ("pattern", o.Pattern), ("format", o.Format), ("minimum", o.Minimum), ("maximum", o.Maximum),
            ("exclusiveMinimum", o.ExclusiveMinimum), ("exclusiveMaximum", o.ExclusiveMaximum), ("multipleOf", o.MultipleOf), ("timezone", o.Timezone),
            ("defaultTimezone", o.DefaultTimezone), ("minItems", o.MinItems), ("maxItems", o.MaxItems), ("uniqueItems", o.UniqueItems), ("minProperties", o.MinProperties),
            ("maxProperties", o.MaxProperties), ("required", o.Required), ("dimensions", o.Dimensions), ("elementType", o.ElementType), ("distanceMetric", o.DistanceMetric),
            ("embeddingModel", o.EmbeddingModel), ("embeddingModelVersion", o.EmbeddingModelVersion), ("normalized", o.Normalized),
        }.Where(x => x.Value is not null).Select(x => (x.Name, x.Value!));

    private static void CheckNumbers(LogicalTypeOptions o, string path, ShapeProblems problems)
    {
        foreach (var (name, least, greatest) in new[] { ("Length", o.MinLength, o.MaxLength), ("Items", o.MinItems, o.MaxItems), ("Properties", o.MinProperties, o.MaxProperties) })
        {
            if (least < 0 || greatest < 0 || least > greatest)
            {
                problems.Add($"{path}.{(least is null ? "max" : "min")}{name}", $"and its partner are {least} and {greatest}", "Both are at least 0, the smaller one first.");
            }
        }

        if (o.MultipleOf <= 0)
        {
            problems.Add($"{path}.multipleOf", $"is {o.MultipleOf}", "It is above 0.");
        }
    }

    private static void CheckBounds(LogicalType type, LogicalTypeOptions o, string path, ShapeProblems problems)
    {
        foreach (var (name, bound) in new[] { ("minimum", o.Minimum), ("maximum", o.Maximum), ("exclusiveMinimum", o.ExclusiveMinimum), ("exclusiveMaximum", o.ExclusiveMaximum) })
        {
            if (bound is not null && Bound(type, bound) is null)
            {
                problems.Add($"{path}.{name}", $"is '{bound}'", ExpectedBound(type));
            }
        }

        var least = Bound(type, o.Minimum) ?? Bound(type, o.ExclusiveMinimum);
        var greatest = Bound(type, o.Maximum) ?? Bound(type, o.ExclusiveMaximum);
        if (least is not null && greatest is not null && least.CompareTo(greatest) > 0)
        {
            problems.Add(path, "has a minimum above its maximum", "No value fits both: swap or mend them.");
        }
    }

    /// <summary>A bound in the type's own terms, or null when it does not fit the type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="bound">As written.</param>
    internal static IComparable? Bound(LogicalType type, object? bound) => (type, bound) switch
    {
        (LogicalType.Number or LogicalType.Integer, long n) => (decimal)n,
        (LogicalType.Number or LogicalType.Integer, decimal n) => n,
        (LogicalType.Date, string t) when DateOnly.TryParseExact(t, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) => d,
        (LogicalType.Timestamp, string t) when DateTime.TryParse(t, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var d) => d,
        (LogicalType.Time, string t) when TimeOnly.TryParse(t, CultureInfo.InvariantCulture, out var d) => d,
        _ => null,
    };

    private static string ExpectedBound(LogicalType type) => type switch
    {
        LogicalType.Date => "Write a day such as 2026-01-31.",
        LogicalType.Timestamp => "Write a time such as 2026-01-31T08:00:00.",
        LogicalType.Time => "Write a time of day such as 08:00:00.",
        _ => "Write a number without quotes.",
    };

    private static void CheckFormat(LogicalType type, string? format, string path, ShapeProblems problems)
    {
        if (format is null)
        {
            return;
        }

        var known = type switch { LogicalType.Integer => IntegerFormats, LogicalType.Number => NumberFormats, _ => null };
        if (known is not null && !known.Contains(format))
        {
            problems.Add(path, $"is '{format}'", $"Write one of {string.Join(", ", known)}.");
        }
        else if (type is LogicalType.Date or LogicalType.Timestamp or LogicalType.Time && DatePattern.ToStrptime(format) is null)
        {
            problems.Add(path, $"is '{format}'", "Write a format of Java's DateTimeFormatter such as yyyy-MM-dd HH:mm:ss.");
        }
    }

    private static void CheckVector(LogicalType type, LogicalTypeOptions o, string path, ShapeProblems problems)
    {
        if (type == LogicalType.Vector && o.Dimensions is null or < 1)
        {
            problems.Add($"{path}.dimensions", $"is {o.Dimensions?.ToString(CultureInfo.InvariantCulture) ?? "missing"}", "A vector has a length of at least 1.");
        }

        foreach (var (name, value, known) in new[] { ("elementType", o.ElementType, ElementTypes), ("distanceMetric", o.DistanceMetric, DistanceMetrics) })
        {
            if (value is not null && !known.Contains(value))
            {
                problems.Add($"{path}.{name}", $"is '{value}'", $"Write one of {string.Join(", ", known)}.");
            }
        }
    }

    private static void CheckEnum(SchemaProperty property, string path, ShapeProblems problems)
    {
        if (property.Enum is not { } values)
        {
            return;
        }

        if (values.Count == 0)
        {
            problems.Add(path, "is empty", "List at least one allowed value, or leave it out.");
        }

        var seen = new HashSet<object>();
        for (var i = 0; i < values.Count; i++)
        {
            ContractShape.CheckId(values[i].Id, $"{path}[{i}]", problems);
            if (!seen.Add(values[i].Value is long whole ? (decimal)whole : values[i].Value))
            {
                problems.Add($"{path}[{i}].value", $"'{values[i].Value}' stands twice", "Keep one.");
            }

            if (!FitsType(property.LogicalType, values[i].Value))
            {
                problems.Add($"{path}[{i}].value", $"'{values[i].Value}' is not a value of the type {TypeWord(property.LogicalType!.Value)}", "Mend the value or the type; texts that look like numbers or true and false need quotes.");
            }
        }
    }

    private static bool FitsType(LogicalType? type, object value) => type switch
    {
        LogicalType.String => value is string,
        LogicalType.Integer => value is long,
        LogicalType.Number => value is long or decimal,
        LogicalType.Boolean => value is bool,
        LogicalType.Date or LogicalType.Timestamp or LogicalType.Time => Bound(type.Value, value) is not null,
        null => value is string or long or decimal or bool,
        _ => false,
    };
}
