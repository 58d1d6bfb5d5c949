using System.Text;
using SegmentationML.Cli.Demo;

namespace SegmentationML.Cli.Tests.Demo;

public sealed class CsvBufferTests
{
    [Fact]
    public void Row_IsPlainCsv()
    {
        var text = new CsvBuffer();
        text.Text("a,\"b\"").Text("µm").Integer(-12).Cents(5).Cents(-1_205).Decimal(1.25, 3).Date(new DateOnly(2024, 2, 29)).Date(null).Empty().EndRow();
        Assert.Equal("\"a,\"\"b\"\"\",µm,-12,0.05,-12.05,1.250,2024-02-29,,\n", Encoding.UTF8.GetString(text.Written));
        Assert.Equal(1, text.Rows);
    }

    [Fact]
    public void Rows_PastTheFirstBuffer_AreKept()
    {
        var text = new CsvBuffer();
        for (var i = 0; i < 10_000; i++)
        {
            text.Integer(i).EndRow();
        }

        Assert.Equal(string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i}\n")), Encoding.UTF8.GetString(text.Written));
    }
}
