using System.IO.Compression;
using System.Text;

namespace SegmentationML.Pipeline.Tests.Ingest;

/// <summary>Every fault of a file ends in one problem that says what was found where and what to do; nothing stays in the cache.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Header = "order,day,item,qty,price\n";
    private readonly IngestWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void MissingFile_NamesTheNearestOne()
    {
        _work.Write("sales.csv", Header);
        Refused("SEG-ING-010", "Source order_lines: there is no file", "Did you mean 'sales.csv'?", path: "sale.csv");
    }

    [Fact]
    public void MissingFolder() => Refused("SEG-ING-010", "there is no folder", "--source NAME=PATH", path: "nowhere/*.csv");

    [Fact]
    public void PatternWithoutMatch() => Refused("SEG-ING-010", "no file fits", "pattern", path: "*.csv");

    [Fact]
    public void EmptyFile()
    {
        _work.Write("sales.csv", "");
        Refused("SEG-ING-012", "sales.csv is empty (0 bytes)", "deliver it again");
    }

    [Fact]
    public void BlankHeader()
    {
        _work.Write("sales.csv", "\n\n");
        Refused("SEG-ING-012", "the first line of", "csv.names");
    }

    [Fact]
    public void HeaderOnly()
    {
        _work.Write("sales.csv", Header);
        Refused("SEG-ING-013", "sales.csv holds a header and no rows", "Check how the file came about", isCached: true);
    }

    [Fact]
    public void EverythingLeftOut()
    {
        _work.Write("sales.csv", Header + "A,2026-01-01,X,1,2\n");
        Refused("SEG-ING-013", "none of 1 rows was loaded (1 x no use)", "leave_out", more: "leave_out: {none: {where: qty > 0, reason: no use}}", isCached: true);
    }

    [Theory]
    [InlineData(';', ";")]
    [InlineData('\t', "\\t")]
    [InlineData('|', "|")]
    public void WrongDelimiter_SaysWhichItLooksLike(char delimiter, string said)
    {
        _work.Write("sales.csv", (Header + "A,2026-01-01,X,1,2\n").Replace(',', delimiter));
        Refused("SEG-ING-014", "holds no ','", $"Set csv.delimiter to '{said}'.");
    }

    [Fact]
    public void MissingColumn_NamesTheNearestOne()
    {
        _work.Write("sales.csv", "order,day,item,qnty,price\nA,2026-01-01,X,1,2\n");
        Refused("SEG-ING-020", "sales.csv has no column 'qty', which ingest.sources.order_lines names", "Did you mean 'qnty'?");
    }

    [Fact]
    public void MissingColumnOfAnExpression()
    {
        _work.Write("sales.csv", Header + "A,2026-01-01,X,1,2\n");
        Refused("SEG-ING-020", "has no column 'pric'", "Did you mean 'price'?", more: "leave_out: {none: pric > 0}");
    }

    [Fact]
    public void RepeatedColumn_CannotBeMapped()
    {
        _work.Write("sales.csv", "order,day,item,qty,qty\nA,2026-01-01,X,1,2\n");
        Refused("SEG-ING-021", "the header of sales.csv has 'qty' more than once", "Name them apart");
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("NaN")]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    [InlineData("1e400")]
    [InlineData("12,5")]
    [InlineData("999999999999999999999")]
    public void Number_ThatIsNone_IsToldWithItsRow(string text)
    {
        _work.Write("sales.csv", Header + $"A,2026-01-01,X,1,2\nB,2026-01-01,X,\"{text}\",2\n");
        Refused("SEG-ING-030", $"1 of 2 rows of", "max_rejected", what2: $"(1 x qty is not a DECIMAL(18,4)). The first is row 2: {{\"order\":\"B\",\"day\":\"2026-01-01\",\"item\":\"X\",\"qty\":\"{text}\"");
    }

    [Fact]
    public void DatesInTwoFormats()
    {
        _work.Write("sales.csv", Header + "A,2026-01-31,X,1,2\nB,31.01.2026,X,1,2\n");
        Refused("SEG-ING-030", "1 x day is not a TIMESTAMP", "`columns: {\"day\": {type: timestamp, formats: ['%d.%m.%Y']}}`");
    }

    [Fact]
    public void DatesInTwoFormats_OneDeclared()
    {
        _work.Write("sales.csv", Header + "A,2026-01-31,X,1,2\nB,31.01.2026,X,1,2\n");
        Refused("SEG-ING-030", "1 x day is not a TIMESTAMP written as %d.%m.%Y", "types, formats", more: "columns: {day: {formats: ['%d.%m.%Y']}}");
    }

    [Fact]
    public void ImpossibleDate()
    {
        _work.Write("sales.csv", Header + "A,2026-02-30,X,1,2\n");
        Refused("SEG-ING-030", "1 x day is not a TIMESTAMP", "Mend the file");
    }

    [Theory]
    [InlineData("B,2026-01-01,X,1\n", "missing columns")]
    [InlineData("B,2026-01-01,X,1,2,3\n", "too many columns")]
    [InlineData("B,2026-01-01,\"X,1,2\n", "unquoted value")]
    public void LineThatIsNoRow_IsToldWithItsLine(string line, string reason)
    {
        _work.Write("sales.csv", Header + "A,2026-01-01,X,1,2\n" + line);
        Refused("SEG-ING-030", $"1 of 2 rows of", "Mend the file", what2: $"(1 x line {reason}). The first is line 3: {line.TrimEnd()}");
    }

    [Fact]
    public void MixedEncodings_AreRefusedWhateverTheirShare()
    {
        var rows = string.Concat(Enumerable.Range(0, 5000).Select(i => $"A{i},2026-01-01,Grün,1,2\n"));
        _work.Write("sales.csv", [.. Encoding.UTF8.GetBytes(Header + rows), .. Encoding.Latin1.GetBytes("B,2026-01-01,Grün,1,2\n")]);
        Refused("SEG-ING-015", "line 5002 of", "Declare the encoding");
    }

    [Fact]
    public void WrongEncodingInTheHeader()
    {
        _work.Write("sales.csv", Encoding.Latin1.GetBytes("order,day,item,qty,Stückpreis\nA,2026-01-01,X,1,2\n"));
        Refused("SEG-ING-015", "are no UTF-8", "windows-1252");
    }

    [Fact]
    public void Utf16WithoutDeclaration()
    {
        _work.Write("sales.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Header)]);
        Refused("SEG-ING-015", "begins with the mark of UTF-16", "utf-16");
    }

    [Fact]
    public void BytesThatTheDeclaredEncodingDoesNotKnow()
    {
        _work.Write("sales.csv", Encoding.Latin1.GetBytes(Header + "A,2026-01-01,Grün,1,2\n"));
        Refused("SEG-ING-015", "holds bytes that are no us-ascii", "Declare the encoding", more: "csv: {encoding: us-ascii}");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9999)]
    public void GzipCutShort(double share)
    {
        var packed = Gzip(Header + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"A{i},2026-01-01,X{i * 7919 % 1000},1,2\n")));
        _work.Write("sales.csv.gz", packed[..(int)(packed.Length * share)]);
        Refused("SEG-ING-016", "is damaged or cut short", "Deliver it again", path: "sales.csv.gz");
    }

    [Fact]
    public void GzipWithoutItsChecksum_OfWholeLines_IsNoticed()
    {
        var packed = Gzip(Header + "A,2026-01-01,X,1,2\n");
        _work.Write("sales.csv.gz", packed[..^8]);
        Refused("SEG-ING-016", "is damaged or cut short", "Deliver it again", path: "sales.csv.gz");
    }

    [Fact]
    public void GzipThatIsNone()
    {
        _work.Write("sales.csv.gz", Header + "A,2026-01-01,X,1,2\n");
        Refused("SEG-ING-016", "is damaged or cut short", "Deliver it again", path: "sales.csv.gz");
    }

    [Theory]
    [InlineData("sales.csv")]
    [InlineData("sales.csv.gz")]
    public void EndlessLine_IsRefusedInBoundedMemory(string name)
    {
        var path = Path.Combine(_work.PipelineFolder, name);
        using (var file = File.Create(path))
        using (Stream text = name.EndsWith(".gz") ? new GZipStream(file, CompressionLevel.Fastest) : file)
        {
            text.Write(Encoding.UTF8.GetBytes(Header + "A,2026-01-01,"));
            var block = new byte[1 << 20];
            Array.Fill(block, (byte)'x');
            for (var i = 0; i < 300; i++)
            {
                text.Write(block);
            }
        }

        var before = GC.GetTotalAllocatedBytes();
        Refused("SEG-ING-017", "has a line of more than 1048576 bytes", "without line ends", path: name);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64L << 20);
    }

    [Fact]
    public void BrokenParquet()
    {
        _work.Write("sales.parquet", "PAR1 this is no Parquet file PAR1");
        Refused("SEG-ING-031", "cannot be read as parquet", "Check that the file is whole", path: "sales.parquet");
    }

    [Fact]
    public void ParquetCutShort()
    {
        var path = Path.Combine(_work.PipelineFolder, "sales.parquet");
        _work.Engine.Execute($"COPY (SELECT 'A' || i AS \"order\", DATE '2026-01-01' AS day, 'X' AS item, i AS qty, 2.5 AS price FROM range(10000) t(i)) TO '{path}' (FORMAT parquet)");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);
        Refused("SEG-ING-031", "cannot be read as parquet", "whole", path: "sales.parquet");
    }

    [Fact]
    public void ParquetColumnOfAnotherType_IsToldWithItsRow()
    {
        _work.Engine.Execute($"COPY (SELECT 'A' AS \"order\", DATE '2026-01-01' AS day, 'X' AS item, [1, 2] AS qty, 2.5 AS price) TO '{_work.PipelineFolder}/sales.parquet' (FORMAT parquet)");
        Refused("SEG-ING-030", "1 x qty is not a DECIMAL(18,4)", "types, formats", path: "sales.parquet");
    }

    [Fact]
    public void ParquetWithNaN()
    {
        _work.Engine.Execute($"COPY (SELECT 'A' AS \"order\", DATE '2026-01-01' AS day, 'X' AS item, 'nan'::DOUBLE AS qty, 2.5 AS price) TO '{_work.PipelineFolder}/sales.parquet' (FORMAT parquet)");
        Refused("SEG-ING-030", "1 x qty is not a DECIMAL(18,4)", "Mend", path: "sales.parquet");
    }

    [Fact]
    public void BrokenJson()
    {
        _work.Write("sales.json", "{\"order\":\"A\",\"day\":\"2026-01-01\",\"item\":\"X\",\"qty\":1}\n{\"order\":");
        Refused("SEG-ING-031", "cannot be read as json: ", "whole", path: "sales.json");
    }

    [Fact]
    public void UnknownEnding()
    {
        _work.Write("sales.xlsx", "x");
        Refused("SEG-ING-019", "sales.xlsx tells no format", "Set format", path: "sales.xlsx");
    }

    [Fact]
    public void ExpressionOnText_SaysHowToDeclareTypes()
    {
        _work.Write("sales.csv", Header + "A,2026-01-01,X,1,2\n");
        Refused("SEG-ING-024", "the mapping does not fit sales.csv: Binder Error", "declare their types under columns", more: "leave_out: {x: price * 2 > 3}");
    }

    [Fact]
    public void ValueOfAnotherTypeInTheMapping()
    {
        _work.Write("sales.csv", Header + "A,2026-01-01,X,1,2\n");
        Refused("SEG-ING-030", "1 x required_date cannot be computed or does not fit its type", "Mend", mapping: ", required_date: {value: tomorrow}");
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private void Refused(string code, string what, string fix, string path = "sales.csv", string more = "", string mapping = "", string what2 = "", bool isCached = false)
    {
        var yaml = $$"""
            sources:
              order_lines:
                path: "{{path}}"
                mapping: {order_id: order, order_date: day, product_id: item, quantity: qty{{mapping}}}
                {{more}}
            """;
        var problem = isCached
            ? Assert.Single(Assert.Throws<Core.ProblemException>(() => _work.Run(yaml)).Problems)
            : _work.Refuses(yaml);
        Assert.Equal(code, problem.Code);
        Assert.Contains(what, problem.What);
        Assert.Contains(what2, problem.What);
        Assert.Contains(fix, problem.Fix);
    }
}
