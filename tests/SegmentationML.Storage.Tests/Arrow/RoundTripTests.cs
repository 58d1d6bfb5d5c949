using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Arrow;

namespace SegmentationML.Storage.Tests.Arrow;

public sealed class RoundTripTests
{
    public static TheoryData<int, ArrowFormat, double> Shapes
    {
        get
        {
            var data = new TheoryData<int, ArrowFormat, double>();
            foreach (var rows in new[] { 0, 1, 7, 64, 2048, 2049, 5000 })
            {
                foreach (var nulls in new[] { 0, 0.2, 1 })
                {
                    data.Add(rows, ArrowFormat.File, nulls);
                    data.Add(rows, ArrowFormat.Stream, nulls);
                }
            }

            return data;
        }
    }

    [Theory]
    [InlineData(ArrowCompression.Lz4, 0)]
    [InlineData(ArrowCompression.Lz4, 5000)]
    [InlineData(ArrowCompression.Zstd, 0)]
    [InlineData(ArrowCompression.Zstd, 5000)]
    public void Read_PackedBuffers_IsWhatWasWritten(ArrowCompression compression, int rows)
    {
        var table = TestTable.AllTypes(rows, seed: 7, 0.2);

        var read = Cells.Read(table.Write(new ArrowWriteOptions { Format = ArrowFormat.Stream, RowsPerBatch = 1000, Compression = compression }, offset: 3), out _);

        Assert.All(Enumerable.Range(0, table.Columns.Count), i => Assert.Equal(Cells.Text(table.CellsOf(i)), Cells.Text(read[i])));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Read_EveryType_IsWhatWasWritten(int rows, ArrowFormat format, double nulls)
    {
        var table = TestTable.AllTypes(rows, seed: 7, nulls);

        var read = Cells.Read(table.Write(new ArrowWriteOptions { Format = format, RowsPerBatch = 1000 }, offset: 3), out var schema);

        for (var i = 0; i < table.Columns.Count; i++)
        {
            Assert.Equal(table.Columns[i].Field.Name, schema.Fields[i].Name);
            Assert.Equal(Cells.Text(table.CellsOf(i)), Cells.Text(read[i]));
        }
    }
}
