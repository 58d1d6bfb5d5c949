using System.Security.Cryptography;
using SegmentationML.Cli.Demo;
using SegmentationML.Core;

namespace SegmentationML.Cli.Tests.Demo;

public sealed class DemoDatasetTests : IDisposable
{
    private static readonly DemoSize Tiny = DemoSize.Small with { Name = "tiny", Products = 40, Days = 200, OrderLines = 2_000, Customers = 20, Suppliers = 4 };
    private static readonly DemoSize TinyRetail = DemoSize.M5 with { Name = "tiny-retail", Products = 200, Days = 200, OrderLines = 15_000, Suppliers = 4 };
    private readonly string _folder = Directory.CreateTempSubdirectory("segml-demo-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Generate_RowsBytesAndDigests_AreThoseOfTheFiles()
    {
        var set = DemoDataset.Generate(DemoSize.Small, 1, _folder);

        Assert.Equal(Enum.GetValues<DemoTable>(), set.Files.Select(file => file.Table));
        Assert.All(set.Files, file =>
        {
            var bytes = File.ReadAllBytes(Path.Combine(_folder, file.Name));
            Assert.Equal(file.Bytes, bytes.Length);
            Assert.Equal(file.Rows + 1, bytes.Count(b => b == (byte)'\n'));
            Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        });
        Assert.InRange(set.Find(DemoTable.OrderLines)!.Rows, 60_000, 100_000);
        Assert.Equal(300, set.Find(DemoTable.Products)!.Rows);
        Assert.Equal(DemoSize.Small.Days, set.Find(DemoTable.Calendar)!.Rows);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Generate_AnyNumberOfThreads_SameBytes(int threads)
    {
        var expected = DemoDataset.Generate(Tiny, 7, Sub("two"), 2, null, default);
        var actual = DemoDataset.Generate(Tiny, 7, Sub("other"), threads, null, default);
        Assert.Equal(expected.Files, actual.Files);
    }

    [Fact]
    public void Generate_OtherSeed_OtherLines()
    {
        var first = DemoDataset.Generate(Tiny, 1, Sub("1"));
        var second = DemoDataset.Generate(Tiny, 2, Sub("2"));
        Assert.NotEqual(first.Find(DemoTable.OrderLines)!.Sha256, second.Find(DemoTable.OrderLines)!.Sha256);
    }

    [Fact]
    public void Generate_SameSetAgain_IsReusedUntouched()
    {
        var first = DemoDataset.Generate(Tiny, 1, _folder);
        var written = File.GetLastWriteTimeUtc(first.PathOf(DemoTable.OrderLines));

        var second = DemoDataset.Generate(Tiny, 1, _folder);

        Assert.False(first.Reused);
        Assert.True(second.Reused);
        Assert.Equal(first.Files, second.Files);
        Assert.Equal(written, File.GetLastWriteTimeUtc(second.PathOf(DemoTable.OrderLines)));
    }

    [Fact]
    public void Generate_AFileWasCutShort_IsWrittenAgain()
    {
        var first = DemoDataset.Generate(Tiny, 1, _folder);
        File.WriteAllText(first.PathOf(DemoTable.Products), "product_id\n");

        var second = DemoDataset.Generate(Tiny, 1, _folder);

        Assert.False(second.Reused);
        Assert.Equal(first.Files, second.Files);
    }

    [Fact]
    public void Generate_BrokenManifest_IsWrittenAgain()
    {
        var first = DemoDataset.Generate(Tiny, 1, _folder);
        File.WriteAllText(Path.Combine(_folder, "dataset.json"), "{ \"files\": [");
        Assert.Equal(first.Files, DemoDataset.Generate(Tiny, 1, _folder).Files);
    }

    [Fact]
    public void Generate_SizeWithoutStockAndCustomers_LeavesNoTablesOfAnEarlierSize()
    {
        DemoDataset.Generate(Tiny, 1, _folder);
        var set = DemoDataset.Generate(TinyRetail, 1, _folder);

        Assert.Null(set.Find(DemoTable.Customers));
        Assert.Null(set.Find(DemoTable.Receipts));
        Assert.Null(set.Find(DemoTable.Inventory));
        Assert.False(File.Exists(Path.Combine(_folder, "customers.csv")));
        Assert.Throws<InvalidOperationException>(() => set.PathOf(DemoTable.Inventory));
    }

    [Fact]
    public void Generate_RetailShape_SellsOverTheCounterInLeanLines()
    {
        var set = DemoDataset.Generate(TinyRetail, 1, _folder);
        var lines = File.ReadLines(set.PathOf(DemoTable.OrderLines)).Skip(1).Select(line => line.Split(',')).ToArray();

        Assert.All(lines, line => Assert.Equal("", line[4]));
        Assert.InRange((double)set.Find(DemoTable.OrderLines)!.Bytes / lines.Length, 40, 48);
        Assert.All(lines.GroupBy(line => line[3]), product => Assert.Single(product.Select(line => line[5]).Distinct()));
        Assert.Contains(lines, line => DemoFolder.Date(line[0]).DayOfWeek == DayOfWeek.Sunday);
    }

    [Fact]
    public void Generate_Cancelled_LeavesNothingHalfWritten()
    {
        using var source = new CancellationTokenSource();
        var progress = new Callback(_ => source.Cancel());

        Assert.ThrowsAny<OperationCanceledException>(() => DemoDataset.Generate(Tiny, 1, _folder, progress, source.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void Generate_ReportsProgressUpToOne()
    {
        var reported = new List<double>();
        DemoDataset.Generate(Tiny, 1, _folder, new Callback(reported.Add));
        Assert.Equal(reported.Order(), reported);
        Assert.Equal(1, reported[^1]);
        Assert.True(reported.Count > 3);
    }

    [Fact]
    public void Generate_FolderIsAFile_IsOneClearProblem()
    {
        var path = Path.Combine(_folder, "taken");
        File.WriteAllText(path, "");
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => DemoDataset.Generate(Tiny, 1, path)).Problems);
        Assert.Equal("SEG-DEMO-001", problem.Code);
        Assert.Contains(path, problem.What);
    }

    [Fact]
    public void Sizes_AreThreeWithM5InTheShapeOfTheCompetition()
    {
        Assert.Equal(["small", "medium", "m5"], DemoSize.All.Select(size => size.Name));
        Assert.Equal((30_490, 1_941, new DateOnly(2016, 5, 22)), (DemoSize.M5.Products, DemoSize.M5.Days, DemoSize.M5.LastDay)); // Makridakis, Spiliotis and Assimakopoulos (2022): 1,941 days from 2011-01-29.
    }

    private string Sub(string name) => Path.Combine(_folder, name);

    private sealed class Callback(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
