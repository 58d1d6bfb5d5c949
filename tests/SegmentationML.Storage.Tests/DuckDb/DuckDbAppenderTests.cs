using SegmentationML.Core;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Storage.Tests.DuckDb;

/// <summary>Every type, written in bulk and read back.</summary>
public sealed class DuckDbAppenderTests
{
    [Fact]
    public void FixedWidthTypes_WithNulls_ReadBackEqual()
    {
        RoundTrip("boolean", [true, false, true]);
        RoundTrip("tinyint", [sbyte.MinValue, (sbyte)0, sbyte.MaxValue]);
        RoundTrip("smallint", [short.MinValue, (short)0, short.MaxValue]);
        RoundTrip("integer", [int.MinValue, 0, int.MaxValue]);
        RoundTrip("bigint", [long.MinValue, 0, long.MaxValue]);
        RoundTrip("utinyint", [(byte)0, (byte)1, byte.MaxValue]);
        RoundTrip("usmallint", [(ushort)0, (ushort)1, ushort.MaxValue]);
        RoundTrip("uinteger", [0u, 1u, uint.MaxValue]);
        RoundTrip("ubigint", [0ul, 1ul, ulong.MaxValue]);
        RoundTrip("hugeint", [Int128.MinValue, Int128.NegativeOne, Int128.MaxValue]);
        RoundTrip("uhugeint", [UInt128.Zero, UInt128.One, UInt128.MaxValue]);
        RoundTrip("float", [float.MinValue, -0f, float.PositiveInfinity]);
        RoundTrip("double", [double.MinValue, -0d, double.PositiveInfinity]);
        RoundTrip("decimal(4, 2)", [(short)-9999, (short)0, (short)9999]);
        RoundTrip("decimal(9, 2)", [-999_999_999, 0, 999_999_999]);
        RoundTrip("decimal(18, 4)", [-999_999_999_999_999_999, 0, 999_999_999_999_999_999]);
        RoundTrip("decimal(38, 10)", [-Int128.Parse("99999999999999999999999999999999999999"), Int128.Zero, Int128.Parse("99999999999999999999999999999999999999")]);
        RoundTrip("date", [-1, 0, 19_782]);
        RoundTrip("timestamp", [-1L, 0, 1_709_210_096_123_456]);
        RoundTrip("timestamptz", [-1L, 0, 1_709_210_096_123_456]);
        RoundTrip("timestamp_s", [-1L, 0, 1_709_210_096]);
        RoundTrip("timestamp_ms", [-1L, 0, 1_709_210_096_123]);
        RoundTrip("timestamp_ns", [-1L, 0, 1_709_210_096_123_456_789]);
    }

    [Fact]
    public void Texts_ShortLongUnicodeAndNull_ReadBackEqual()
    {
        string?[] texts = ["", "a", "twelve bytes", "thirteen byte", null, "äöü€𝄞 – longer than twelve bytes", new string('x', 100_000), "zero \0 inside, longer than twelve"];
        using var engine = Append("text varchar", appender => appender.Set(0, texts));

        Assert.Equal(texts, Texts(engine, "select text from t"));
    }

    [Fact]
    public void Text_WithALoneSurrogate_IsStoredWithTheReplacementCharacter()
    {
        using var engine = Append("text varchar", appender => appender.Set(0, ["a\ud800b"]));

        Assert.Equal(["a\ufffdb"], Texts(engine, "select text from t"));
    }

    [Fact]
    public void Enum_GivenAsText_IsCheckedAgainstItsValues()
    {
        using (var engine = Append("e enum('smooth', 'lumpy')", appender => appender.Set(0, ["lumpy", null, "smooth"])))
        {
            Assert.Equal(["lumpy", null, "smooth"], Texts(engine, "select e from t"));
        }

        var problem = Assert.Throws<ProblemException>(() => Append("e enum('smooth', 'lumpy')", appender => appender.Set(0, ["erratic"]))).Problems.Single();
        Assert.Equal("SEG-DUCK-012", problem.Code);
        Assert.Contains("ENUM('smooth', 'lumpy')", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void ListsOfText_ReadBackEqual()
    {
        IReadOnlyList<string>[] lists = [["a", "longer than twelve bytes"], [], ["é"]];
        using var engine = Append("reasons varchar[]", appender => appender.Set(0, lists));
        var read = new List<IReadOnlyList<string?>?>();

        _ = engine.Read("select reasons from t union all select null", batch => read.AddRange(Enumerable.Range(0, batch.Rows).Select(row => batch.TextList(0, row))));

        Assert.Equal([.. lists, null], read);
    }

    /// <summary>More rows than a chunk holds, lists of no item among them; a NaN is a null.</summary>
    [Fact]
    public void ListsOfNumbers_ReadBackEqual()
    {
        int[] offsets = [.. Enumerable.Range(0, 5001).Select(static row => (row / 3 * 3) + (row % 3 == 2 ? 1 : 0))];
        double[] items = [.. Enumerable.Range(0, offsets[^1]).Select(static i => i == 7 ? double.NaN : i)];
        using var engine = Append("d double[], i integer[]", appender =>
        {
            appender.SetLists<double>(0, items, offsets);
            appender.SetLists<int>(1, [.. Enumerable.Range(0, items.Length)], offsets);
        });
        Assert.Equal(["[]", "[0.0]", "[1.0, 2.0]", "[]", "[3.0]", "[4.0, 5.0]", "[]", "[6.0]", "[NULL, 8.0]"], Texts(engine, "select d::varchar from t limit 9"));
        Assert.Equal(["true"], Texts(engine, $"select (count(*) = {items.Length} and bool_and(x = y or (x is null and y = 7)))::varchar from (select unnest(d) x, unnest(i) y from t)"));
    }

    [Fact]
    public void ListsOfText_BatchWithNullsAndBatchWithout_ReadBackEqual()
    {
        IReadOnlyList<string?>?[] lists =
        [
            .. Enumerable.Range(0, 3000).Select(row => row % 50 == 0 ? null : (IReadOnlyList<string?>)[.. Enumerable.Range(0, row % 11).Select(item => item % 3 == 1 ? null : $"item {row}/{item}")]),
        ];
        IReadOnlyList<string?>?[] dense = [.. Enumerable.Range(0, 3000).Select(row => (IReadOnlyList<string?>)["a", $"longer than twelve bytes {row}"])];
        using var engine = Append("reasons varchar[]", appender =>
        {
            appender.Set(0, lists);
            appender.WriteBatch();
            appender.Set(0, dense);
        });
        var read = new List<IReadOnlyList<string?>?>();

        _ = engine.Read("select reasons from t", batch => read.AddRange(Enumerable.Range(0, batch.Rows).Select(row => batch.TextList(0, row))));

        Assert.Equal([.. lists, .. dense], read);
    }

    [Fact]
    public void Utf8_OverManyChunks_ReadsBackEqual()
    {
        string?[] texts = [.. Enumerable.Range(0, 5000).Select(row => row % 7 == 0 ? null : $"{new string('x', row % 30)}é{row}")];
        var validity = new ulong[(5000 + 63) / 64];
        int[] offsets = [0, .. texts.Select(text => System.Text.Encoding.UTF8.GetByteCount(text ?? "")).Aggregate(new List<int>(), (ends, length) => [.. ends, (ends.Count > 0 ? ends[^1] : 0) + length])];
        foreach (var row in Enumerable.Range(0, 5000).Where(row => row % 7 != 0))
        {
            validity[row >> 6] |= 1UL << (row & 63);
        }

        using var engine = Append("s varchar", appender => appender.SetUtf8(0, System.Text.Encoding.UTF8.GetBytes(string.Concat(texts)), offsets, validity));

        Assert.Equal(texts, Texts(engine, "select s from t"));
    }

    [Fact]
    public void NaN_IsStoredAsNull()
    {
        using var engine = Append("x double, y float", appender =>
        {
            appender.Set<double>(0, [1, double.NaN]);
            appender.Set<float>(1, [float.NaN, 2]);
        });

        Assert.Equal(["1.0", null], Texts(engine, "select x::varchar from t"));
        Assert.Equal([null, "2.0"], Texts(engine, "select y::varchar from t"));
    }

    [Fact]
    public void MillionRows_InUnevenBatches_ReadBackInOrder()
    {
        using var engine = DuckDbEngine.Open();
        _ = engine.Execute("create table t (n bigint, text varchar, reasons varchar[])");
        using (var appender = engine.Append("t"))
        {
            var next = 0L;
            foreach (var size in new[] { 1, 2047, 2048, 2049, 300_000, 0, 693_855 })
            {
                var numbers = Enumerable.Range(0, size).Select(i => next + i).ToArray();
                appender.Set<long>(0, numbers);
                appender.Set(1, [.. numbers.Select(n => n % 10 == 0 ? null : $"text number {n}")]);
                appender.Set(2, [.. numbers.Select(n => n % 2 == 0 ? (IReadOnlyList<string>)[] : [$"R{n % 7}"])]);
                appender.WriteBatch();
                next += size;
            }

            appender.Complete();
        }

        Assert.Equal(1_000_000, engine.Execute("from t"));
        Assert.Equal(0, engine.Execute(
            """
            from (select n, text, reasons, row_number() over () - 1 as row from t)
            where n <> row or text is distinct from (case when n % 10 = 0 then null else 'text number ' || n end)
               or reasons <> (case when n % 2 = 0 then [] else ['R' || (n % 7)] end)
            """));
    }

    [Fact]
    public void Rows_BeforeComplete_AreNotSeenAndAreDroppedWithoutIt()
    {
        using var engine = DuckDbEngine.Open();
        _ = engine.Execute("create table t (n integer)");

        using (var appender = engine.Append("t"))
        {
            appender.Set<int>(0, new int[500_000]);
            appender.WriteBatch();
            Assert.Equal(0, engine.Execute("from t"));
        }

        Assert.Equal(0, engine.Execute("from t"));
    }

    [Fact]
    public void ConstraintThatBreaks_GivesAProblemAndNoRows()
    {
        using var engine = DuckDbEngine.Open();
        _ = engine.Execute("create table t (n integer primary key)");
        using var appender = engine.Append("t");
        appender.Set<int>(0, [1, 2, 1]);

        var problem = Assert.Throws<ProblemException>(() =>
        {
            appender.WriteBatch();
            appender.Complete();
        }).Problems.Single();

        Assert.Equal("SEG-DUCK-013", problem.Code);
        Assert.Contains("'t'", problem.What, StringComparison.Ordinal);
        Assert.Equal(0, engine.Execute("from t"));
    }

    [Fact]
    public void BatchThatDoesNotFit_SaysWhatIsWrong()
    {
        using var engine = DuckDbEngine.Open();
        _ = engine.Execute("create table t (n integer, x double)");

        Refuses(engine, "INTEGER", appender => appender.Set<long>(0, [1]));
        Refuses(engine, "DOUBLE", appender => appender.Set(1, ["text"]));
        Refuses(engine, "has 1 rows, the columns before it 2", appender =>
        {
            appender.Set<int>(0, [1, 2]);
            appender.Set<double>(1, [1]);
        });
        Refuses(engine, "65 rows; its validity mask has 1 words", appender => appender.Set<int>(0, new int[65], [ulong.MaxValue]));
        Refuses(engine, "was not set", appender =>
        {
            appender.Set<int>(0, [1, 2]);
            appender.WriteBatch();
        });
        Refuses(engine, "set twice", appender =>
        {
            appender.Set<int>(0, [1]);
            appender.Set<int>(0, [1]);
        });
        Refuses(engine, "not written", appender =>
        {
            appender.Set<int>(0, [1]);
            appender.Set<double>(1, [1]);
            appender.Complete();
        });
    }

    [Fact]
    public void UnknownTable_GivesAProblem()
    {
        using var engine = DuckDbEngine.Open();

        var problem = Assert.Throws<ProblemException>(() => engine.Append("nothing")).Problems.Single();

        Assert.Equal("SEG-DUCK-011", problem.Code);
        Assert.Contains("nothing", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void AppenderAfterItsEnd_Refuses()
    {
        using var engine = DuckDbEngine.Open();
        _ = engine.Execute("create table t (n integer)");
        var appender = engine.Append("t");
        appender.Complete();
        _ = Assert.Throws<InvalidOperationException>(() => appender.Set<int>(0, [1]));
        appender.Dispose();
        appender.Dispose();

        _ = Assert.Throws<ObjectDisposedException>(() => appender.Set<int>(0, [1]));
        _ = Assert.Throws<ObjectDisposedException>(appender.WriteBatch);
        _ = Assert.Throws<ObjectDisposedException>(appender.Complete);
    }

    [Fact]
    public void ValidityMask_OverManyChunks_BecomesNulls()
    {
        var validity = new ulong[(10_000 + 63) / 64];
        foreach (var row in Enumerable.Range(0, 10_000).Where(row => row % 3 != 0))
        {
            validity[row >> 6] |= 1UL << (row & 63);
        }

        using var engine = Append("n integer", appender => appender.Set<int>(0, [.. Enumerable.Range(0, 10_000)], validity));

        Assert.Equal(3334, engine.Execute("from t where n is null"));
        Assert.Equal(0, engine.Execute("from t where n % 3 = 0"));
    }

    private static void Refuses(DuckDbEngine engine, string what, Action<DuckDbAppender> use)
    {
        using var appender = engine.Append("t");
        var problem = Assert.Throws<ProblemException>(() => use(appender)).Problems.Single();
        Assert.Equal("SEG-DUCK-032", problem.Code);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
    }

    private static DuckDbEngine Append(string columns, Action<DuckDbAppender> set)
    {
        var engine = DuckDbEngine.Open();
        _ = engine.Execute($"create table t ({columns})");
        using var appender = engine.Append("t");
        set(appender);
        appender.WriteBatch();
        appender.Complete();
        return engine;
    }

    private static List<string?> Texts(DuckDbEngine engine, string sql)
    {
        var texts = new List<string?>();
        _ = engine.Read(sql, batch => texts.AddRange(Enumerable.Range(0, batch.Rows).Select(row => batch.Text(0, row))));
        return texts;
    }

    private static void RoundTrip<T>(string type, T[] values)
        where T : unmanaged
    {
        using var engine = Append($"v {type}", appender => appender.Set<T>(0, [.. values, default], [~(1UL << values.Length)]));

        _ = engine.Read("select v from t", batch =>
        {
            Assert.Equal(values, batch.Values<T>(0)[..values.Length].ToArray());
            Assert.Equal([.. values.Select(_ => false), true], Enumerable.Range(0, batch.Rows).Select(row => batch.IsNull(0, row)));
        });
    }
}
