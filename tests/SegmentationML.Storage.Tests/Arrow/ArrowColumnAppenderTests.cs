using SegmentationML.Storage.Arrow;

namespace SegmentationML.Storage.Tests.Arrow;

public sealed class ArrowColumnAppenderTests
{
    private static readonly ArrowTableSchema Schema = new(
        new ArrowField("key", ArrowType.Utf8),
        new ArrowField("segment", ArrowType.Utf8),
        new ArrowField("reasons", ArrowType.List(new ArrowField("item", ArrowType.Utf8))),
        new ArrowField("value", ArrowType.Float64),
        new ArrowField("orders", ArrowType.Int32),
        new ArrowField("active", ArrowType.Bool),
        new ArrowField("amount", ArrowType.Decimal(18, 4)));

    [Fact]
    public void WriteBatch_ArraysWithNulls_AreReadAgain()
    {
        using var output = new MemoryStream();
        using (var appender = new ArrowColumnAppender(output, Schema, new Dictionary<string, ArrowDictionary> { ["segment"] = new(["AX", "BY"]) }, new ArrowWriteOptions { RowsPerBatch = 4 }))
        {
            for (var batch = 0; batch < 2; batch++)
            {
                appender.Set(0, ["k1", null, "Größe"]);
                appender.SetUtf8(1, "AXBY"u8, [0, 2, 2, 4], [0b101]);
                appender.Set(2, new IReadOnlyList<string?>?[] { ["r1", null], null, [] });
                appender.Set<double>(3, [1.5, double.NaN, -0.0]);
                appender.Set<int>(4, [1, 2, 3], [0b011]);
                appender.Set<bool>(5, [true, false, true]);
                appender.Set<Int128>(6, [12345, -1, 0]);
                appender.WriteBatch();
            }

            appender.Complete();
            Assert.Equal((6, output.Length), (appender.Rows, appender.Bytes));
        }

        var read = Cells.Read(output.ToArray(), out _);

        string[] expected =
        [
            "'k1'\nnull\n'Größe'", "'AX'\nnull\n'BY'", "['r1',null]\nnull\n[]", "'3ff8000000000000'\nnull\n'8000000000000000'",
            "'1'\n'2'\nnull", "'true'\n'false'\n'true'", "'12345'\n'-1'\n'0'",
        ];
        Assert.Equal(expected.Select(cells => cells + "\n" + cells), read.Select(Cells.Text));
    }

    [Fact]
    public void WriteBatch_ColumnNotSetOrOfOtherLength_Throws()
    {
        using var appender = new ArrowColumnAppender(new MemoryStream(), new ArrowTableSchema(new ArrowField("a", ArrowType.Int32), new ArrowField("b", ArrowType.Int32)), new Dictionary<string, ArrowDictionary>(), new ArrowWriteOptions());

        appender.Set<int>(0, [1, 2]);
        Assert.Throws<InvalidOperationException>(appender.WriteBatch);
        appender.Set<int>(1, [1]);
        Assert.Throws<InvalidOperationException>(appender.WriteBatch);
        Assert.Throws<InvalidOperationException>(() => appender.Set<long>(1, [1, 2]));
        Assert.Throws<InvalidOperationException>(() => appender.Set(1, new string?[] { "1" }));
    }

    [Fact]
    public void Set_AfterDispose_Throws()
    {
        var appender = new ArrowColumnAppender(new MemoryStream(), Schema, new Dictionary<string, ArrowDictionary>(), new ArrowWriteOptions());
        appender.Dispose();
        appender.Dispose();

        Assert.Throws<ObjectDisposedException>(() => appender.Set<int>(4, [1]));
        Assert.Throws<ObjectDisposedException>(appender.Complete);
    }
}
