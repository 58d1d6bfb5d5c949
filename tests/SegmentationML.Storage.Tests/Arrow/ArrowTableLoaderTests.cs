using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Storage.Arrow;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Storage.Tests.Arrow;

public sealed class ArrowTableLoaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    [InlineData(70_000)]
    public void Load_ThenExport_GivesTheSameCells(int rows)
    {
        using var folder = new TestFolder();
        using var engine = DuckDbEngine.Open();
        var table = TestTable.AllTypes(rows, seed: 3).For(field => !field.Type.IsList || field.Type.Item!.Type.Kind == ArrowKind.Utf8);
        using var reader = new ArrowIpcReader(new MemoryStream(table.Write(new ArrowWriteOptions { RowsPerBatch = 66_000 })));

        Assert.Equal(rows, new ArrowTableLoader(engine).Load(reader, "loaded table"));

        var path = Path.Combine(folder.Path, "t.arrow");
        Assert.Equal(rows, new DuckDbTableExporter(engine).WriteArrow("select * from \"loaded table\"", path, new()).Rows);
        var exported = Cells.Read(File.ReadAllBytes(path), out _);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            Assert.Equal(table.Columns[i].Field.Name + Cells.Text(Widened(table, i)), table.Columns[i].Field.Name + Cells.Text(exported[i]));
        }
    }

    [Fact]
    public void Load_TimestampsOfEveryUnit_AreMicrosecondsRoundedDown()
    {
        TestColumn[] columns =
        [
            new(new ArrowField("s", ArrowType.Timestamp(ArrowTimeUnit.Second)), [-1L, 1_700_000_000L, null]),
            new(new ArrowField("ms", ArrowType.Timestamp(ArrowTimeUnit.Millisecond)), [-1L, 1_700_000_000_123L, null]),
            new(new ArrowField("us", ArrowType.Timestamp(ArrowTimeUnit.Microsecond)), [-1L, 1_700_000_000_123_456L, null]),
            new(new ArrowField("ns", ArrowType.Timestamp(ArrowTimeUnit.Nanosecond)), [-1L, 1_700_000_000_123_456_789L, null]),
            new(new ArrowField("time", ArrowType.Time(ArrowTimeUnit.Second)), [0, 86_399, null]),
            new(new ArrowField("day", ArrowType.Date64), [-1L, 86_400_000L, null]),
        ];

        using var engine = Loaded(new TestTable(columns));

        Assert.Equal(
            "1969-12-31 23:59:59|1969-12-31 23:59:59.999|1969-12-31 23:59:59.999999|1969-12-31 23:59:59.999999|00:00:00|1969-12-31",
            Row(engine, "select * from loaded limit 1"));
        Assert.Equal(
            "2023-11-14 22:13:20|2023-11-14 22:13:20.123|2023-11-14 22:13:20.123456|2023-11-14 22:13:20.123456|23:59:59|1970-01-02",
            Row(engine, "select * from loaded limit 1 offset 1"));
        Assert.Equal("null|null|null|null|null|null", Row(engine, "select * from loaded limit 1 offset 2"));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(18)]
    [InlineData(38)]
    public void Load_DecimalsOfEveryWidth_KeepTheirDigits(int precision)
    {
        var most = Int128.Parse(new string('9', precision), CultureInfo.InvariantCulture);
        using var engine = Loaded(new TestTable([new(new ArrowField("d", ArrowType.Decimal(precision, 2)), [most, -most, null])]));

        var nines = new string('9', precision - 2);
        Assert.Equal($"{nines}.99|-{nines}.99|DECIMAL({precision},2)", Row(engine, "select max(d), min(d), any_value(typeof(d)) from loaded"));
    }

    [Theory]
    [InlineData(32, 7)]
    [InlineData(64, 12)]
    public void Load_DecimalsStoredInFewerBits_AreRead(int bits, int precision)
    {
        object[] values = bits == 32 ? [1234567, -1] : [123456789012L, -1L];
        using var engine = Loaded(new TestTable([new(new ArrowField("d", ArrowType.Decimal(precision, 3, bits)), values)]));

        Assert.Equal(bits == 32 ? "1234.567|-0.001" : "123456789.012|-0.001", Row(engine, "select max(d), min(d) from loaded"));
    }

    [Fact]
    public void Load_DecimalWithMoreDigitsThanDeclared_IsRefusedAndLeavesNoTable()
    {
        using var engine = DuckDbEngine.Open();
        var table = new TestTable([new(new ArrowField("amount", ArrowType.Decimal(4, 2)), [(Int128)9999, (Int128)10_000])]);
        using var reader = new ArrowIpcReader(new MemoryStream(table.Write(new ArrowWriteOptions())));

        var problem = Assert.Throws<ProblemException>(() => new ArrowTableLoader(engine).Load(reader, "loaded")).Problems[0];

        Assert.Equal("SEG-ARROW-010", problem.Code);
        Assert.Equal("Row 1 of a batch holds the unscaled value 10000 in 4 digits in column 'amount' (decimal128(4, 2)), which DECIMAL(4,2) cannot hold.", problem.What);
        Assert.Equal("0", Row(engine, "select count(*) from duckdb_tables()"));
    }

    [Fact]
    public void Load_TimestampBeyondTheEngine_IsRefused()
    {
        using var engine = DuckDbEngine.Open();
        var table = new TestTable([new(new ArrowField("t", ArrowType.Timestamp(ArrowTimeUnit.Second)), [long.MaxValue])]);
        using var reader = new ArrowIpcReader(new MemoryStream(table.Write(new ArrowWriteOptions())));

        Assert.Equal("SEG-ARROW-010", Assert.Throws<ProblemException>(() => new ArrowTableLoader(engine).Load(reader, "loaded")).Problems[0].Code);
    }

    [Fact]
    public void Load_DamageInTheLastBatch_LeavesNoTable()
    {
        using var engine = DuckDbEngine.Open();
        var bytes = TestTable.AllTypes(3000, seed: 1).For(field => field.Type.Kind == ArrowKind.Int).Write(new ArrowWriteOptions { Format = ArrowFormat.Stream, RowsPerBatch = 1000 });
        using var reader = new ArrowIpcReader(new MemoryStream(bytes[..^2000]));

        Assert.Equal("SEG-ARROW-002", Assert.Throws<ProblemException>(() => new ArrowTableLoader(engine).Load(reader, "loaded")).Problems[0].Code);
        Assert.Equal("0", Row(engine, "select count(*) from duckdb_tables()"));
    }

    [Fact]
    public void Load_ListsOfNumbers_SaysWhatIsLoaded()
    {
        using var engine = DuckDbEngine.Open();
        var table = new TestTable([new(new ArrowField("x", ArrowType.List(new ArrowField("item", ArrowType.Float64))), [])]);
        using var reader = new ArrowIpcReader(new MemoryStream(table.Write(new ArrowWriteOptions())));

        Assert.Equal(
            "SEG-ARROW-005: Column 'x' is List<float64>, which is not loaded. Write the column as numbers, text, dates, timestamps or lists of text.",
            Assert.Throws<ProblemException>(() => new ArrowTableLoader(engine).Load(reader, "loaded")).Problems[0].ToString());
    }

    private static DuckDbEngine Loaded(TestTable table)
    {
        var engine = DuckDbEngine.Open();
        using var reader = new ArrowIpcReader(new MemoryStream(table.Write(new ArrowWriteOptions())));
        Assert.Equal(table.Rows, new ArrowTableLoader(engine).Load(reader, "loaded"));
        return engine;
    }

    private static string Row(DuckDbEngine engine, string sql)
    {
        var row = "";
        _ = engine.Read($"select concat_ws('|', {string.Join(", ", engine.Describe(sql).Select(column => $"coalesce(\"{column.Name}\"::varchar, 'null')"))}) from ({sql})", batch => row = batch.Text(0, 0)!);
        return row;
    }

    // The engine's types are fewer: milliseconds become microseconds, 16-bit floats 32-bit, dates days; what it has in one form only comes back in that form.
    private static IEnumerable<object?> Widened(TestTable table, int column)
    {
        var type = table.Columns[column].Field.Type;
        return table.CellsOf(column).Select((cell, row) => (cell, type.Kind, type.BitWidth) switch
        {
            (null, _, _) => null,
            (_, ArrowKind.Float, 16) => BitConverter.SingleToUInt32Bits((float)(Half)table.Columns[column].Values[row]!).ToString("x8", CultureInfo.InvariantCulture),
            (string text, ArrowKind.Date, 64) => (long.Parse(text, CultureInfo.InvariantCulture) / 86_400_000).ToString(CultureInfo.InvariantCulture),
            (string text, ArrowKind.Timestamp, _) when type.Unit == ArrowTimeUnit.Millisecond => text + "000",
            _ => cell,
        });
    }
}
