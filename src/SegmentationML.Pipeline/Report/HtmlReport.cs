using System.Text;

namespace SegmentationML.Pipeline.Report;

/// <summary>Writes the report of a run: one HTML file that needs no network, opens from disk, prints, and follows the reader's light or dark setting.</summary>
public static class HtmlReport
{
    /// <summary>The digests of the page's two scripts, for the security policy of a page that shows it.</summary>
    public static string ScriptDigests => ReportAssets.ScriptDigests;

    /// <summary>Writes the page as UTF-8 without a byte order mark.</summary>
    /// <param name="data">What to show; anything in it may hold any text, all of it is escaped.</param>
    /// <param name="stream">Where to; left open.</param>
    /// <remarks>
    /// The same data gives the same bytes. The page's own content security policy allows its two scripts, by digest, and nothing from elsewhere.
    /// </remarks>
    public static void Write(RunReportData data, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.Write(ReportPage.Render(data));
    }
}
