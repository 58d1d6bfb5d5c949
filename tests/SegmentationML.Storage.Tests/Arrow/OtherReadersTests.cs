using System.Text.Json;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Arrow;

namespace SegmentationML.Storage.Tests.Arrow;

/// <summary>Our files, read by the official JavaScript implementation and by polars (Rust).</summary>
public sealed class OtherReadersTests(NodeReaders readers) : IClassFixture<NodeReaders>
{
    private static readonly KeyValuePair<string, string>[] Metadata = [new("segmentationml.table", "assignments"), new("größe", "🚚")];

    [Theory]
    [InlineData("apache-arrow")]
    [InlineData("nodejs-polars")]
    public void Read_EveryTypeInFileAndStream_IsWhatWasWritten(string library)
    {
        using var folder = new TestFolder();
        var cases = new List<(string Path, TestTable Table)>();
        foreach (var rows in new[] { 0, 1, 2049 })
        {
            foreach (var (format, nulls) in new[] { (ArrowFormat.File, 0.2), (ArrowFormat.Stream, 0.2), (ArrowFormat.File, 0), (ArrowFormat.Stream, 1) })
            {
                var table = TestTable.AllTypes(rows, seed: (ulong)rows, nulls).For(field => Accepts(library, field.Type));
                var bytes = table.Write(new ArrowWriteOptions { Format = format, RowsPerBatch = 1000 }, metadata: Metadata);
                cases.Add((folder.Write($"{rows}-{nulls}.{format}", bytes), table));
            }
        }

        var read = readers.Run("read.mjs", [library, .. cases.Select(each => each.Path)]);

        for (var i = 0; i < cases.Count; i++)
        {
            AssertEqual(cases[i].Table, read[i]);
        }
    }

    [Theory]
    [InlineData("apache-arrow")]
    [InlineData("nodejs-polars")]
    public void Read_SixtyFourKAndOneRows_IsWhatWasWritten(string library)
    {
        using var folder = new TestFolder();
        var table = TestTable.AllTypes(65_537, seed: 99).For(field => field.Type.Kind is ArrowKind.Utf8 or ArrowKind.Bool or ArrowKind.Date or ArrowKind.List && Accepts(library, field.Type));
        var path = folder.Write("large.arrow", table.Write(new ArrowWriteOptions { RowsPerBatch = 65_536 }));

        AssertEqual(table, Assert.Single(readers.Run("read.mjs", library, path)));
    }

    /// <remarks>apache-arrow 21 reads packed buffers only with a codec that its caller brings.</remarks>
    [Theory]
    [InlineData(ArrowCompression.Lz4)]
    [InlineData(ArrowCompression.Zstd)]
    public void Read_PackedBuffers_IsWhatWasWritten(ArrowCompression compression)
    {
        using var folder = new TestFolder();
        var table = TestTable.AllTypes(20_000, seed: 3).For(field => Accepts("nodejs-polars", field.Type));
        var plain = table.Write(new ArrowWriteOptions { RowsPerBatch = 7_000 });
        var packed = table.Write(new ArrowWriteOptions { RowsPerBatch = 7_000, Compression = compression });
        var paths = new[] { ArrowFormat.File, ArrowFormat.Stream }.Select(format => folder.Write($"packed.{format}", table.Write(new ArrowWriteOptions { Format = format, RowsPerBatch = 7_000, Compression = compression }))).ToArray();

        Assert.True(packed.Length < plain.Length * 0.9, $"{packed.Length} of {plain.Length} bytes.");
        Assert.Equal(packed, table.Write(new ArrowWriteOptions { RowsPerBatch = 7_000, Compression = compression }));
        Assert.All(readers.Run("read.mjs", ["nodejs-polars", .. paths]), read => AssertEqual(table, read));
    }

    [Theory]
    [InlineData("apache-arrow")]
    [InlineData("nodejs-polars")]
    public void Read_DictionaryColumns_GiveTheTexts(string library)
    {
        using var folder = new TestFolder();
        string?[] codes = ["AX", "BY", null, "CZ", "AX", "Größe"];
        var values = Enumerable.Range(0, 5000).Select(row => (object?)codes[row % codes.Length]).ToArray();
        var table = new TestTable([new(new ArrowField("segment", ArrowType.Utf8), values), new(new ArrowField("reason", ArrowType.Utf8), [.. values.Reverse()])]);
        var dictionaries = new Dictionary<string, ArrowDictionary>
        {
            ["segment"] = new(["AX", "BY", "CZ", "Größe"]),
            ["reason"] = new(["not used", "Größe", "CZ", "BY", "AX"]),
        };
        var paths = new[] { ArrowFormat.File, ArrowFormat.Stream }
            .Select(format => folder.Write($"codes.{format}", table.Write(new ArrowWriteOptions { Format = format, RowsPerBatch = 1024 }, dictionaries: dictionaries)))
            .ToArray();

        Assert.All(readers.Run("read.mjs", [library, .. paths]), read => AssertEqual(table, read));
    }

    [Fact]
    public void Read_BatchesAndMetadata_AreAsAsked()
    {
        using var folder = new TestFolder();
        var table = TestTable.AllTypes(2500, seed: 1).For(field => field.Type.Kind == ArrowKind.Int);
        var path = folder.Write("t.arrow", table.Write(new ArrowWriteOptions { RowsPerBatch = 1000 }, metadata: Metadata));

        var read = Assert.Single(readers.Run("read.mjs", "apache-arrow", path));

        Assert.Equal(3, read.GetProperty("batches").GetInt32());
        Assert.Equal("""[["segmentationml.table","assignments"],["größe","🚚"]]""", read.GetProperty("metadata").GetRawText());
        Assert.Equal("Int8,Int16,Int32,Int64,Uint8,Uint16,Uint32,Uint64", string.Join(',', read.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("type").GetString())));
    }

    // nodejs-polars 0.24 has no bytes and no 16-bit floats, turns 64-bit dates and times of day into types of its own, and its script spells only lists of text.
    private static bool Accepts(string library, ArrowType type) => library == "apache-arrow" || type.Kind switch
    {
        ArrowKind.Float => type.BitWidth > 16,
        ArrowKind.List or ArrowKind.LargeList => type.Item!.Type.Kind == ArrowKind.Utf8,
        ArrowKind.Date => type.BitWidth == 32,
        ArrowKind.Time or ArrowKind.Binary or ArrowKind.LargeBinary or ArrowKind.FixedBinary => false,
        _ => true,
    };

    private static void AssertEqual(TestTable table, JsonElement read)
    {
        Assert.Equal(table.Rows, read.GetProperty("rows").GetInt32());
        var columns = read.GetProperty("columns");
        Assert.Equal(table.Columns.Count, columns.GetArrayLength());
        for (var i = 0; i < table.Columns.Count; i++)
        {
            Assert.Equal(table.Columns[i].Field.Name, columns[i].GetProperty("name").GetString());
            Assert.Equal(Cells.Text(table.CellsOf(i)), Cells.Text(NodeReaders.CellsOf(columns[i])));
        }
    }
}
