namespace SegmentationML.Pipeline.Contract.Confined;

/// <summary>The functions that an SQL rule may call: pure ones. What reads files, settings, time or chance is not here, and what is not here is refused.</summary>
internal static class SqlRuleFunctions
{
    /// <summary>Functions over tables that an SQL rule may read from.</summary>
    public static IReadOnlySet<string> Tables { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "range", "generate_series", "unnest" };

    /// <summary>Scalar, aggregate and window functions, with operators under the names that the engine gives them.</summary>
    public static IReadOnlySet<string> Scalars { get; } = new HashSet<string>(
        """
        + - * / // % ** ^ || ~~ !~~ ~~* !~~* ~~~ & | ~ << >> ! @ ^@ @> <@ && ->> -> <->
        abs add subtract multiply divide fdiv fmod mod pow power sqrt cbrt exp ln log log10 log2 sign ceil ceiling floor round trunc greatest least gcd lcm even
        isfinite isinf isnan nullif coalesce ifnull if error_on_null constant_or_null
        sin cos tan asin acos atan atan2 degrees radians pi factorial
        length len strlen char_length character_length length_grapheme lower lcase upper ucase trim ltrim rtrim replace translate substring substr left right lpad rpad reverse
        concat concat_ws contains starts_with prefix ends_with suffix position strpos instr split_part string_split str_split split string_to_array ascii ord chr unicode
        regexp_matches regexp_full_match regexp_replace regexp_extract regexp_extract_all like_escape not_like_escape ilike_escape not_ilike_escape
        levenshtein damerau_levenshtein jaccard hamming jaro_similarity jaro_winkler_similarity md5 sha256 hash strip_accents nfc_normalize format printf
        date_part datepart date_trunc datetrunc date_diff datediff date_sub datesub date_add year month day quarter week weekofyear yearweek isoyear isodow dayofmonth dayofweek
        dayofyear weekday hour minute second millisecond microsecond epoch epoch_ms last_day make_date make_time make_timestamp monthname dayname strftime strptime try_strptime
        to_days to_hours to_minutes to_seconds to_weeks to_months to_years to_timestamp age era century decade millennium
        list_value array_value list_contains list_has array_contains list_position list_distinct list_unique list_sum list_avg list_min list_max list_count list_sort
        array_length cardinality list_element list_extract array_extract struct_extract struct_pack row map_extract map_keys map_values element_at unnest json_extract json_extract_string
        count count_star count_if countif sum avg mean min max any_value arg_min arg_max min_by max_by first last arbitrary bool_and bool_or bit_and bit_or bit_xor product
        string_agg group_concat listagg array_agg list histogram mode median quantile quantile_cont quantile_disc mad
        stddev stddev_pop stddev_samp variance var_pop var_samp skewness kurtosis corr covar_pop covar_samp regr_slope regr_intercept regr_r2 regr_count
        regr_avgx regr_avgy regr_sxx regr_syy regr_sxy entropy approx_count_distinct fsum kahan_sum sumkahan favg geomean
        row_number rank dense_rank rank_dense percent_rank cume_dist ntile lag lead first_value last_value nth_value
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Names that look like columns and are functions of time or session.</summary>
    public static IReadOnlySet<string> HiddenFunctions { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "current_date", "current_time", "current_timestamp", "localtime", "localtimestamp", "current_user", "session_user", "user", "current_role",
        "current_catalog", "current_schema", "current_database",
    };
}
