using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SegmentationML.Pipeline.Report;

namespace SegmentationML.Pipeline.Tests.Report;

public sealed class HtmlReportTests
{
    private const string Hostile = "</script><script>alert(1)</script><!--\"'&<img src=x onerror=alert(1)>";

    [Fact]
    public void Write_Everything_IsWellFormedWithEverySectionAndNoGap()
    {
        var page = Page.Of(ReportSample.Full());
        page.AssertWellFormed();
        Assert.All(ReportSections.All, section => Assert.Contains($"<h2 id=\"{section.Id}-title\">{System.Net.WebUtility.HtmlEncode(section.Title)}</h2>", page.Section(section.Id)));
        Assert.DoesNotContain("class=\"absent\"", page.Markup.Split("<noscript>")[0]);
    }

    [Fact]
    public void Write_TheLeastData_SaysWhatIsMissingInEverySectionThatNeedsMore()
    {
        var page = Page.Of(ReportSample.Least());
        page.AssertWellFormed();
        string[] sections = ["quality", "segments", "pareto", "clusters", "accuracy", "methods", "examples", "policy", "changes", "versions", "lookup"];
        Assert.All(sections, id => Assert.Contains("<p class=\"absent\">", page.Section(id)));
        Assert.DoesNotContain("class=\"chart\"", page.Markup);
        Assert.Contains("no version published", page.Markup);
        Assert.Contains("The run stopped at the step contract.", page.Markup);
        Assert.Equal(6, Regex.Count(page.Section("flow"), "not reached", RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Write_TextsThatTryToBreakOut_AreShownAsText()
    {
        var page = Page.Of(ReportSample.Full(Hostile));
        page.AssertWellFormed();
        Assert.Equal(3, page.Scripts.Count);
        Assert.DoesNotContain("alert(1)", page.Scripts[1].Body + page.Scripts[2].Body);
        Assert.DoesNotContain("<img", page.Markup);
        Assert.DoesNotContain("<!--", page.Markup);
        var texts = typeof(RunReportData).GetProperties().Length;
        Assert.True(Regex.Count(page.Markup, "&lt;img src=x", RegexOptions.None, TimeSpan.FromSeconds(5)) > texts, "Every part of the sample carries the hostile text.");
        Assert.Equal("P1" + Hostile, page.Data.GetProperty("lookup").GetProperty("entities")[0].GetProperty("key").GetString());
        Assert.DoesNotContain('<', page.Scripts[0].Body);
    }

    [Fact]
    public void Write_LoadsNothingFromAnywhere()
    {
        var page = Page.Of(ReportSample.Full());
        Assert.DoesNotMatch("(?i)\\s(src|srcset|data|poster|action|formaction|background|ping)\\s*=", page.Markup);
        Assert.All(Regex.Matches(page.Markup, "href=\"(?<to>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)), link => Assert.StartsWith("#", link.Groups["to"].Value));
        Assert.DoesNotMatch("(?i)<(link|iframe|object|embed|base|img|form)\\b", page.Markup);
        Assert.DoesNotMatch("(?i)@import|url\\(", ReportAssets.Style);
        Assert.DoesNotMatch("(?i)fetch\\(|XMLHttpRequest|sendBeacon|WebSocket|import\\(|innerHTML|\\beval\\b|new Function", ReportAssets.Script);
    }

    [Fact]
    public void Write_SecurityPolicyAdmitsExactlyItsTwoScripts()
    {
        var page = Page.Of(ReportSample.Full());
        var policy = System.Net.WebUtility.HtmlDecode(Regex.Match(page.Markup, "Content-Security-Policy\" content=\"(?<policy>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["policy"].Value);
        var digests = page.Scripts.Skip(1).Select(script => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script.Body)))}'");
        Assert.Contains($"script-src {string.Join(' ', digests)};", policy);
        Assert.StartsWith("default-src 'none';", policy);
    }

    [Fact]
    public void Write_SameData_SameBytes()
        => Assert.Equal(Page.Of(ReportSample.Full()).Bytes, Page.Of(ReportSample.Full()).Bytes);

    [Fact]
    public void Write_StartsWithTheDoctypeWithoutByteOrderMark()
        => Assert.Equal("<!DOCTYPE html>"u8.ToArray(), Page.Of(ReportSample.Least()).Bytes[..15]);

    [Fact]
    public void Write_ManyEntities_EmbedsTheFirstAndSaysSo()
    {
        var data = ReportSample.Full();
        data = data with { Header = data.Header with { Entities = 5_000 }, Entities = [.. Enumerable.Range(0, 5_000).Select(i => ReportSample.Entity($"P{i:0000}", null, ""))] };
        var page = Page.Of(data);
        Assert.Equal(ReportLimits.Entities, page.Data.GetProperty("lookup").GetProperty("entities").GetArrayLength());
        Assert.Contains("The 600 most valuable of 5,000 products", page.Section("lookup"));
        Assert.DoesNotContain("P0600", page.Text);
    }

    [Fact]
    public void Write_LongTablesAndPlots_AreCutAndSaySo()
    {
        var data = ReportSample.Full();
        var page = Page.Of(data with
        {
            Findings = [.. Enumerable.Repeat(data.Findings[0], 100)],
            Clusters = data.Clusters! with { Points = [.. Enumerable.Range(0, 9_000).Select(i => new ClusterPoint(i, i, "K1", $"P{i}"))] },
        });
        Assert.Contains("The first 60 of 100 findings.", page.Section("quality"));
        Assert.Contains("An even sample of 2,500 of 9,000 points.", page.Section("clusters"));
        Assert.Equal(2_500, page.Data.GetProperty("clusters").GetProperty("points").GetArrayLength());
    }

    [Fact]
    public void Write_NumbersThatAreNotKnown_AreDashesAndNulls()
    {
        var page = Page.Of(ReportSample.Full());
        Assert.DoesNotContain("NaN", page.Markup + page.Scripts[0].Body);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, page.Data.GetProperty("accuracy")[1].GetProperty("zero").ValueKind);
        Assert.Contains("<td class=\"n\">–</td>", page.Section("accuracy"));
    }

    [Fact]
    public void Write_InShort_SaysWhatTheNumbersSay()
    {
        var summary = Page.Of(ReportSample.Full()).Section("summary").Replace('\u202F', ' ');
        Assert.Contains("33.3 % of the products make 80.0 % of net revenue", summary);
        Assert.Contains("AX Core</b>: 1 product, 80.0 % of the value", summary);
        Assert.Contains("25.0 % less error than the naive forecast</b> (RMSSE 0.750 against 1.000; forecasting nothing: 1.500)", summary);
        Assert.Contains("safety stock worth 100 EUR", summary);
        Assert.Contains("25.0 % of the products changed segment</b> since version 6; 1 are new, 2 are gone; drifted: cv.", summary);
        Assert.Contains("90 of 100 rows of demand were used (90.0 %), of which 2 were then set aside", summary);
    }

    [Fact]
    public void Write_Matrix_AddsUpRowsColumnsAndAll()
    {
        var matrix = Page.Of(ReportSample.Full()).Section("segments").Replace('\u202F', ' ');
        Assert.Contains("<td class=\"h8\"><span class=\"big\">1</span><span class=\"unit\">80.0 %<span class=\"of\"> of value</span></span><span class=\"name\">Core</span></td>", matrix);
        Assert.Contains("<td class=\"total\"><span class=\"big\">3</span><span class=\"unit\">100.0 %</span></td>", matrix);
        Assert.Contains("<td class=\"h0\"><span class=\"quiet\">–</span></td>", matrix);
    }

    [Fact]
    public void Write_Migrations_LeaveStayersToTheMatrix()
    {
        var page = Page.Of(ReportSample.Full());
        var move = Assert.Single(page.Data.GetProperty("moves").EnumerateArray());
        Assert.Equal(("BY", "AX", 1), (move.GetProperty("from").GetString(), move.GetProperty("to").GetString(), move.GetProperty("entities").GetInt32()));
        Assert.Contains("<td class=\"stay\">3</td>", page.Section("changes"));
    }

    [Fact]
    public void Write_Versions_BalanceOfEachSegmentAddsUpWithTheValueMoved()
    {
        var versions = Page.Of(ReportSample.Full()).Section("versions");

        Assert.Contains("<b>3</b> came, <b>2</b> went; of 7 products in both, <b>4</b> (57.1\u202F%) are in another segment, with 100.0\u202F% of the value (100 EUR).", System.Net.WebUtility.HtmlDecode(versions));
        // AX: 4 before, 1 moved out with a value of 100, 3 moved in, 6 after. BY: 5 before, 2 went, 3 moved out, 1 moved in, 3 came, 4 after.
        Assert.Equal(["BY 5 2 3 1 3 4 −1 – 100", "AX 4 – 1 3 – 6 +2 100 –"], Rows(versions, "What became of each segment"));
        Assert.Equal(["7 this run candidate 2025-01-20 2025-01-21 05:00 – 2 challenger run-1", "6 in use brings back 4 2025-01-13 2025-01-14 05:00 since 2025-01-14 05:00 1 champion tag:2025-q1 run-0"], Rows(versions, "The last versions"));
        Assert.Equal(["cv assignments 4 57.1\u202F% 0.50 0.75", "new new assignments – 0.0\u202F% – –"], Rows(versions, "Columns that changed"));
    }

    [Fact]
    public void Write_ACandidate_IsSaidAtTheTop()
    {
        var top = Page.Of(ReportSample.Full()).Markup.Split("<main")[0];
        Assert.Contains("<a class=\"chip warn\" href=\"#promotion\">candidate, waits for a decision</a>", top);
        Assert.DoesNotContain("chip warn", Page.Of(ReportSample.Full() with { Promotion = null }).Markup.Split("<main")[0]);
        Assert.Contains("<b>Version 7 is not in use yet.</b> Who decides on it: a board of 2 with role owner.", Page.Of(ReportSample.Full()).Section("summary"));
    }

    [Fact]
    public void Write_ManyVersions_ShowsTheLastAndSaysSo()
    {
        var data = ReportSample.Full();
        var versions = Page.Of(data with { Versions = [.. Enumerable.Range(0, 40).Select(i => data.Versions[1] with { Version = 40 - i })] }).Section("versions");
        Assert.Equal(ReportLimits.Versions, Rows(versions, "The last versions").Length);
        Assert.Contains("The first 12 of 40 versions.", versions);
    }

    [Fact]
    public void Write_EveryChart_HasALabelForThoseWhoDoNotSeeIt()
    {
        var charts = Regex.Matches(Page.Of(ReportSample.Full()).Markup, "<div class=\"chart\" id=\"chart-(?<id>[^\"]*)\" role=\"img\" aria-label=\"[^\"]{20,}\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        Assert.Equal(["pareto", "clusters", "accuracy", "methods", "example-0", "migrations"], charts.Select(chart => chart.Groups["id"].Value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Style_TextHasTheContrastOfWcagAa(bool dark)
    {
        var colors = Regex.Matches(ReportAssets.Style.Split("@media (prefers-color-scheme: dark)")[dark ? 1 : 0].Split("* { box-sizing")[0], "--(?<name>[a-z0-9-]+): (?<hex>#[0-9a-f]{6})", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .ToDictionary(match => match.Groups["name"].Value, match => Luminance(match.Groups["hex"].Value));
        (string Text, string Ground)[] pairs =
        [
            ("ink", "paper"), ("ink", "ground"), ("quiet", "paper"), ("quiet", "ground"), ("accent", "paper"), ("good", "good-soft"), ("bad", "bad-soft"), ("warn", "warn-soft"), ("good", "paper"), ("bad", "paper"),
            .. Enumerable.Range(1, 8).Select(shade => ("ink", $"h{shade}")),
        ];
        Assert.All(pairs, pair =>
        {
            var (light, shade) = (Math.Max(colors[pair.Text], colors[pair.Ground]), Math.Min(colors[pair.Text], colors[pair.Ground]));
            Assert.True((light + 0.05) / (shade + 0.05) >= 4.5, $"{pair.Text} on {pair.Ground}: {(light + 0.05) / (shade + 0.05):0.00}"); // WCAG 2.2, 1.4.3
        });
    }

    /// <summary>Relative luminance of an sRGB colour; WCAG 2.2.</summary>
    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    /// <summary>The rows of a table as text, cells apart by a space.</summary>
    private static string[] Rows(string section, string caption)
    {
        var body = section.Split($"<caption>{caption}</caption>")[1].Split("<tbody>")[1].Split("</tbody>")[0];
        return [.. body.Split("</tr>", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(row => Regex.Replace(System.Net.WebUtility.HtmlDecode(Regex.Replace(row, "<[^>]*>", " ", RegexOptions.None, TimeSpan.FromSeconds(5))), " +", " ", RegexOptions.None, TimeSpan.FromSeconds(5)).Trim())];
    }
}
