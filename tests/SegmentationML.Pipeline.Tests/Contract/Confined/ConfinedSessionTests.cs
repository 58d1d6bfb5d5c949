using SegmentationML.Contracts.Outcomes;
using SegmentationML.Pipeline.Contract.Confined;
using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Pipeline.Tests.Contract.Confined;

/// <summary>What an SQL rule may do, and every way out that was thought of: each is shut by the look at its syntax and, besides, by the engine it runs in.</summary>
public sealed class ConfinedSessionTests : IDisposable
{
    private readonly WorkFolder _work = new();
    private readonly string _lines;
    private readonly string _secret;

    public ConfinedSessionTests()
    {
        _lines = Path.Combine(_work.Path, "lines.parquet");
        _secret = _work.Write("secret.csv", "name,password\nada,lovelace\n");
        using var engine = DuckDbEngine.Open();
        engine.Execute($"COPY (SELECT i AS line, (i % 7)::DECIMAL(18,4) AS quantity, i % 2 = 0 AS is_return, 'EUR' AS currency, DATE '2025-01-01' + i::INTEGER AS day FROM range(100) t(i)) TO {Sql.Literal(_lines)}");
    }

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("SELECT count(*) FROM order_lines WHERE quantity > 3", 42)]
    [InlineData("SELECT sum(quantity) / 2 FROM order_lines;", 147.5)]
    [InlineData("SELECT count(*) > 0 FROM order_lines -- a remark", 1)]
    [InlineData("SELECT count(*) FROM \"order_lines\" /* ; DROP TABLE order_lines */", 100)]
    [InlineData("WITH a AS (SELECT * FROM order_lines), b AS (SELECT line FROM a WHERE is_return) SELECT count(*) FROM b JOIN main.order_lines o USING (line)", 50)]
    [InlineData("SELECT max(n) - min(n) FROM (SELECT currency, count(*) AS n FROM order_lines GROUP BY ALL) q", 0)]
    [InlineData("SELECT count(*) FROM order_lines WHERE line IN (SELECT line FROM order_lines WHERE quantity BETWEEN 1 AND 2) AND currency LIKE 'E%' AND regexp_matches(currency, '^[A-Z]+$')", 29)]
    [InlineData("SELECT count(*) FROM (SELECT line, lag(day) OVER (ORDER BY day) AS before, day FROM order_lines) WHERE date_diff('day', before, day) > 1", 0)]
    [InlineData("SELECT sum(CASE WHEN is_return THEN quantity::INTEGER ELSE 0 END) FROM order_lines WHERE day >= DATE '2025-01-01' + INTERVAL 1 DAY", 147)]
    [InlineData("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT max(n) FROM t", 5)]
    [InlineData("SELECT count(*) FROM order_lines UNION ALL SELECT 1 LIMIT 1", 100)]
    [InlineData("SELECT count(*) FROM range(5)", 5)]
    [InlineData("SELECT count(DISTINCT currency) FILTER (WHERE quantity > 0) FROM order_lines", 1)]
    [InlineData("SELECT 100.0 * count_if(quantity IS NULL) / count(*) FROM order_lines HAVING count(*) > 0 ORDER BY 1", 0)]
    public void Measure_PlainSelect_GivesItsValue(string query, double expected)
    {
        using var session = Open();
        var rule = Rule(query);
        var admission = session.Admit(rule);
        Assert.Null(admission.Refusal?.ToString());
        Assert.Equal((decimal)expected, session.Measure(admission.Query!, out var failure, CancellationToken.None));
        Assert.Null(failure);
    }

    public static TheoryData<string, string> Attacks => new()
    {
        // Writing.
        { "COPY order_lines TO '{out}'", "Only queries are allowed" },
        { "COPY (SELECT 1) TO '{lines}' (USE_TMP_FILE false)", "Only queries are allowed" },
        { "INSERT INTO order_lines VALUES (1)", "Only queries are allowed" },
        { "DELETE FROM order_lines", "Only queries are allowed" },
        { "CREATE TABLE x AS SELECT 1", "Only queries are allowed" },
        { "DROP VIEW order_lines", "Only queries are allowed" },
        { "EXPORT DATABASE '{out}'", "Only queries are allowed" },
        { "WITH t AS (INSERT INTO x VALUES (1) RETURNING *) SELECT * FROM t", "Parser Error" },
        { "SELECT 1; DROP VIEW order_lines", "Only queries are allowed" },
        { "SELECT 1; SELECT 2", "2 statements" },
        { "", "0 statements" },
        { "-- nothing", "0 statements" },

        // Settings, extensions, other databases.
        { "SET enable_external_access = true", "Only queries are allowed" },
        { "RESET lock_configuration", "Only queries are allowed" },
        { "PRAGMA database_list", "Only queries are allowed" },
        { "INSTALL httpfs", "Only queries are allowed" },
        { "LOAD httpfs", "Only queries are allowed" },
        { "ATTACH '{out}'", "Only queries are allowed" },
        { "CALL pragma_version()", "Only queries are allowed" },
        { "EXPLAIN SELECT 1", "Only queries are allowed" },
        { "SELECT current_setting('memory_limit')", "current_setting" },
        { "SELECT count(*) FROM duckdb_settings()", "duckdb_settings" },
        { "SELECT count(*) FROM pragma_table_info('order_lines')", "pragma_table_info" },
        { "SELECT count(*) FROM information_schema.tables", "'information_schema.tables'" },
        { "SELECT count(*) FROM system.main.order_lines", "'system.main.order_lines'" },
        { "SELECT count(*) FROM sqlite_master", "'sqlite_master'" },
        { "SHOW ALL TABLES", "SHOW_REF" },
        { "DESCRIBE order_lines", "SHOW_REF" },
        { "SELECT count(*) FROM (SUMMARIZE order_lines)", "SHOW_REF" },

        // Reading other files.
        { "SELECT count(*) FROM read_csv('/etc/passwd')", "read_csv" },
        { "SELECT count(*) FROM read_text('/etc/passwd')", "read_text" },
        { "SELECT count(*) FROM read_blob('{lines}')", "read_blob" },
        { "SELECT count(*) FROM glob('/etc/*')", "glob" },
        { "SELECT count(*) FROM parquet_metadata('{lines}')", "parquet_metadata" },
        { "SELECT count(*) FROM query('SELECT 1')", "query" },
        { "SELECT count(*) FROM query_table('order_lines')", "query_table" },
        { "SELECT count(*) FROM '{secret}'", "the table or file '" },
        { "SELECT count(*) FROM \"{secret}\"", "the table or file '" },
        { "FROM '{secret}' SELECT count(*)", "the table or file '" },
        { "SELECT (SELECT count(*) FROM '{secret}') FROM order_lines", "the table or file '" },
        { "SELECT count(*) FROM order_lines WHERE EXISTS (SELECT 1 FROM '{secret}')", "the table or file '" },
        { "WITH x AS (SELECT * FROM '{secret}') SELECT count(*) FROM x", "the table or file '" },
        { "SELECT count(*) FROM order_lines, LATERAL (SELECT * FROM '{secret}')", "the table or file '" },
        { "SELECT count(*) FROM \"{secret}\" WHERE EXISTS (WITH \"{secret}\" AS (SELECT 1) SELECT 1)", "the table or file '" },
        { "SELECT 1 UNION ALL SELECT count(*) FROM '{secret}'", "the table or file '" },
        { "SELECT count(*) FROM order_lines ORDER BY (SELECT count(*) FROM '{secret}')", "the table or file '" },
        { "SELECT count(*) FROM 'http://127.0.0.1:1/x.csv'", "the table or file '" },
        { "SELECT sum(x) OVER (ORDER BY (SELECT count(*) FROM '{secret}')) FROM (SELECT 1 AS x)", "the table or file '" },
        { "SELECT getenv('HOME')", "getenv" },
        { "SELECT getvariable('x')", "getvariable" },
        { "SELECT write_log('x')", "write_log" },
        { "SELECT nextval('s')", "nextval" },

        // Results that are left to chance, time or the caller.
        { "SELECT random()", "random" },
        { "SELECT count(*) FROM order_lines WHERE day < current_date", "current_date" },
        { "SELECT count(*) FROM order_lines WHERE day < now()", "now" },
        { "SELECT count(*) FROM order_lines WHERE day < today()", "today" },
        { "SELECT count(*) FROM order_lines WHERE currency = current_user", "current_user" },
        { "SELECT count(*) FROM order_lines USING SAMPLE 10%", "a random sample" },
        { "SELECT count(*) FROM (SELECT * FROM order_lines TABLESAMPLE 10%)", "a random sample" },
        { "SELECT $1::INTEGER", "" },

        // No single number.
        { "SELECT line, quantity FROM order_lines", "2 columns" },
        { "SELECT currency FROM order_lines", "not a number" },
        { "SELECT nothing FROM order_lines", "nothing" },
        { "SELECT count(* FROM order_lines", "Parser Error" },
        { "SELECT count(*) FROM order_line", "'order_line'" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Admit_AnythingElse_IsRefusedWithTheReason(string attack, string why)
    {
        using var session = Open();
        var admission = session.Admit(Rule(Fill(attack)));
        Assert.Null(admission.Query);
        Assert.Equal("SEG-CONT-005", admission.Refusal!.Code);
        Assert.Contains("order_lines/rule", admission.Refusal.What, StringComparison.Ordinal);
        Assert.Contains(why, admission.Refusal.What, StringComparison.Ordinal);
    }

    // The second wall by itself: the same statements, had the look at the syntax let them pass. What remains possible there touches the scratch engine's own memory only.
    [Theory]
    [MemberData(nameof(Attacks))]
    public void Measure_WithoutTheLookAtSyntax_StillReachesNoFile(string attack, string why)
    {
        var before = Directory.GetFiles(_work.Path).Order().ToArray();
        var bytes = File.ReadAllBytes(_lines);
        using var session = Open();
        var value = session.MeasureUnjudged(Fill(attack), out var failure, CancellationToken.None);

        var touchesFiles = attack.Contains("{secret}", StringComparison.Ordinal) || attack.Contains("/etc/", StringComparison.Ordinal) || attack.Contains("http", StringComparison.Ordinal);
        Assert.True(!touchesFiles || (value is null && failure is not null), $"{attack} ({why}) gave {value}");
        Assert.Equal(before, Directory.GetFiles(_work.Path).Order());
        Assert.Equal(bytes, File.ReadAllBytes(_lines));
    }

    [Fact]
    public void Measure_EndlessQuery_EndsAtItsTimeLimit()
    {
        using var session = Open(TimeSpan.FromMilliseconds(300));
        var admitted = session.Admit(Rule("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t")).Query;
        Assert.Null(session.Measure(admitted!, out var failure, CancellationToken.None));
        Assert.Contains("stopped after 0.3 s", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_Cancelled_IsACancellationNotAFailure()
    {
        using var session = Open();
        var admitted = session.Admit(Rule("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t")).Query;
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.ThrowsAny<OperationCanceledException>(() => session.Measure(admitted!, out _, soon.Token));
    }

    [Fact]
    public void Measure_MemoryHog_EndsAtItsLimitAndTheSessionGoesOn()
    {
        using var session = Open();
        var hog = session.Admit(Rule("SELECT count(*) FROM (SELECT list(a.line + b.line + c.line + d.line) AS s FROM order_lines a, order_lines b, order_lines c, order_lines d) WHERE len(s) > 0"));
        Assert.Null(hog.Refusal?.ToString());
        Assert.Null(session.Measure(hog.Query!, out var failure, CancellationToken.None));
        Assert.NotNull(failure);
        Assert.Equal(100, session.Measure(session.Admit(Rule("SELECT count(*) FROM order_lines")).Query!, out _, CancellationToken.None));
    }

    [Theory]
    [InlineData("SELECT quantity FROM order_lines", "several rows")]
    [InlineData("SELECT quantity FROM order_lines WHERE false", "no row")]
    [InlineData("SELECT max(quantity) FROM order_lines WHERE false", "null")]
    [InlineData("SELECT max(line)::DOUBLE / 0 FROM order_lines", "no number")]
    [InlineData("SELECT (currency || 'x')::INTEGER FROM order_lines", "Conversion")]
    public void Measure_NoSingleNumber_SaysSo(string query, string why)
    {
        using var session = Open();
        Assert.Null(session.Measure(session.Admit(Rule(query)).Query!, out var failure, CancellationToken.None));
        Assert.Contains(why, failure, StringComparison.OrdinalIgnoreCase);
    }

    private ConfinedSession Open(TimeSpan? limit = null)
        => new(DuckDbEngine.Open(new DuckDbOptions { Threads = 2 }), [("order_lines", $"SELECT * FROM read_parquet([{Sql.Literal(_lines)}])")], [_lines], 256, limit ?? TimeSpan.FromMinutes(10));

    private string Fill(string attack)
        => attack.Replace("{secret}", _secret, StringComparison.Ordinal).Replace("{lines}", _lines, StringComparison.Ordinal).Replace("{out}", Path.Combine(_work.Path, "out"), StringComparison.Ordinal);

    private static QueryRule Rule(string query) => new("order_lines/rule", "A rule", ContractOutcome.Block, query, new Threshold(ThresholdOperator.Equal, 0));
}
