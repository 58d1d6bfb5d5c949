using SegmentationML.Core;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Storage.Tests.DuckDb;

public sealed class DuckDbErrorTests
{
    [Theory]
    [InlineData("selec 1", "SEG-DUCK-010")]
    [InlineData("select 1 from", "SEG-DUCK-010")]
    [InlineData("select nothing", "SEG-DUCK-011")]
    [InlineData("from nothing", "SEG-DUCK-011")]
    [InlineData("select nothing(1)", "SEG-DUCK-011")]
    [InlineData("select 1 + date '2024-01-01' + interval 1 day + [1]", "SEG-DUCK-011")]
    [InlineData("select 'x'::integer", "SEG-DUCK-012")]
    [InlineData("select 2147483647 + 1::integer", "SEG-DUCK-012")]
    [InlineData("select error('mine')", "SEG-DUCK-012")]
    [InlineData("create table t (n integer primary key); insert into t values (1), (1)", "SEG-DUCK-013")]
    [InlineData("create table t (n integer not null); insert into t values (null)", "SEG-DUCK-013")]
    [InlineData("create table t (n integer check (n > 0)); insert into t values (0)", "SEG-DUCK-013")]
    [InlineData("copy (select 1) to '/no/such/folder/x.csv'", "SEG-DUCK-016")]
    [InlineData("load spatial", "SEG-DUCK-016")]
    public void Failure_HasTheCodeOfItsKind(string sql, string code)
    {
        using var engine = DuckDbEngine.Open();

        var problem = Assert.Throws<ProblemException>(() => engine.Execute(sql)).Problems.Single();

        Assert.Equal(code, problem.Code);
        Assert.NotEqual("", problem.Fix);
        Assert.Equal(1, engine.Execute("select 1"));
    }

    [Theory]
    [InlineData("select 1,\n  nothing", "line 2, column 3")]
    [InlineData("select 1; select nothing", "line 1, column 18")]
    [InlineData("select 'x'::integer", "line 1, column 11")]
    [InlineData("select 'äöü', nothing", "line 1, column 15")]
    [InlineData("select 1 frmo t", "line 1, column 15")]
    [InlineData("select 1;\r\n\r\n  select 'x'::integer", "line 3, column 13")]
    [InlineData("create table t (n integer);\ninsert into t select nothing", "line 2, column 22")]
    public void Failure_SaysWhereInTheSql(string sql, string place)
    {
        using var engine = DuckDbEngine.Open();

        var problem = Assert.Throws<ProblemException>(() => engine.Execute(sql)).Problems.Single();

        Assert.Contains(place, problem.What, StringComparison.Ordinal);
        Assert.Contains("LINE", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_InALongLine_SaysWhereInTheWholeLine()
    {
        using var engine = DuckDbEngine.Open();
        var columns = string.Join(", ", Enumerable.Range(0, 100).Select(i => $"{i} as column_{i}"));

        var problem = Assert.Throws<ProblemException>(() => engine.Execute($"select {columns}, nothing, {columns}")).Problems.Single();

        Assert.Contains($"line 1, column {"select ".Length + columns.Length + 3}", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_InTheMiddleOfReading_GivesAProblem()
    {
        using var engine = DuckDbEngine.Open();
        var rows = 0L;

        var problem = Assert.Throws<ProblemException>(() => engine.Read(
            "select case when range = 5000000 then 'x' else range::varchar end::bigint from range(10000000)",
            batch => rows += batch.Rows)).Problems.Single();

        Assert.Equal("SEG-DUCK-012", problem.Code);
        Assert.True(rows < 5_000_000);
        Assert.Equal(1, engine.Execute("select 1"));
    }

    [Fact]
    public void FullDisk_IsToldFromOtherFailures()
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Skip("There is no /dev/full here.");
        }

        using var engine = DuckDbEngine.Open();

        foreach (var format in new[] { "csv", "parquet" })
        {
            var problem = Assert.Throws<ProblemException>(() => engine.Execute($"copy (select hash(range) from range(1000000)) to '/dev/full' (format {format}, use_tmp_file false)")).Problems.Single();
            Assert.Equal("SEG-DUCK-015", problem.Code);
        }
    }

    [Fact]
    public void Describe_OfWrongSql_SaysWhere()
    {
        using var engine = DuckDbEngine.Open();

        var problem = Assert.Throws<ProblemException>(() => engine.Describe("select 1,\n nothing")).Problems.Single();

        Assert.Contains("line 2, column 2", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void InternalError_LeavesNoStackTraceInTheMessage() =>
        Assert.Equal("INTERNAL Error: x", DuckDbError.Parse("INTERNAL Error: x\n\nStack Trace:\n\n/lib.so(+0x1)").Message);

    [Fact]
    public void Sql_WithAZeroCharacter_IsRefusedAndNotCutOff()
    {
        using var engine = DuckDbEngine.Open();

        var problem = Assert.Throws<ProblemException>(() => engine.Execute("select 1 \0 garbage")).Problems.Single();

        Assert.Equal("SEG-DUCK-010", problem.Code);
    }

    [Fact]
    public void Read_OfSeveralOrNoStatements_IsRefused()
    {
        using var engine = DuckDbEngine.Open();

        Assert.Equal("SEG-DUCK-010", Assert.Throws<ProblemException>(() => engine.Read("select 1; select 2", _ => { })).Problems.Single().Code);
        Assert.Equal("SEG-DUCK-010", Assert.Throws<ProblemException>(() => engine.Read("-- nothing", _ => { })).Problems.Single().Code);
    }

    [Fact]
    public void Describe_OfWrongSql_GivesAProblem()
    {
        using var engine = DuckDbEngine.Open();

        Assert.Equal("SEG-DUCK-011", Assert.Throws<ProblemException>(() => engine.Describe("from nothing")).Problems.Single().Code);
        Assert.Equal("SEG-DUCK-010", Assert.Throws<ProblemException>(() => engine.Describe("create table t (n integer)")).Problems.Single().Code);
    }
}
