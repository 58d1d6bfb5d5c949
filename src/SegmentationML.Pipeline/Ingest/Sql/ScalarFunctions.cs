namespace SegmentationML.Pipeline.Ingest.Sql;

/// <summary>The functions that expressions of a mapping may call: they depend on their arguments alone and touch nothing else.</summary>
/// <remarks>A list of what is allowed and not of what is refused: a new version of the engine may bring functions that read files, settings or the clock.</remarks>
internal static class ScalarFunctions
{
    /// <summary>Names in lower case, operators as the parser names them.</summary>
    public static IReadOnlySet<string> Allowed { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        // Operators.
        "+", "-", "*", "/", "//", "%", "||", "~~", "!~~", "~~*", "!~~*", "~~~", "^@", "&", "|", "<<", ">>",

        // Text.
        "array_extract", "bar", "chr", "concat", "concat_ws", "contains", "ends_with", "format", "left", "length", "levenshtein", "like_escape", "not_like_escape", "lcase",
        "lower", "lpad", "ltrim", "md5", "nfc_normalize", "ord", "position", "instr", "strpos", "prefix", "suffix", "printf", "regexp_extract", "regexp_full_match",
        "regexp_matches", "regexp_replace", "replace", "reverse", "right", "rpad", "rtrim", "sha256", "split", "split_part", "starts_with", "str_split", "string_split",
        "strip_accents", "substr", "substring", "translate", "trim", "ucase", "unicode", "upper",

        // Numbers.
        "abs", "ceil", "ceiling", "exp", "floor", "fdiv", "fmod", "greatest", "isfinite", "isinf", "isnan", "least", "ln", "log", "log10", "log2", "mod", "pow", "power",
        "round", "round_even", "sign", "sqrt", "trunc",

        // Dates.
        "century", "date_add", "date_diff", "datediff", "date_part", "datepart", "date_sub", "date_trunc", "datetrunc", "day", "dayname", "dayofmonth", "dayofweek",
        "dayofyear", "epoch", "epoch_ms", "epoch_us", "hour", "isodow", "isoyear", "last_day", "make_date", "make_timestamp", "millisecond", "minute", "month", "monthname",
        "quarter", "second", "strftime", "strptime", "try_strptime", "timezone", "to_timestamp", "to_days", "to_months", "to_weeks", "to_years", "to_hours", "to_minutes",
        "to_seconds", "week", "weekday", "weekofyear", "year", "yearweek",

        // Conditions and conversions.
        "if", "ifnull", "nullif", "json_extract_string", "->>", "list_contains", "list_value",
    };
}
