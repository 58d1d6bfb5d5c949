using System.Diagnostics;
using System.Text.RegularExpressions;
using SegmentationML.Pipeline.Report;

namespace SegmentationML.Pipeline.Tests.Report;

/// <summary>The page in a real browser, where there is one: its policy admits its own scripts, every chart is drawn, the look-up answers.</summary>
public sealed class PageInBrowserTests
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    [Fact]
    public async Task Open_FromDisk_DrawsEveryChartWithoutAnError()
    {
        if (Find() is not { } browser)
        {
            Assert.Skip($"None of {string.Join(", ", Names)} is on the path.");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("segml-report-").FullName;
        try
        {
            var (page, log) = await DumpAsync(browser, folder, ReportSample.Full("<b>&\"'"));
            Assert.DoesNotMatch("(?i)refused|uncaught|content security", log);
            var charts = Regex.Matches(page, "<div class=\"chart\" id=\"chart-(?<id>[^\"]+)\".*?(?=<div class=\"chart\"|</section>)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
            Assert.Equal(6, charts.Count);
            Assert.All(charts, chart => Assert.Matches("<svg|<canvas", chart.Value));
            Assert.Matches("<div id=\"reason\"[^>]*><div><h3>Name&lt;b&gt;&amp;\"'</h3>", page);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? Find()
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    private static async Task<(string Page, string Log)> DumpAsync(string browser, string folder, RunReportData data)
    {
        var file = Path.Combine(folder, "report.html");
        await using (var stream = File.Create(file))
        {
            HtmlReport.Write(data, stream);
        }

        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            $"--user-data-dir={Path.Combine(folder, "profile")}", "--enable-logging=stderr", "--virtual-time-budget=3000", "--window-size=1280,2000", "--dump-dom", new Uri(file).AbsoluteUri,
        ];
        using var process = Process.Start(new ProcessStartInfo(browser, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        var (page, log) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return (await page, await log);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
