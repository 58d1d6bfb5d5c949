using System.Globalization;
using SegmentationML.Storage.Arrow;

namespace SegmentationML.Storage.Tests.Arrow;

/// <summary>Tables for tests: every type that is written, values from a seeded generator, their cells, and their bytes as our writer makes them.</summary>
internal sealed class TestTable(IReadOnlyList<TestColumn> columns)
{
    private static readonly string[] Words = ["", "A", "BX", "Größe", "日本", "🚚", "segment-with-a-long-name", "tab\tand \"quotes\"", "0"];

    public IReadOnlyList<TestColumn> Columns { get; } = columns;

    public int Rows => Columns.Count == 0 ? 0 : Columns[0].Values.Length;

    /// <summary>One column of each type that the writer takes.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="seed">Of the values.</param>
    /// <param name="nullShare">Chance of a null, in [0, 1].</param>
    public static TestTable AllTypes(int rows, ulong seed, double nullShare = 0.2)
        => new([.. Types.Select((type, index) => Column($"c{index} {type.Item1}", type.Item1, type.Item2, rows, seed + (ulong)index, nullShare))]);

    /// <summary>Columns that nodejs-polars takes too: it has no 16-bit floats and reads no fixed-width bytes.</summary>
    public TestTable For(Func<ArrowField, bool> accepts) => new([.. Columns.Where(column => accepts(column.Field))]);

    /// <summary>The cells of a column, as <see cref="Cells"/> spells them.</summary>
    public object?[] CellsOf(int column) => [.. Columns[column].Values.Select(Spell)];

    /// <summary>The bytes that the writer makes of this table.</summary>
    /// <param name="options">Format and sizes.</param>
    /// <param name="chunkRows">Rows of each appended chunk, in turn.</param>
    /// <param name="offset">Rows of rubbish before each chunk.</param>
    /// <param name="dictionaries">Columns to encode, with their values.</param>
    /// <param name="metadata">Custom metadata.</param>
    public unsafe byte[] Write(
        ArrowWriteOptions options,
        IReadOnlyList<int>? chunkRows = null,
        int offset = 0,
        IReadOnlyDictionary<string, ArrowDictionary>? dictionaries = null,
        IReadOnlyList<KeyValuePair<string, string>>? metadata = null)
    {
        using var output = new MemoryStream();
        var schema = new ArrowTableSchema([.. Columns.Select(column => column.Field)], metadata ?? []);
        using var writer = new ArrowIpcWriter(output, schema, dictionaries ?? new Dictionary<string, ArrowDictionary>(), options);
        chunkRows ??= [2048];
        for (int row = 0, turn = 0; row < Rows; turn++)
        {
            var count = Math.Min(chunkRows[turn % chunkRows.Count], Rows - row);
            using var chunk = new CArray(Columns, row, count, offset);
            writer.Append(chunk.Batch);
            row += count;
        }

        writer.Complete();
        Assert.Equal(output.Length, writer.Bytes);
        Assert.Equal(Rows, writer.Rows);
        return output.ToArray();
    }

    private static IEnumerable<(ArrowType, Func<SplitMix64Box, object>)> Types =>
    [
        (ArrowType.Bool, random => random.Next(2) == 0),
        (ArrowType.Int(8, true), random => (sbyte)random.Bits()),
        (ArrowType.Int(16, true), random => (short)random.Bits()),
        (ArrowType.Int32, random => (int)random.Bits()),
        (ArrowType.Int64, random => (long)random.Bits()),
        (ArrowType.Int(8, false), random => (byte)random.Bits()),
        (ArrowType.Int(16, false), random => (ushort)random.Bits()),
        (ArrowType.Int(32, false), random => (uint)random.Bits()),
        (ArrowType.Int(64, false), random => random.Bits()),
        (ArrowType.Float(16), random => (Half)(random.Next(1000) / 8.0)),
        (ArrowType.Float32, random => (float)(random.Next(100000) / 7.0)),
        (ArrowType.Float64, random => random.Next(10) == 0 ? double.NegativeInfinity : BitConverter.UInt64BitsToDouble(random.Bits() & 0xBFEF_FFFF_FFFF_FFFF)),
        (ArrowType.Decimal(38, 4), random => (Int128)(long)random.Bits() * (1L << random.Next(60))),
        (ArrowType.Date32, random => random.Next(40_000) - 10_000),
        (ArrowType.Date64, random => (random.Next(40_000) - 10_000) * 86_400_000L),
        (ArrowType.Time(ArrowTimeUnit.Microsecond), random => random.Next(86_400) * 1_000_000L),
        (ArrowType.Timestamp(ArrowTimeUnit.Microsecond), random => (long)(random.Bits() >> 12) - (1L << 50)),
        (ArrowType.Timestamp(ArrowTimeUnit.Microsecond, "UTC"), random => (long)(random.Bits() >> 12)),
        (ArrowType.Timestamp(ArrowTimeUnit.Millisecond), random => (long)(random.Bits() >> 24)),
        (ArrowType.Utf8, random => Words[random.Next(Words.Length)] + (random.Next(3) == 0 ? random.Next(1000).ToString(CultureInfo.InvariantCulture) : "")),
        (ArrowType.LargeUtf8, random => Words[random.Next(Words.Length)]),
        (ArrowType.Binary, random => BitConverter.GetBytes(random.Bits())[..random.Next(9)]),
        (ArrowType.LargeBinary, random => BitConverter.GetBytes(random.Bits())[..random.Next(9)]),
        (ArrowType.FixedBinary(3), random => BitConverter.GetBytes(random.Bits())[..3]),
        (ArrowType.List(new ArrowField("item", ArrowType.Utf8)), random => ListOf(random, () => Words[random.Next(Words.Length)])),
        (ArrowType.LargeList(new ArrowField("item", ArrowType.Float64)), random => ListOf(random, () => random.Next(100) / 4.0)),
        (ArrowType.List(new ArrowField("item", ArrowType.Bool)), random => ListOf(random, () => random.Next(2) == 0)),
        (ArrowType.List(new ArrowField("item", ArrowType.List(new ArrowField("item", ArrowType.Int32)))), random => ListOf(random, () => ListOf(random, () => (int)random.Bits()))),
        (ArrowType.Null, _ => null!),
    ];

    private static object?[] ListOf(SplitMix64Box random, Func<object> item)
        => [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(6) == 0 ? null : item())];

    private static TestColumn Column(string name, ArrowType type, Func<SplitMix64Box, object> value, int rows, ulong seed, double nullShare)
    {
        var random = new SplitMix64Box(seed);
        var values = new object?[rows];
        for (var row = 0; row < rows; row++)
        {
            values[row] = random.Chance(nullShare) ? null : value(random);
        }

        return new TestColumn(new ArrowField(name, type), values);
    }

    private static object? Spell(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        string text => text,
        byte[] bytes => Convert.ToHexStringLower(bytes),
        object?[] list => list.Select(Spell).ToArray(),
        Half number => BitConverter.HalfToUInt16Bits(number).ToString("x4", CultureInfo.InvariantCulture),
        float number => BitConverter.SingleToUInt32Bits(number).ToString("x8", CultureInfo.InvariantCulture),
        double number => BitConverter.DoubleToUInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
