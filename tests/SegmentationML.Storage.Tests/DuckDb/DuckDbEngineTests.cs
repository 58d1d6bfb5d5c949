using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Storage.Tests.DuckDb;

public sealed class DuckDbEngineTests
{
    [Fact]
    public void LibraryVersion_IsThePinnedOne() => Assert.Equal("v1.5.6", DuckDbEngine.LibraryVersion);

    [Fact]
    public void Execute_SeveralStatements_GivesTheRowsOfTheLast()
    {
        using var engine = DuckDbEngine.Open();

        var changed = engine.Execute("create table t (a integer); insert into t select range from range(10); update t set a = 0 where a < 3");

        Assert.Equal(3, changed);
        Assert.Equal(10, engine.Execute("from t"));
        Assert.Equal(0, engine.Execute("create table u (a integer)"));
        Assert.Equal(10, engine.Execute("create table w as from t"));
    }

    [Fact]
    public void Execute_CommentOnly_DoesNothing()
    {
        using var engine = DuckDbEngine.Open();

        Assert.Equal(0, engine.Execute("-- nothing to do\n"));
        Assert.Equal(0, engine.Execute(""));
    }

    [Fact]
    public void Read_MillionRows_ComeInOrder()
    {
        using var engine = DuckDbEngine.Open();
        var expected = 0L;

        var rows = engine.Read("select range from range(1000000)", batch =>
        {
            foreach (var value in batch.Values<long>(0))
            {
                Assert.Equal(expected++, value);
            }
        });

        Assert.Equal(1_000_000, rows);
        Assert.Equal(1_000_000, expected);
    }

    [Fact]
    public void Read_EmptyResult_CallsNobody()
    {
        using var engine = DuckDbEngine.Open();

        Assert.Equal(0, engine.Read("select 1 where false", _ => Assert.Fail("There is no batch.")));
    }

    [Fact]
    public void Append_RowsAndTexts_ReadBackEqual()
    {
        using var engine = DuckDbEngine.Open();
        _ = engine.Execute("create table t (n integer, x double, s varchar, l varchar[])");

        using (var appender = engine.Append("t"))
        {
            appender.Set<int>(0, [1, 2, 3]);
            appender.Set<double>(1, [0.5, double.NaN, -1]);
            appender.Set(2, ["short", null, "longer than twelve bytes: é€"]);
            appender.Set(3, [["a", "b"], [], ["longer than twelve bytes"]]);
            appender.WriteBatch();
            Assert.Equal(0, engine.Execute("from t"));
            appender.Complete();
        }

        Assert.Equal(3, engine.Read("select n, x, s, l::varchar from t order by n", batch =>
        {
            Assert.Equal([1, 2, 3], batch.Values<int>(0).ToArray());
            Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(row => batch.IsNull(1, row)));
            Assert.Equal(["short", null, "longer than twelve bytes: é€"], Enumerable.Range(0, 3).Select(row => batch.Text(2, row)));
            Assert.Equal(["[a, b]", "[]", "[longer than twelve bytes]"], Enumerable.Range(0, 3).Select(row => batch.Text(3, row)));
        }));
    }

    [Fact]
    public void Describe_Query_GivesNamesAndTypesWithoutRunning()
    {
        using var engine = DuckDbEngine.Open();

        var shape = engine.Describe("select 1 as n, 1.5::decimal(18, 4) as amount, [date '2024-01-01'] as days, error('never run') as e;");

        Assert.Equal([new ColumnShape("n", "INTEGER"), new ColumnShape("amount", "DECIMAL(18,4)"), new ColumnShape("days", "DATE[]"), new ColumnShape("e", "INTEGER")], shape);
    }

    [Fact]
    public void Execute_UnknownColumn_SaysWhere()
    {
        using var engine = DuckDbEngine.Open();

        var problem = Assert.Throws<ProblemException>(() => engine.Execute("select 1,\n  nothing")).Problems.Single();

        Assert.Equal("SEG-DUCK-011", problem.Code);
        Assert.Contains("line 2, column 3", problem.What, StringComparison.Ordinal);
    }
}
