namespace SegmentationML.Pipeline.Ingest.Sql;

/// <summary>The queries that turn the rows of a file into rows of a canonical table.</summary>
/// <param name="mapping">The source's mapping.</param>
/// <param name="reads">How its columns are read from this file.</param>
/// <param name="timeZone">The pipeline's time zone.</param>
internal sealed class LoadQueries(SourceMapping mapping, IReadOnlyList<ColumnRead> reads, string timeZone)
{
    private const string Row = "segml_row";
    private const string Rule = "segml_rule";
    private const string Bad = "segml_bad";
    private const string Wrong = "segml_wrong";
    private const string Again = "segml_again";

    /// <summary>True when rows can go from the file to the table in one pass: nothing needs the file's order or another table.</summary>
    public bool IsDirect => mapping.CountedLine is null && mapping.Joins.Count == 0 && !mapping.CountsDuplicates;

    /// <summary>Rows of the table straight from the file; fails at the first value that cannot be read.</summary>
    /// <param name="raw">The file.</param>
    public string Direct(IRawRows raw) => $"SELECT {Outputs()} FROM {Typed(raw)}{(mapping.LeaveOut.Count == 0 ? "" : $" WHERE {RuleOf()} IS NULL")}";

    /// <summary>Rows that a rule leaves out, straight from the file, as they go aside.</summary>
    /// <param name="raw">The file.</param>
    public string DirectAside(IRawRows raw)
        => $"""
            SELECT NULL::BIGINT AS row, NULL::BIGINT AS line, 'left out' AS kind, {Rule} AS rule, {ReasonOf()} AS reason, content
            FROM (SELECT {RuleOf()} AS {Rule}, {Content(reads.Select(r => r.Name))} AS content FROM {Typed(raw)})
            WHERE {Rule} IS NOT NULL
            """;

    /// <summary>The file's columns as stored, for the staging file: all of them when duplicates are looked for, else those that are used.</summary>
    /// <param name="raw">The file.</param>
    /// <param name="tolerant">True to pass over lines that are no rows.</param>
    public string Stage(IRawRows raw, bool tolerant)
    {
        var columns = Staged(raw);
        return $"SELECT {string.Join(", ", columns.Select(Ports.Sql.Identifier))} FROM {raw.From(columns, tolerant)}";
    }

    /// <summary>Every staged row with its canonical columns and, where it is not to be loaded, why.</summary>
    /// <param name="staged">The staging file.</param>
    /// <param name="raw">The file that it was staged from.</param>
    /// <param name="careful">True to mark values that cannot be read; false fails at the first.</param>
    public string Map(string staged, IRawRows raw, bool careful)
    {
        var line = mapping.CountedLine is { } column
            ? $", row_number() OVER (PARTITION BY {Ports.Sql.Identifier(mapping.Table.Key[0].Name)} ORDER BY {Row}) AS {Ports.Sql.Identifier(column.Name)}"
            : "";
        var outputs = string.Join(", ", mapping.Stored.Where(o => o.Column != mapping.CountedLine).Select(o => careful ? $"{o.Name}.v AS {o.Name}" : o.Name));
        var wrong = careful
            ? $"CASE {string.Join(' ', mapping.Stored.Where(o => o.Column != mapping.CountedLine).Select(o => $"WHEN {o.Name} IS NULL THEN {Ports.Sql.Literal(o.Column.Name)}"))} END"
            : "NULL::VARCHAR";
        return $"""
            SELECT {Row}, {Rule}, {Bad}, {Again}, {wrong} AS {Wrong}, {outputs}
            FROM ({Computed(staged, raw, careful)})
            """ is var rows && line.Length == 0
            ? $"{rows} ORDER BY {Row}"
            : $"SELECT *{line} FROM ({rows}) ORDER BY {Row}";
    }

    /// <summary>The rows of <see cref="Map"/> that become rows of the table.</summary>
    /// <param name="mapped">The file that <see cref="Map"/> was written to, or the query itself.</param>
    public string Good(string mapped) => $"SELECT {string.Join(", ", mapping.Stored.Select(o => o.Name))} FROM {mapped} WHERE {KindOf()} IS NULL ORDER BY {Row}";

    /// <summary>The rows of <see cref="Map"/> that do not, and the lines that were passed over, as they go aside.</summary>
    /// <param name="mapped">The file that <see cref="Map"/> was written to.</param>
    /// <param name="staged">The staging file.</param>
    /// <param name="raw">The file that it was staged from.</param>
    /// <param name="tolerant">True when lines that are no rows were passed over.</param>
    public string Aside(string mapped, string staged, IRawRows raw, bool tolerant)
    {
        var expectations = string.Join(' ', reads.Select(r => $"WHEN {Ports.Sql.Literal(r.Name)} THEN {Ports.Sql.Literal(r.Expectation)}"));
        var rows = $"""
            SELECT m.{Row} + 1 AS row, NULL::BIGINT AS line, {KindOf()} AS kind,
                coalesce(m.{Rule}, m.{Bad}, m.{Wrong}, 'duplicate') AS rule,
                CASE {KindOf()} WHEN 'left out' THEN {ReasonOf()} WHEN 'duplicate' THEN 'equal to an earlier row of the file'
                    ELSE CASE WHEN m.{Bad} IS NULL THEN 'cannot be computed or does not fit its type' ELSE {(expectations.Length == 0 ? "''" : $"CASE m.{Bad} {expectations} END")} END END AS reason,
                s.content
            FROM {mapped} m JOIN (SELECT file_row_number AS segml_staged, {Content(Staged(raw))} AS content FROM read_parquet({Ports.Sql.Literal(staged)}, file_row_number = true)) s ON s.segml_staged = m.{Row}
            WHERE {KindOf()} IS NOT NULL
            """;
        var passedOver = tolerant && raw.PassedOver is { } lines
            ? $" UNION ALL SELECT NULL, line, 'rejected', 'line', lower(replace(reason, '_', ' ')), content FROM ({lines})"
            : "";
        return $"SELECT * FROM ({rows}{passedOver}) ORDER BY row NULLS LAST, line";
    }

    /// <summary>How many rows of the staging file are equal in every column to an earlier one.</summary>
    /// <param name="staged">The staging file.</param>
    public static string Duplicates(string staged)
        => $"SELECT (SELECT count(*) FROM read_parquet({Ports.Sql.Literal(staged)})) - (SELECT count(*) FROM (SELECT DISTINCT * FROM read_parquet({Ports.Sql.Literal(staged)})))";

    /// <summary>The lookup as a table of its linking columns and a struct of the columns that the mapping uses.</summary>
    /// <param name="join">The join.</param>
    /// <param name="raw">One of the lookup's files.</param>
    public string Lookup(LookupJoin join, IRawRows raw)
    {
        var links = string.Join(", ", join.Links.Select((l, i) => $"{Ports.Sql.Identifier(Column(l.Right.Name))} AS k{i}"));
        var columns = string.Join(", ", reads.Select(r => $"{Ports.Sql.Identifier(r.Name)} := {Ports.Sql.Identifier(r.Name)}"));
        return $"SELECT {links}, struct_pack({columns}) AS v FROM {Typed(raw)}";
    }

    private string Column(string wanted) => reads.First(r => r.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase)).Name;

    private string[] Staged(IRawRows raw) => mapping.CountsDuplicates ? [.. raw.Columns.Select(c => c.Name)] : [.. reads.Select(r => r.Name)];

    private string Typed(IRawRows raw)
    {
        var from = raw.FromTyped(reads, out var types);
        var columns = string.Join(", ", reads.Select(r => $"{r.Sql(types[r.Name], raw.Numbers, timeZone, careful: false)} AS {Ports.Sql.Identifier(r.Name)}"));
        return $"(SELECT {columns} FROM {from})";
    }

    private string Outputs() => string.Join(", ", mapping.Stored.Select(o => $"{o.Sql} AS {o.Name}"));

    private string Computed(string staged, IRawRows raw, bool careful)
    {
        var types = raw.Columns.ToDictionary(c => c.Name, c => c.Type);
        var values = reads.Select(r => $"{r.Sql(types[r.Name], raw.Numbers, timeZone, careful)} AS {Ports.Sql.Identifier(r.Name)}");
        var bad = careful && reads.Count > 0
            ? $"CASE {string.Join(' ', reads.Select(r => $"WHEN {Ports.Sql.Identifier(r.Name)} IS NOT NULL AND {r.Sql(types[r.Name], raw.Numbers, timeZone, careful)} IS NULL THEN {Ports.Sql.Literal(r.Name)}"))} END"
            : "NULL::VARCHAR";
        var again = mapping.Options.Duplicates == DuplicateRule.Drop
            ? $"row_number() OVER (PARTITION BY {string.Join(", ", Staged(raw).Select(Ports.Sql.Identifier))} ORDER BY file_row_number) > 1"
            : "false";
        var read = $"SELECT {string.Join(", ", values.Append($"file_row_number AS {Row}").Append($"{bad} AS {Bad}").Append($"{again} AS {Again}"))} FROM read_parquet({Ports.Sql.Literal(staged)}, file_row_number = true)";
        var outputs = string.Join(", ", mapping.Stored.Where(o => o.Column != mapping.CountedLine)
            .Select(o => careful ? $"TRY({{'v': {o.Sql}}}) AS {o.Name}" : $"{o.Sql} AS {o.Name}"));
        return $"SELECT {Row}, {(careful ? $"TRY({RuleOf()})" : RuleOf())} AS {Rule}, {Bad}, {Again}, {outputs} FROM {Joined(read)}";
    }

    private string Joined(string read)
    {
        var columns = string.Join("", mapping.Joins.Select((j, i) => $", l{i}.v AS {Ports.Sql.Identifier(j.Lookup)}"));
        var joined = $"({read}) r";
        for (var i = 0; i < mapping.Joins.Count; i++)
        {
            var on = mapping.Joins[i].Links.Select((link, k) => $"{Left(link.Left)} = l{i}.k{k}");
            joined += $" LEFT JOIN {mapping.Joins[i].TableName} l{i} ON {string.Join(" AND ", on)}";
        }

        return mapping.Joins.Count == 0 ? joined : $"(SELECT r.*{columns} FROM {joined})";
    }

    private string Left(ColumnName name)
        => name.Lookup is null
            ? $"r.{Ports.Sql.Identifier(name.Name)}"
            : $"l{mapping.Joins.ToList().FindIndex(j => j.Lookup == name.Lookup)}.v.{Ports.Sql.Identifier(name.Name)}";

    private string RuleOf()
        => mapping.LeaveOut.Count == 0 ? "NULL::VARCHAR" : $"CASE {string.Join(' ', mapping.LeaveOut.Select(r => $"WHEN {r.Condition} THEN {Ports.Sql.Literal(r.Rule)}"))} END";

    private string ReasonOf()
        => mapping.LeaveOut.Count == 0 ? "''" : $"CASE {Rule} {string.Join(' ', mapping.LeaveOut.Select(r => $"WHEN {Ports.Sql.Literal(r.Rule)} THEN {Ports.Sql.Literal(r.Reason)}"))} END";

    private static string KindOf()
        => $"CASE WHEN {Rule} IS NOT NULL THEN 'left out' WHEN {Bad} IS NOT NULL OR {Wrong} IS NOT NULL THEN 'rejected' WHEN {Again} THEN 'duplicate' END";

    private static string Content(IEnumerable<string> columns)
        => $"CAST(to_json({{{string.Join(", ", columns.Select(c => $"{Ports.Sql.Literal(c)}: {Ports.Sql.Identifier(c)}"))}}}) AS VARCHAR)";
}
