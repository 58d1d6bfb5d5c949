using System.Security.Cryptography;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Arrow;
using SegmentationML.Storage.DuckDb;
using SegmentationML.Storage.Tests.Arrow;

namespace SegmentationML.Storage.Tests.DuckDb;

public sealed class DuckDbTableExporterTests(NodeReaders readers) : IClassFixture<NodeReaders>
{
    private const string Assignments =
        """
        select 'SKU-' || lpad(range::varchar, 6, '0') as key,
               substr('ABC', 1 + (range % 3)::integer, 1) || substr('XYZ', 1 + (range % 2)::integer, 1) as segment,
               case when range % 7 = 0 then null else ['share', 'steady', 'rule-' || range % 5][1 + range % 3 :] end as reason_codes,
               (range * 1.25)::decimal(18, 4) as revenue,
               case when range % 3 > 0 then range / 7.0 end as cv,
               date '2025-01-01' + (range % 400)::integer as effective_from,
               timestamp '2025-01-01 00:00:00' + interval (range) second as decided_at,
               range % 2 = 0 as active,
               case when range % 11 = 0 then (['low', 'high', 'medium'][1 + range % 3])::enum('low', 'medium', 'high', 'none') end as level
        from range(10000) order by key
        """;

    [Fact]
    public void WriteArrow_OfAQuery_IsReadByOthersAndByTheEngineAgain()
    {
        using var folder = new TestFolder();
        using var engine = DuckDbEngine.Open();
        var exporter = new DuckDbTableExporter(engine);
        var file = Path.Combine(folder.Path, "assignments.arrow");
        var stream = Path.Combine(folder.Path, "assignments.arrows");

        var written = exporter.WriteArrow(Assignments, file, new ArrowExport { RowsPerBatch = 3000, DictionaryColumns = ["segment"] });
        _ = exporter.WriteArrow(Assignments, stream, new ArrowExport { Stream = true, RowsPerBatch = 3000, DictionaryColumns = ["segment"] });

        Assert.Equal(new ExportedFile(file, 10_000, new FileInfo(file).Length), written);
        var ours = Cells.Read(File.ReadAllBytes(file), out var schema);
        Assert.Equal("int32 int32", $"{schema.Fields[1].IndexType} {schema.Fields[8].IndexType}");
        foreach (var library in new[] { "apache-arrow", "nodejs-polars" })
        {
            foreach (var read in readers.Run("read.mjs", library, file, stream))
            {
                Assert.Equal(10_000, read.GetProperty("rows").GetInt32());
                for (var i = 0; i < ours.Length; i++)
                {
                    Assert.Equal(library + Cells.Text(ours[i]), library + Cells.Text(NodeReaders.CellsOf(read.GetProperty("columns")[i])));
                }
            }
        }

        using var reader = ArrowIpcReader.Open(file);
        _ = new ArrowTableLoader(engine).Load(reader, "again");
        Assert.Equal("0", Scalar(engine, $"select count(*) from (from again except all select * replace (level::varchar as level) from ({Assignments}))"));
        Assert.Equal("10000", Scalar(engine, "select count(*) from again"));
    }

    [Fact]
    public void WriteArrow_AnyNumberOfThreads_GivesTheSameBytes()
    {
        using var folder = new TestFolder();
        var digests = new List<string>();
        foreach (var threads in new[] { 1, 2, 4 })
        {
            using var engine = DuckDbEngine.Open();
            _ = engine.Execute($"set threads = {threads}; create table t as {Assignments}");
            var path = Path.Combine(folder.Path, $"{threads}.arrow");
            _ = new DuckDbTableExporter(engine).WriteArrow("select * from t order by revenue desc, key", path, new ArrowExport { DictionaryColumns = ["segment"] });
            digests.Add(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
        }

        Assert.Single(digests.Distinct());
    }

    [Fact]
    public void WriteArrow_GarbageUnderNulls_DoesNotReachTheFile()
    {
        using var folder = new TestFolder();
        using var engine = DuckDbEngine.Open();
        var exporter = new DuckDbTableExporter(engine);
        _ = engine.Execute("create table a as select range::double as x from range(5000); update a set x = null; create table b as select null::double as x from range(5000)");
        var paths = new[] { "a", "b" }.Select(table => exporter.WriteArrow($"from {table}", Path.Combine(folder.Path, table), new ArrowExport()).Path).ToArray();

        Assert.Equal(File.ReadAllBytes(paths[0]), File.ReadAllBytes(paths[1]));
    }

    [Fact]
    public void WriteArrow_NoRows_HasTheSchemaAndTheDictionaries()
    {
        using var folder = new TestFolder();
        using var engine = DuckDbEngine.Open();
        var path = Path.Combine(folder.Path, "empty.arrow");

        var written = new DuckDbTableExporter(engine).WriteArrow(
            "select 'x' as segment, 'a'::enum('a', 'b') as level where false",
            path,
            new ArrowExport { DictionaryColumns = ["segment"], Metadata = [new("table", "assignments")] });

        Assert.Equal(0, written.Rows);
        _ = Cells.Read(File.ReadAllBytes(path), out var schema);
        Assert.Equal("segment Utf8 int32, level Utf8 int32", string.Join(", ", schema.Fields.Select(field => $"{field.Name} {field.Type} {field.IndexType}")));
        Assert.Equal([new("table", "assignments")], schema.Metadata);
        Assert.All(readers.Run("read.mjs", "nodejs-polars", path).Concat(readers.Run("read.mjs", "apache-arrow", path)), read => Assert.Equal(0, read.GetProperty("rows").GetInt32()));
    }

    [Fact]
    public void WriteArrow_ValueOutsideTheGivenDictionary_SaysWhichAndLeavesNoFile()
    {
        using var folder = new TestFolder();
        using var engine = DuckDbEngine.Open();
        var path = Path.Combine(folder.Path, "t.arrow");
        var options = new ArrowExport { Dictionaries = new Dictionary<string, IReadOnlyList<string>> { ["segment"] = ["AX", "BX"] } };

        var problem = Assert.Throws<ProblemException>(() => new DuckDbTableExporter(engine).WriteArrow(Assignments, path, options)).Problems[0];

        Assert.Equal("SEG-ARROW-007", problem.Code);
        Assert.Equal("Column 'segment' holds 'BY', which its dictionary of 2 values does not.", problem.What);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void WriteArrow_DictionaryForAColumnThatIsNotThere_IsRefused()
    {
        using var engine = DuckDbEngine.Open();
        var options = new ArrowExport { Dictionaries = new Dictionary<string, IReadOnlyList<string>> { ["Segment"] = ["AX"] } };

        var problem = Assert.Throws<ProblemException>(() => new DuckDbTableExporter(engine).WriteArrow("select 'AX' as segment", "unused.arrow", options)).Problems[0];

        Assert.Equal("SEG-ARROW-008: A dictionary is given for column 'Segment', which the query does not return. Name a column of the query, spelled as the query spells it.", problem.ToString());
    }

    [Theory]
    [InlineData("select interval 1 day as x", "Column 'x' has the Arrow C type 'tin', which is not supported.")]
    [InlineData("select {'a': 1} as x", "Column 'x' has the Arrow C type '+s', which is not supported.")]
    public void WriteArrow_TypeThatIsNotWritten_NamesTheColumn(string sql, string what)
    {
        using var folder = new TestFolder();
        using var engine = DuckDbEngine.Open();

        var problem = Assert.Throws<ProblemException>(() => new DuckDbTableExporter(engine).WriteArrow(sql, Path.Combine(folder.Path, "t.arrow"), new ArrowExport())).Problems[0];

        Assert.Equal(("SEG-ARROW-005", what), (problem.Code, problem.What));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Write_FolderThatIsNotThere_IsOneProblem()
    {
        using var folder = new TestFolder();
        using var engine = DuckDbEngine.Open();
        var exporter = new DuckDbTableExporter(engine);

        Assert.Equal("SEG-ARROW-011", Assert.Throws<ProblemException>(() => exporter.WriteArrow("select 1 as x", Path.Combine(folder.Path, "no", "t.arrow"), new ArrowExport())).Problems[0].Code);
        Assert.Equal("SEG-DUCK-016", Assert.Throws<ProblemException>(() => exporter.WriteParquet("select 1 as x", Path.Combine(folder.Path, "no", "t.parquet"), new ParquetExport())).Problems[0].Code);
    }

    [Fact]
    public void WriteArrow_FullDisk_IsOneProblem()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        using var folder = new TestFolder();
        using var engine = DuckDbEngine.Open();
        var path = folder.Write("t.arrow", [1, 2, 3]);
        _ = File.CreateSymbolicLink(path + ".part", "/dev/full");

        var problem = Assert.Throws<ProblemException>(() => new DuckDbTableExporter(engine).WriteArrow("select 1 as x", path, new ArrowExport())).Problems[0];

        Assert.Equal("SEG-ARROW-011", problem.Code);
        Assert.StartsWith($"'{path}' cannot be written: No space left on device", problem.What, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(folder.Path));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
    }

    [Fact]
    public void Write_Cancelled_LeavesNoFile()
    {
        using var folder = new TestFolder();
        using var engine = DuckDbEngine.Open();
        using var cancel = new CancellationTokenSource();
        cancel.CancelAfter(TimeSpan.FromMilliseconds(100));

        Assert.ThrowsAny<OperationCanceledException>(() => new DuckDbTableExporter(engine).WriteArrow("select range as x from range(100000000000)", Path.Combine(folder.Path, "t.arrow"), new ArrowExport(), cancel.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => new DuckDbTableExporter(engine).WriteParquet("select range as x from range(100000000000)", Path.Combine(folder.Path, "t.parquet"), new ParquetExport(), cancel.Token));
        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.Equal("1", Scalar(engine, "select 1"));
    }

    [Fact]
    public void WriteParquet_AnyNumberOfThreads_GivesTheSameBytes()
    {
        using var folder = new TestFolder();
        var digests = new List<string>();
        foreach (var threads in new[] { 1, 2, 4 })
        {
            using var engine = DuckDbEngine.Open();
            _ = engine.Execute($"set threads = {threads}; create table t as select range as key, range * 7919 % 100003 as value from range(400000)");
            var path = Path.Combine(folder.Path, $"{threads}.parquet");
            var written = new DuckDbTableExporter(engine).WriteParquet("select * from t order by value, key", path, new ParquetExport());
            Assert.Equal(new ExportedFile(path, 400_000, new FileInfo(path).Length), written);
            Assert.Equal("400000 ZSTD", Scalar(engine, $"select sum(row_group_num_rows) || ' ' || any_value(compression) from parquet_metadata('{path}') where column_id = 0"));
            digests.Add(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
        }

        Assert.Single(digests.Distinct());
    }

    private static string? Scalar(DuckDbEngine engine, string sql)
    {
        string? value = null;
        _ = engine.Read($"select ({sql})::varchar", batch => value = batch.Text(0, 0));
        return value;
    }
}
