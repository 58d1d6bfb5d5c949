using SegmentationML.Core;
using SegmentationML.Storage.Sources;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Sources;

public sealed class PostgresExportTests(PostgresServer server) : IDisposable
{
    private const string Variable = "SEGML_TEST_POSTGRES";
    private readonly string _path = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(_path);
        Environment.SetEnvironmentVariable(Variable, null);
    }

    [Fact]
    public void Export_TextIsExact_NullIsNotEmpty_MomentsAreUtc()
    {
        Assert.Equal(
            "t,e,n,s,d,m,u,b,f\n\"a \"\"q\"\", b\nc\",,\\N,123456789012345678.123456,2026-01-31,2026-01-31 13:45:00,2026-01-31 22:30:00+00,t,0.1\n",
            Export("""
                SELECT E'a "q", b\nc' AS t, '' AS e, NULL::text AS n, 123456789012345678.123456 AS s, DATE '2026-01-31' AS d, TIMESTAMP '2026-01-31 13:45:00' AS m,
                       TIMESTAMPTZ '2026-01-31 23:30:00+01' AS u, true AS b, 0.1::float8 AS f
                """));
    }

    [Fact]
    public void Export_NoRows_IsAHeader() => Assert.Equal("a\n", Export("SELECT 1 AS a WHERE false"));

    [Fact]
    public void Export_CommentAtTheEnd_DoesNotSwallowWhatFollows() => Assert.Equal("a\n1\n", Export("SELECT 1 AS a -- one"));

    [Fact]
    public void Export_ManyRows_KeepTheirOrder()
    {
        var lines = Export("SELECT i, repeat('x', i % 50) AS x FROM generate_series(1, 200000) i ORDER BY i DESC").Split('\n');
        Assert.Equal((200_002, "200000,", "1,x"), (lines.Length, lines[1], lines[200_000]));
    }

    [Theory]
    [InlineData("SELECT nothing", "column \"nothing\" does not exist")]
    [InlineData("SELEC 1", "syntax error")]
    [InlineData("SELECT 1) TO PROGRAM 'touch /tmp/segml-attack' --", "syntax error")]
    [InlineData("SELECT 1; SELECT 2", "cannot insert multiple commands")]
    [InlineData("CREATE TABLE made_by_query (a int)", "returns no rows")]
    [InlineData("INSERT INTO written VALUES (1) RETURNING a", "cannot execute INSERT in a read-only transaction")]
    [InlineData("SELECT nextval('counted')", "cannot execute nextval() in a read-only transaction")]
    public void Export_QueryThatIsWrongOrWrites_IsRefused(string query, string what)
    {
        server.SkipIfMissing();
        server.Execute("CREATE TABLE IF NOT EXISTS written (a int); CREATE SEQUENCE IF NOT EXISTS counted");
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => Export(query)).Problems);
        Assert.Equal("SEG-ING-052", problem.Code);
        Assert.Contains(what, problem.What);
        server.Execute("DO $$ BEGIN ASSERT NOT EXISTS (SELECT FROM written); ASSERT to_regclass('made_by_query') IS NULL; END $$");
        Assert.False(File.Exists("/tmp/segml-attack"));
    }

    [Theory]
    [InlineData(null, "SEG-ING-050", "is not set")]
    [InlineData("Hst=nowhere;Password=secret", "SEG-ING-050", "holds no connection string")]
    [InlineData("Host=127.0.0.1;Port=1;Username=x;Password=secret;Timeout=2", "SEG-ING-051", "cannot be reached")]
    public void Export_ConnectionThatIsNone_IsRefused_AndSecretsAreNotTold(string? text, string code, string what)
    {
        Environment.SetEnvironmentVariable(Variable, text);
        var e = Assert.Throws<ProblemException>(() => new PostgresExport().Export(Variable, "SELECT 1", _path, TestContext.Current.CancellationToken));
        var problem = Assert.Single(e.Problems);
        Assert.Equal(code, problem.Code);
        Assert.Contains(what, problem.What);
        Assert.DoesNotContain("secret", e.ToString());
    }

    [Fact]
    public void Export_WrongPassword_IsRefused_AndNotTold()
    {
        server.SkipIfMissing();
        Environment.SetEnvironmentVariable(Variable, server.ConnectionString.Replace(PostgresServer.Password, "battery staple"));
        var e = Assert.Throws<ProblemException>(() => new PostgresExport().Export(Variable, "SELECT 1", _path, TestContext.Current.CancellationToken));
        Assert.Equal("SEG-ING-051", e.Problems[0].Code);
        Assert.Contains("password authentication failed", e.Problems[0].What);
        Assert.DoesNotContain("battery staple", e.ToString());
    }

    [Fact]
    public void Export_Cancelled_EndsTheQuery()
    {
        server.SkipIfMissing();
        Environment.SetEnvironmentVariable(Variable, server.ConnectionString);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        Assert.Throws<OperationCanceledException>(() => new PostgresExport().Export(Variable, "SELECT i, pg_sleep(0.0001) FROM generate_series(1, 100000000) i", _path, cancellation.Token));
    }

    private string Export(string query)
    {
        server.SkipIfMissing();
        Environment.SetEnvironmentVariable(Variable, server.ConnectionString);
        new PostgresExport().Export(Variable, query, _path, TestContext.Current.CancellationToken);
        return File.ReadAllText(_path);
    }
}
