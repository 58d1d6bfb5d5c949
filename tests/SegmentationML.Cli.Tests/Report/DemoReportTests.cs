using System.Text;
using SegmentationML.Cli.Tests.Demo;
using SegmentationML.Pipeline.Report;

namespace SegmentationML.Cli.Tests.Report;

public sealed class DemoReportTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    [Fact]
    public void Write_SmallDemo_IsTheSamePageTwiceAndOfModestSize()
    {
        var data = DemoReport.From(demo);
        var page = Page(data);
        Assert.Equal(page, Page(data));
        Assert.InRange(page.Length, 1_000_000, 1_800_000);
        Assert.DoesNotContain("class=\"absent\"", Encoding.UTF8.GetString(page).Split("<noscript>")[0]);
        File.WriteAllBytes(Path.Combine(AppContext.BaseDirectory, "demo-report.html"), page); // to look at
    }

    private static byte[] Page(RunReportData data)
    {
        using var stream = new MemoryStream();
        HtmlReport.Write(data, stream);
        return stream.ToArray();
    }
}
