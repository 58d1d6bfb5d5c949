using System.Globalization;
using System.Text;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary><c>segml new pipeline --from</c>: a file of one's own becomes a pipeline that runs, or the command says what is left to do.</summary>
public sealed class ScaffoldTests : IDisposable
{
    private readonly TemporaryWorkspace _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Mapping_ItemWithoutAnotherProduct_IsTheProduct()
    {
        var mapping = ScaffoldMapping.OfFile(Csv("order_no,sold_on,item,qty,price,buyer\nA,2024-01-31,x,1,2.5,c\n"));

        Assert.Empty(mapping.Missing);
        Assert.Empty(mapping.Left);
        Assert.Equal(["order_id: order_no", "order_date: sold_on", "customer_id: buyer", "product_id: item", "quantity: qty", "unit_price: price"], Lines(mapping));
    }

    [Fact]
    public void Mapping_ItemBesideAMaterial_IsTheLine()
        => Assert.Contains("line: item", Lines(ScaffoldMapping.OfFile(Csv("vbeln,erdat,material,item,kwmeng\n1,2024-01-31,x,10,1\n"))));

    [Fact]
    public void Mapping_WhatIsNotFound_IsAComment()
    {
        var mapping = ScaffoldMapping.OfFile(Csv("order_id,quantity,zzz,when\nA,1,x,y\n"));

        Assert.Equal(["order_date", "product_id"], mapping.Missing.Select(m => m.Name));
        Assert.Equal(["zzz", "when"], mapping.Left);
        Assert.Contains("        # product_id:", mapping.Yaml, StringComparison.Ordinal);
        Assert.Equal(["order_id: order_id", "quantity: quantity"], Lines(mapping));
    }

    [Theory]
    [InlineData("31.12.2023", "%d.%m.%Y")]
    [InlineData("31/12/2023 23:59", "%d/%m/%Y %H:%M")]
    [InlineData("12/31/2023", "%m/%d/%Y")]
    [InlineData("20231231", "%Y%m%d")]
    [InlineData("2023-12-31", null)]
    public void Sample_Dates_AreRecognised(string date, string? format)
        => Assert.Equal(format, CsvSample.Read(Csv($"d;q\n{date};1\n")).DateFormat("d"));

    [Theory]
    [InlineData("1,5", ",", "")]
    [InlineData("1.234,5", ",", ".")]
    [InlineData("1,234.5", ".", ",")]
    [InlineData("1.5", ".", "")]
    [InlineData("15", ".", "")]
    public void Sample_Numbers_TellTheirSigns(string number, string point, string thousands)
        => Assert.Equal((point, thousands), CsvSample.Read(Csv($"d;q\nx;{number}\n")).Signs(["q"]));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("windows-1252")]
    public async Task NewPipeline_GermanFile_RunsWithoutAnEdit(string encoding)
    {
        var lines = new StringBuilder("order_no;sold_on;item;qty;price;buyer\n");
        for (var day = 0; day < 120; day++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"{day};{new DateOnly(2023, 1, 1).AddDays(day * 4):dd.MM.yyyy};Möbel {day % 7};{1 + (day % 3)};{day % 9},50;Grün\n");
        }

        Csv(lines.ToString(), encoding);
        var made = await SegmlProcess.RunAsync(_folder.Folder, "segml new pipeline own --from lines.csv");
        Assert.True(made.Code == ExitCode.Done, made.Said);
        Assert.Contains("path: ../../lines.csv", await File.ReadAllTextAsync(_folder.Path("pipelines", "own", "pipeline.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.Path("data-contracts", "order_lines", "v1.yaml")));

        var run = await SegmlProcess.RunAsync(_folder.Folder, "segml run own");
        Assert.True(run.Code == ExitCode.Done, run.Said);
        Assert.Contains("order_lines 120 rows\n", run.Said.ReplaceLineEndings("\n"), StringComparison.Ordinal); // all of them: none of so many, none unreadable
        Assert.DoesNotContain("0 rules", run.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewPipeline_WithoutAProduct_SaysSoAndTheRunNamesIt()
    {
        Csv("order_id,order_date,quantity,zzz\nA,2024-01-31,1,x\n");
        var made = await SegmlProcess.RunAsync(_folder.Folder, "segml new pipeline own --from lines.csv");
        Assert.Contains("note no column of lines.csv looks like product_id.", made.Said, StringComparison.Ordinal);
        Assert.Contains("columns that are left: zzz", made.Said, StringComparison.Ordinal);

        var run = await SegmlProcess.RunAsync(_folder.Folder, "segml run own --dry-run");
        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("SEG-ING-004", run.Said, StringComparison.Ordinal);
    }

    /// <summary>The dry run reads the header only: packed text of another encoding included.</summary>
    [Fact]
    public async Task DryRun_ColumnThatTheFileLacks_IsNamedWithTheNearest()
    {
        Csv("order_id;order_date;product_id;Stückzahl\n1;2024-01-31;x;1\n", "windows-1252");
        await using (var packed = new System.IO.Compression.GZipStream(File.Create(_folder.Path("lines.csv.gz")), System.IO.Compression.CompressionMode.Compress))
        {
            await packed.WriteAsync(await File.ReadAllBytesAsync(_folder.Path("lines.csv"), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        }

        await SegmlProcess.RunAsync(_folder.Folder, "segml new pipeline own --from lines.csv.gz");
        var pipeline = _folder.Path("pipelines", "own", "pipeline.yaml");
        var text = await File.ReadAllTextAsync(pipeline, TestContext.Current.CancellationToken);
        foreach (var (column, code) in new[] { ("Stückzahl", ExitCode.Done), ("Stueckzahl", ExitCode.Failed) })
        {
            await File.WriteAllTextAsync(pipeline, text.Replace("# quantity:", $"quantity: \"{column}\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            var run = await SegmlProcess.RunAsync(_folder.Folder, "segml run own --dry-run");
            Assert.True(run.Code == code, run.Said);
            Assert.Equal(code == ExitCode.Failed, run.Said.Contains("SEG-ING-020", StringComparison.Ordinal) && run.Said.Contains("Did you mean 'Stückzahl'?", StringComparison.Ordinal));
        }
    }

    private static IEnumerable<string> Lines(ScaffoldMapping mapping)
        => mapping.Yaml.Split('\n').SkipWhile(l => !l.Contains("mapping:", StringComparison.Ordinal)).Skip(1).Select(l => l.Trim()).Where(l => !l.StartsWith('#'));

    private string Csv(string text, string encoding = "utf-8")
    {
        var path = _folder.Path("lines.csv");
        File.WriteAllBytes(path, (CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding)).GetBytes(text));
        return path;
    }
}
