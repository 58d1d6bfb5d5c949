using SegmentationML.Core;
using SegmentationML.Pipeline.Ingest.Sql;

namespace SegmentationML.Pipeline.Tests.Ingest;

public sealed class ScalarExpressionTests : IDisposable
{
    private readonly IngestWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("Price * Quantity", "Price,Quantity")]
    [InlineData("regexp_replace(\"Customer ID\", '\\.0$', '')", "Customer ID")]
    [InlineData("CASE WHEN a IN ('x', 'y') AND b LIKE 'z%' THEN CAST(c AS DATE) ELSE DATE '2026-01-31' END", "a,b,c")]
    [InlineData("a BETWEEN 1 AND 2 OR NOT b IS NULL -- why", "a,b")]
    [InlineData("coalesce(nullif(trim(a), ''), orders.b)", "a,orders.b")]
    [InlineData("extract(year FROM d) || '-' || strftime(d + INTERVAL 1 DAY, '%m')", "d")]
    [InlineData("try_cast(a AS DECIMAL(18,4))", "a")]
    public void Parse_ScalarExpression_NamesItsColumns(string text, string columns)
        => Assert.Equal(columns, string.Join(',', ScalarExpression.Parse(_work.Engine, text, "x", TestContext.Current.CancellationToken).Columns));

    [Theory]
    [InlineData("(SELECT 1)", "holds a subquery")]
    [InlineData("a IN (SELECT b FROM read_csv('/etc/passwd'))", "holds a subquery")]
    [InlineData("EXISTS (SELECT 1)", "holds a subquery")]
    [InlineData("sum(a)", "calls sum")]
    [InlineData("row_number() OVER ()", "holds a window")]
    [InlineData("sum(a) OVER ()", "holds a window")]
    [InlineData("random()", "calls random")]
    [InlineData("now()", "calls now")]
    [InlineData("getenv('HOME')", "calls getenv")]
    [InlineData("current_setting('temp_directory')", "calls current_setting")]
    [InlineData("nextval('s')", "calls nextval")]
    [InlineData("read_text('/etc/passwd')", "calls read_text")]
    [InlineData("list_transform([1], lambda x: x + 1)", "calls list_transform")]
    [InlineData("COLUMNS(*)", "holds a star")]
    [InlineData("$1", "holds a parameter")]
    [InlineData("?", "holds a parameter")]
    [InlineData("a, b", "calls row")]
    [InlineData("1) FROM read_csv('/etc/passwd'", "is more than one expression")]
    [InlineData("1), (2", "is more than one expression")]
    [InlineData("1); DROP TABLE x; SELECT (1", "is no expression")]
    [InlineData("1); COPY x TO '/tmp/x'; --", "is no expression")]
    [InlineData("a b c", "is no expression")]
    [InlineData("", "is no expression")]
    [InlineData("/* ", "is no expression")]
    [InlineData("a.b.c", "names a.b.c")]
    public void Parse_AnythingElse_IsRefused(string text, string what)
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => ScalarExpression.Parse(_work.Engine, text, "mapping.x", TestContext.Current.CancellationToken)).Problems);
        Assert.Equal("SEG-ING-023", problem.Code);
        Assert.StartsWith($"mapping.x: '{text}' {what}", problem.What);
    }

    [Fact]
    public void Parse_ClockAndUserByName_AreColumnsThatNoFileHas()
    {
        // The parser takes current_date for a column; the check of columns against the header then refuses it.
        Assert.Equal("current_date", Assert.Single(ScalarExpression.Parse(_work.Engine, "current_date", "x", TestContext.Current.CancellationToken).Columns).Name);
        _work.Write("a.csv", "a,b,c,d\n1,2026-01-01,3,4\n");
        var problem = _work.Refuses("sources: {order_lines: {path: a.csv, mapping: {order_id: a, order_date: {expression: current_date}, product_id: c, quantity: d}}}");
        Assert.Equal("SEG-ING-020", problem.Code);
    }

    [Fact]
    public void Allowed_EveryFunction_IsKnownToTheEngine_AndDependsOnItsArgumentsAlone()
    {
        var known = _work.Query("SELECT DISTINCT lower(function_name) FROM duckdb_functions() WHERE function_type = 'macro' OR (function_type = 'scalar' AND stability = 'CONSISTENT')").ToHashSet();

        // The parser turns these into other functions or operators before the binder sees them.
        string[] sugar = ["if", "ifnull", "position", "like_escape", "not_like_escape", "!~~", "~~*", "!~~*", "bar", "^@", "->>"];
        Assert.Equal([], ScalarFunctions.Allowed.Except(known).Except(sugar));
    }
}
