using System.IO.Compression;
using System.Text;

namespace SegmentationML.Pipeline.Tests.Ingest;

/// <summary>How delimited text may be written. Expected rows are computed by hand.</summary>
public sealed class DialectTests : IDisposable
{
    private readonly IngestWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("delimiter: ;", "o;d;i;q\nA;2026-01-01;X;1.5\n", "A|X|1.5000")]
    [InlineData("delimiter: \\t", "o\td\ti\tq\nA\t2026-01-01\tX\t1.5\n", "A|X|1.5000")]
    [InlineData("", "o,d,i,q\r\nA,2026-01-01,X,1.5\r\n", "A|X|1.5000")]
    [InlineData("", "o,d,i,q\rA,2026-01-01,X,1.5\r", "A|X|1.5000")]
    [InlineData("", "\uFEFFo,d,i,q\nA,2026-01-01,X,1.5", "A|X|1.5000")]
    [InlineData("", "o,d,i,q\nA,2026-01-01,\"X, \"\"the\"\"\nitem\",1.5\n", "A|X, \"the\"\nitem|1.5000")]
    [InlineData("quote: \"'\", escape: \\", "o,d,i,q\nA,2026-01-01,'X\\'s, y',1.5\n", "A|X's, y|1.5000")]
    [InlineData("quote: '', escape: ''", "o,d,i,q\nA,2026-01-01,5\" disc,1.5\n", "A|5\" disc|1.5000")]
    [InlineData("decimal: ',', delimiter: ;", "o;d;i;q\nA;2026-01-01;X;1,5\nA;2026-01-01;Y;-2\n", "A|X|1.5000/A|Y|-2.0000")]
    [InlineData("decimal: ',', thousands: ., delimiter: ;", "o;d;i;q\nA;2026-01-01;X;1.234.567,5\nA;2026-01-01;Y;1234,5\n", "A|X|1234567.5000/A|Y|1234.5000")]
    [InlineData("thousands: ' '", "o,d,i,q\nA,2026-01-01,X,1 234.5\n", "A|X|1234.5000")]
    [InlineData("nulls: ['', NULL, '-']", "o,d,i,q\nA,2026-01-01,-,NULL\n", "A|∅|∅")]
    [InlineData("", "o,d,i,q\nA,2026-01-01,\"\",\"\"\n", "A|∅|∅")]
    [InlineData("names: [o, d, i, q]", "A,2026-01-01,X,1.5\n", "A|X|1.5000")]
    [InlineData("", "o,d,,i,q\nA,2026-01-01,?,X,1.5\n", "A|X|1.5000")]
    [InlineData("", "\"o\",\"d\",\"i\",\"q\"\n\"A\",\"2026-01-01\",\"X\",\"1.5\"\n\n", "A|X|1.5000")]
    [InlineData("", "o,d,i,q\nA,2026-01-01,X,1e2\nA,2026-01-01,Y, 7 \n", "A|X|100.0000/A|Y|7.0000")]
    public void Csv(string csv, string text, string rows)
    {
        _work.Write("sales.csv", text);
        Assert.Equal(rows.Split('/'), Rows("sales.csv", csv));
    }

    [Fact]
    public void MixedLineEnds_AreRefused()
    {
        _work.Write("sales.csv", "o,d,i,q\r\nA,2026-01-01,X,1.5\nA,2026-01-01,Y,2\r\n");
        var problem = _work.Refuses(Yaml("sales.csv", ""));
        Assert.Equal("SEG-ING-031", problem.Code);
        Assert.Contains("one kind of line end", problem.Fix);
    }

    [Fact]
    public void PointThatSeparatesThousands_IsNeverTakenForADecimalPoint()
    {
        // 1.5 is neither 15 nor 1.5 where the point separates thousands.
        _work.Write("sales.csv", "o;d;i;q\nA;2026-01-01;X;1.5\n");
        var problem = _work.Refuses(Yaml("sales.csv", "decimal: ',', thousands: ., delimiter: ;"));
        Assert.Contains("1 x q is not a DECIMAL(18,4)", problem.What);
    }

    [Theory]
    [InlineData("windows-1252", "Grün – 5 €")]
    [InlineData("iso-8859-1", "Grün")]
    [InlineData("utf-16", "Grün 漢字")]
    [InlineData("shift_jis", "漢字")]
    public void Encoding_IsTranscoded(string name, string item)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? System.Text.Encoding.GetEncoding(name);
        var bytes = encoding.GetPreamble().Concat(encoding.GetBytes($"o,d,i,q\nA,2026-01-01,{item},1\n")).ToArray();
        _work.Write("plain.csv", bytes);
        _work.Write("packed.csv.gz", Gzip(bytes));
        Assert.Equal([$"A|{item}|1.0000"], Rows("plain.csv", $"encoding: {name}"));
        Assert.Equal([$"A|{item}|1.0000"], Rows("packed.csv.gz", $"encoding: {name}"));
    }

    [Fact]
    public void Encoding_CharactersAcrossBlocks_AreWhole()
    {
        // Blocks have 1 MiB: two-byte characters are cut at its end when the text starts at an odd place.
        var rows = string.Concat(Enumerable.Range(0, 120_000).Select(i => $"A{i},2026-01-01,漢字,1\n"));
        _work.Write("sales.csv", [.. System.Text.Encoding.GetEncoding("utf-16BE").GetPreamble(), .. System.Text.Encoding.BigEndianUnicode.GetBytes("o,d,i,q\n" + rows)]);
        var result = _work.Run(Yaml("sales.csv", "encoding: utf-16BE"));
        Assert.Equal(["120000|1"], _work.Rows(result, "SELECT count(*), count(DISTINCT product_id) FROM order_lines"));
    }

    [Fact]
    public void Gzip_OfSeveralMembers_IsReadWhole()
    {
        _work.Write("sales.csv.gz", [.. Gzip("o,d,i,q\nA,2026-01-01,X,1\n"u8.ToArray()), .. Gzip("B,2026-01-01,X,1\n"u8.ToArray())]);
        Assert.Equal(["A|X|1.0000", "B|X|1.0000"], Rows("sales.csv.gz", ""));
    }

    [Theory]
    [InlineData("%d.%m.%Y", "31.01.2026", "2026-01-31 00:00:00")]
    [InlineData("%d.%m.%Y %H:%M", "31.01.2026 13:45", "2026-01-31 13:45:00")]
    [InlineData("%m/%d/%y", "1/31/26", "2026-01-31 00:00:00")]
    [InlineData("%d-%b-%y", "2-Jun-06", "2006-06-02 00:00:00")]
    [InlineData("%Y%m%d", "20260131", "2026-01-31 00:00:00")]
    [InlineData("%d.%m.%Y', '%Y-%m-%d", "31.01.2026", "2026-01-31 00:00:00")]
    [InlineData("%d.%m.%Y', '%Y-%m-%d", "2026-01-31", "2026-01-31 00:00:00")]
    public void DateFormats(string formats, string text, string expected)
    {
        _work.Write("sales.csv", $"o,d,i,q\nA,{text},X,1\n");
        var result = _work.Run($"sources: {{order_lines: {{path: sales.csv, columns: {{d: {{formats: ['{formats}']}}}}, mapping: {{order_id: o, order_date: d, product_id: i, quantity: q}}}}}}");
        Assert.Equal([expected], _work.Rows(result, "SELECT order_date FROM order_lines"));
    }

    [Theory]
    [InlineData("2026-01-31T23:30:00Z", "2026-02-01 00:30:00")]
    [InlineData("2026-07-31 12:00:00+00:00", "2026-07-31 14:00:00")]
    [InlineData("2026-07-31 12:00:00-05", "2026-07-31 19:00:00")]
    public void TimestampWithOffset_BecomesLocalTimeOfThePipeline(string text, string expected)
    {
        // The pipeline's time zone is Europe/Berlin: UTC+1 in winter, UTC+2 in summer.
        _work.Write("sales.csv", $"o,d,i,q\nA,{text},X,1\n");
        var result = _work.Run("sources: {order_lines: {path: sales.csv, columns: {d: timestamp-with-offset}, mapping: {order_id: o, order_date: d, product_id: i, quantity: q}}}");
        Assert.Equal([expected], _work.Rows(result, "SELECT order_date FROM order_lines"));
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static string Yaml(string path, string csv)
        => $"sources: {{order_lines: {{path: {path}, csv: {{{csv}}}, mapping: {{order_id: o, order_date: d, product_id: i, quantity: q}}}}}}";

    private IReadOnlyList<string> Rows(string path, string csv)
        => _work.Rows(_work.Run(Yaml(path, csv)), "SELECT order_id, product_id, quantity FROM order_lines");
}
