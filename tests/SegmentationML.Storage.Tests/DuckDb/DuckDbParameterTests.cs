using SegmentationML.Core;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Storage.Tests.DuckDb;

public sealed class DuckDbParameterTests
{
    [Fact]
    public void EachType_ArrivesWithItsTypeAndValue()
    {
        Arrives(null, "\"NULL\"", null);
        Arrives(true, "BOOLEAN", "true");
        Arrives(42, "INTEGER", "42");
        Arrives(long.MinValue, "BIGINT", "-9223372036854775808");
        Arrives(ulong.MaxValue, "UBIGINT", "18446744073709551615");
        Arrives(Int128.MaxValue, "HUGEINT", "170141183460469231731687303715884105727");
        Arrives(1.5f, "FLOAT", "1.5");
        Arrives(0.1, "DOUBLE", "0.1");
        Arrives(1.50m, "DECIMAL(3,2)", "1.50");
        Arrives(-0.00m, "DECIMAL(3,2)", "0.00");
        Arrives(decimal.MaxValue, "DECIMAL(29,0)", "79228162514264337593543950335");
        Arrives(-0.0000000000000000000000000001m, "DECIMAL(29,28)", "-0.0000000000000000000000000001");
        Arrives("text 'quoted' ; drop table t", "VARCHAR", "text 'quoted' ; drop table t");
        Arrives("", "VARCHAR", "");
        Arrives("zero \0 inside", "VARCHAR", "zero \0 inside");
        Arrives(new DateOnly(2024, 2, 29), "DATE", "2024-02-29");
        Arrives(new DateTime(2024, 2, 29, 12, 34, 56, 123, 456), "TIMESTAMP", "2024-02-29 12:34:56.123456");
        Arrives(new DateTimeOffset(2024, 2, 29, 12, 34, 56, TimeSpan.FromHours(1)), "TIMESTAMP WITH TIME ZONE", "2024-02-29 11:34:56+00");
        Arrives(new byte[] { 0, 255 }, "BLOB", "\\x00\\xFF");
    }

    [Fact]
    public void Parameters_OfTheWrongNumber_GiveAProblem()
    {
        using var engine = DuckDbEngine.Open();

        Refuses(() => engine.Execute("select $1, $2", [1]), "has 2 parameters; 1 values");
        Refuses(() => engine.Execute("select 1", [1]), "has 0 parameters; 1 values");
        Refuses(() => engine.Execute("select $1"), "has 1 parameters; 0 values");
        Refuses(() => engine.Execute("select 1; select $1", [1]), "2 statements");
        Refuses(() => engine.Execute("select $1", [new object()]), "Object");
    }

    [Fact]
    public void Parameter_IsNeverReadAsSql()
    {
        using var engine = DuckDbEngine.Open();
        _ = engine.Execute("create table t (s varchar)");

        _ = engine.Execute("insert into t values ($1)", ["'); drop table t; --"]);

        Assert.Equal(1, engine.Execute("from t where s = $1", ["'); drop table t; --"]));
    }

    private static void Refuses(Action action, string what)
    {
        var problem = Assert.Throws<ProblemException>(action).Problems.Single();
        Assert.Equal("SEG-DUCK-031", problem.Code);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
    }

    private static void Arrives(object? value, string type, string? text)
    {
        using var engine = DuckDbEngine.Open();

        Assert.Equal(1, engine.Read("select typeof(v), v::varchar from (select $1 as v)", batch =>
        {
            Assert.Equal(type, batch.Text(0, 0));
            Assert.Equal(text, batch.Text(1, 0));
        }, [value]));
    }
}
