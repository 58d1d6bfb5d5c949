using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Storage.Tests.DuckDb;

/// <summary>Every type, read from a result: the least, the largest, a null.</summary>
public sealed class DuckDbTypeTests
{
    [Fact]
    public void Boolean_ReadsAsBool() => Reads("boolean", [true, false], "true", "false");

    [Fact]
    public void TinyInt_ReadsAsSByte() => Reads("tinyint", [sbyte.MinValue, sbyte.MaxValue], "-128", "127");

    [Fact]
    public void SmallInt_ReadsAsShort() => Reads("smallint", [short.MinValue, short.MaxValue], "-32768", "32767");

    [Fact]
    public void Integer_ReadsAsInt() => Reads("integer", [int.MinValue, int.MaxValue], "-2147483648", "2147483647");

    [Fact]
    public void BigInt_ReadsAsLong() => Reads("bigint", [long.MinValue, long.MaxValue], "-9223372036854775808", "9223372036854775807");

    [Fact]
    public void UTinyInt_ReadsAsByte() => Reads<byte>("utinyint", [0, byte.MaxValue], "0", "255");

    [Fact]
    public void USmallInt_ReadsAsUShort() => Reads<ushort>("usmallint", [0, ushort.MaxValue], "0", "65535");

    [Fact]
    public void UInteger_ReadsAsUInt() => Reads<uint>("uinteger", [0, uint.MaxValue], "0", "4294967295");

    [Fact]
    public void UBigInt_ReadsAsULong() => Reads<ulong>("ubigint", [0, ulong.MaxValue], "0", "18446744073709551615");

    [Fact]
    public void HugeInt_ReadsAsInt128() =>
        Reads("hugeint", [Int128.MinValue, Int128.MaxValue, -1], "'-170141183460469231731687303715884105728'", "'170141183460469231731687303715884105727'", "-1");

    [Fact]
    public void UHugeInt_ReadsAsUInt128() => Reads("uhugeint", [UInt128.Zero, UInt128.MaxValue], "0", "'340282366920938463463374607431768211455'");

    [Fact]
    public void Float_ReadsAsFloat() => Reads("float", [1.5f, float.MaxValue, float.NegativeInfinity], "1.5", "'3.4028235e38'", "'-inf'");

    [Fact]
    public void Double_ReadsAsDouble() => Reads("double", [1.5, double.MaxValue, double.NaN, -0.0], "1.5", "'1.7976931348623157e308'", "'nan'", "'-0.0'");

    [Fact]
    public void Decimal_UpTo4Digits_ReadsAsShortUnscaled() => Reads<short>("decimal(4, 2)", [-9999, 150], "-99.99", "1.5");

    [Fact]
    public void Decimal_UpTo9Digits_ReadsAsIntUnscaled() => Reads("decimal(9, 3)", [-999_999_999, 1_500], "-999999.999", "1.5");

    [Fact]
    public void Decimal_UpTo18Digits_ReadsAsLongUnscaled() => Reads("decimal(18, 4)", [-999_999_999_999_999_999, 15_000], "'-99999999999999.9999'", "1.5");

    [Fact]
    public void Decimal_UpTo38Digits_ReadsAsInt128Unscaled() => Reads(
        "decimal(38, 6)",
        [Int128.Parse("-99999999999999999999999999999999999999"), 1_500_000],
        "'-99999999999999999999999999999999.999999'",
        "1.5");

    [Fact]
    public void Date_ReadsAsDaysSince1970()
    {
        Reads("date", [0, -1, 19_782], "'1970-01-01'", "'1969-12-31'", "'2024-02-29'");
        Assert.Equal(new DateOnly(2024, 2, 29), DuckDbTime.Date(19_782));
    }

    [Fact]
    public void Timestamp_ReadsAsMicrosecondsSince1970()
    {
        Reads("timestamp", [0, -1, 1_709_210_096_123_456], "'1970-01-01'", "'1969-12-31 23:59:59.999999'", "'2024-02-29 12:34:56.123456'");
        Assert.Equal(new DateTime(2024, 2, 29, 12, 34, 56, 123, 456), DuckDbTime.Timestamp(1_709_210_096_123_456));
    }

    [Fact]
    public void TimestampWithZone_ReadsAsMicrosecondsInUtcWhateverTheMachine() =>
        Reads("timestamptz", [1_709_206_496_000_000, 1_709_210_096_000_000], "'2024-02-29 12:34:56+01'", "'2024-02-29 12:34:56'");

    [Fact]
    public void TimestampOfOtherUnits_ReadsInItsUnit()
    {
        Reads("timestamp_s", [1_709_210_096L], "'2024-02-29 12:34:56'");
        Reads("timestamp_ms", [1_709_210_096_123L], "'2024-02-29 12:34:56.123'");
        Reads("timestamp_ns", [1_709_210_096_123_456_789], "'2024-02-29 12:34:56.123456789'");
    }

    [Fact]
    public void Time_ReadsAsMicroseconds() => Reads("time", [45_296_000_001L], "'12:34:56.000001'");

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("twelve bytes")]
    [InlineData("thirteen byte")]
    [InlineData("äöü€𝄞 – longer than twelve bytes")]
    [InlineData("quote ' and \" and \\ and \n newline")]
    public void Varchar_ReadsInPlaceAsUtf8(string text)
    {
        using var engine = DuckDbEngine.Open();

        _ = engine.Read("select unnest([$1::varchar, null])", batch =>
        {
            Assert.Equal(text, batch.Text(0, 0));
            Assert.Equal(System.Text.Encoding.UTF8.GetBytes(text), batch.Utf8(0, 0).ToArray());
            Assert.Null(batch.Text(0, 1));
            Assert.True(batch.Utf8(0, 1).IsEmpty);
        }, [text]);
    }

    [Fact]
    public void Varchar_OfAMegabyte_ReadsWhole()
    {
        using var engine = DuckDbEngine.Open();

        _ = engine.Read("select repeat('0123456789', 100000)", batch => Assert.Equal(1_000_000, batch.Utf8(0, 0).Length));
    }

    [Fact]
    public void Blob_ReadsItsBytes()
    {
        using var engine = DuckDbEngine.Open();

        _ = engine.Read("select '\\x00\\xFF\\x10'::blob, null::blob", batch =>
        {
            Assert.Equal([0, 255, 16], batch.Utf8(0, 0).ToArray());
            Assert.True(batch.IsNull(1, 0));
        });
    }

    [Theory]
    [InlineData(3)]
    [InlineData(300)]
    [InlineData(70_000)]
    public void Enum_OfEveryCodeWidth_ReadsAsText(int values)
    {
        using var engine = DuckDbEngine.Open();
        _ = engine.Execute($"create type e as enum (select 'value ' || range from range({values}))");

        _ = engine.Read($"select ('value ' || ({values} - 1))::e, 'value 0'::e, null::e", batch =>
        {
            Assert.Equal($"value {values - 1}", batch.Text(0, 0));
            Assert.Equal("value 0", batch.Text(1, 0));
            Assert.Null(batch.Text(2, 0));
        });
    }

    [Fact]
    public void Enum_Codes_ReadAsIntegers()
    {
        using var engine = DuckDbEngine.Open();

        _ = engine.Read("select x::enum('a', 'b') from (values ('b'), ('a')) t(x)", batch => Assert.Equal([1, 0], batch.Values<byte>(0).ToArray()));
    }

    [Fact]
    public void List_OfNumbers_ReadsRangesAndItems()
    {
        using var engine = DuckDbEngine.Open();

        _ = engine.Read("select l from (values ([1, 2, null]), ([]), (null), ([4])) t(l)", batch =>
        {
            var items = ((DuckDbBatch)batch).Items(0);
            Assert.Equal([new ListRange(0, 3), default, default, new ListRange(3, 1)], Enumerable.Range(0, 4).Select(row => items.Range(row) is { Length: > 0 } range ? range : default));
            Assert.Equal(4, items.Count);
            Assert.Equal([1, 2], items.Values<int>()[..2].ToArray());
            Assert.Equal(4, items.Values<int>()[3]);
            Assert.Equal([false, false, true, false], Enumerable.Range(0, 4).Select(items.IsNull));
            Assert.True(batch.IsNull(0, 2));
        });
    }

    [Fact]
    public void List_OfTextAndOfOtherTypes_ReadsItems()
    {
        using var engine = DuckDbEngine.Open();

        _ = engine.Read("select ['short', 'longer than twelve bytes', null], [1.5, 2.5]::decimal(18, 4)[], [date '1970-01-02'], [true], [1.5::double]", batch =>
        {
            var all = (DuckDbBatch)batch;
            Assert.Equal(["short", "longer than twelve bytes", null], Enumerable.Range(0, 3).Select(all.Items(0).Text));
            Assert.Equal([15_000L, 25_000L], all.Items(1).Values<long>().ToArray());
            Assert.Equal([1], all.Items(2).Values<int>().ToArray());
            Assert.Equal([true], all.Items(3).Values<bool>().ToArray());
            Assert.Equal([1.5], all.Items(4).Values<double>().ToArray());
        });
    }

    [Fact]
    public void List_OverManyChunks_ReadsEveryItem()
    {
        using var engine = DuckDbEngine.Open();
        var sum = 0L;

        _ = engine.Read("select list_transform(range(i % 5), lambda x: x + i) from range(10000) t(i)", batch =>
        {
            var items = ((DuckDbBatch)batch).Items(0);
            var values = items.Values<long>();
            for (var row = 0; row < batch.Rows; row++)
            {
                var (start, length) = items.Range(row);
                foreach (var value in values.Slice(start, length))
                {
                    sum += value;
                }
            }
        });

        Assert.Equal(Enumerable.Range(0, 10_000).Sum(i => Enumerable.Range(0, i % 5).Sum(x => (long)x + i)), sum);
    }

    [Fact]
    public void Validity_OfThreeThousandRows_HasOneBitARow()
    {
        using var engine = DuckDbEngine.Open();
        var row = 0;

        _ = engine.Read("select case when range % 7 = 0 then null else range end, range from range(3000)", batch =>
        {
            var mask = ((DuckDbBatch)batch).Validity(0);
            Assert.True(((DuckDbBatch)batch).Validity(1).IsEmpty);
            for (var i = 0; i < batch.Rows; i++, row++)
            {
                Assert.Equal(row % 7 != 0, (mask[i >> 6] >> (i & 63) & 1) == 1);
                Assert.Equal(row % 7 == 0, batch.IsNull(0, i));
            }
        });
        Assert.Equal(3000, row);
    }

    [Fact]
    public void CopyUtf8_ShortLongAndNullTexts_GivesBytesAndEnds()
    {
        using var engine = DuckDbEngine.Open();
        string?[] texts = ["ab", null, "", "longer than twelve bytes", "twelve bytes", "é"];

        _ = engine.Read("select unnest($1::varchar[])", batch =>
        {
            var bytes = new byte[batch.Utf8Length(0)];
            var ends = new int[batch.Rows];
            batch.CopyUtf8(0, bytes, ends);
            Assert.Equal(string.Concat(texts), System.Text.Encoding.UTF8.GetString(bytes));
            Assert.Equal([2, 2, 2, 26, 38, 40], ends);
        }, ["[ab, NULL, \"\", longer than twelve bytes, twelve bytes, é]"]);
    }

    [Fact]
    public void CopyUtf8_OfAnEnum_GivesItsTexts()
    {
        using var engine = DuckDbEngine.Open();

        _ = engine.Read("select x::enum('a', 'longer than twelve bytes') from (values ('longer than twelve bytes'), (null), ('a')) t(x)", batch =>
        {
            var bytes = new byte[batch.Utf8Length(0)];
            var ends = new int[3];
            batch.CopyUtf8(0, bytes, ends);
            Assert.Equal("longer than twelve bytesa", System.Text.Encoding.UTF8.GetString(bytes));
            Assert.Equal([24, 24, 25], ends);
        });
    }

    [Theory]
    [InlineData("1::bigint", "BIGINT")]
    [InlineData("1.5::decimal(18, 4)", "DECIMAL(18,4)")]
    [InlineData("'text'", "VARCHAR")]
    [InlineData("[1]", "INTEGER[]")]
    [InlineData("{'a': 1}", "STRUCT")]
    public void Values_OfAnotherType_SaysWhichTypeTheColumnHas(string expression, string type)
    {
        using var engine = DuckDbEngine.Open();

        var problem = Assert.Throws<ProblemException>(() => engine.Read($"select {expression} as amount", batch => _ = batch.Values<int>(0).Length)).Problems.Single();

        Assert.Equal("SEG-DUCK-030", problem.Code);
        Assert.Contains($"'amount' of the result is {type}", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_OfANumber_SaysWhichTypeTheColumnHas()
    {
        using var engine = DuckDbEngine.Open();

        var problem = Assert.Throws<ProblemException>(() => engine.Read("select 1 as n", batch => _ = batch.Text(0, 0))).Problems.Single();

        Assert.Equal("SEG-DUCK-030", problem.Code);
    }

    private static void Reads<T>(string type, T[] expected, params string[] literals)
        where T : unmanaged
    {
        using var engine = DuckDbEngine.Open();
        var rows = string.Join(", ", literals.Select((literal, i) => $"({i}, '{literal.Trim('\'')}')"));

        _ = engine.Read($"select v::{type} from (values {rows}, ({literals.Length}, null)) t(i, v) order by i", batch => Check(batch, expected));
    }

    private static void Check<T>(IColumnBatch batch, T[] expected)
        where T : unmanaged
    {
        Assert.Equal(expected.Length + 1, batch.Rows);
        Assert.Equal(expected, batch.Values<T>(0)[..expected.Length].ToArray());
        Assert.All(Enumerable.Range(0, expected.Length), row => Assert.False(batch.IsNull(0, row)));
        Assert.True(batch.IsNull(0, expected.Length));
    }
}
