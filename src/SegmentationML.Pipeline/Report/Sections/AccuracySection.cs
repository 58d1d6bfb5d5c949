using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>Accuracy of the chosen methods against naive and zero, by segment.</summary>
internal static class AccuracySection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.Accuracy.Count == 0)
        {
            html.Absent("No accuracy: no series was long enough for a back-test, or nothing was forecast.");
            return;
        }

        foreach (var carried in data.Carried)
        {
            html.Line($"<p class=\"quiet\">{Figures.Count(carried.Series)} series kept their methods: their errors are those of version {carried.Version}, which chose them.</p>");
        }

        html.Chart("accuracy", "RMSSE by segment of the chosen methods, the naive forecast and the zero forecast; the table below has the numbers.");
        var pinball = data.Accuracy.Any(row => !double.IsNaN(row.Pinball));
        html.Table(
            "Forecast accuracy by segment",
            ["Segment", "#Series", "#RMSSE chosen", "#RMSSE naive", "#RMSSE zero", "#Against naive", "#Against zero", "#Bias", .. pinball ? ["#Pinball"] : Array.Empty<string>()],
            data.Accuracy.Select(row => Cells(row, pinball)));
    }

    private static IReadOnlyList<Markup> Cells(AccuracyRow row, bool pinball) =>
    [
        Markup.Of($"<span class=\"code\">{row.Segment}</span>"),
        Markup.Of($"{Figures.Count(row.Series)}"),
        Markup.Of($"<b>{Figures.Error(row.Rmsse)}</b>"),
        Markup.Of($"{Figures.Error(row.NaiveRmsse)}"),
        Markup.Of($"{Figures.Error(row.ZeroRmsse)}"),
        Against(row.Rmsse, row.NaiveRmsse),
        Against(row.Rmsse, row.ZeroRmsse),
        Markup.Of($"{Figures.SignedShare(row.Bias)}"),
        .. pinball ? [Markup.Of($"{Figures.Error(row.Pinball)}")] : Array.Empty<Markup>(),
    ];

    /// <summary>How much smaller the error is: negative is better, and says so by its colour and sign.</summary>
    private static Markup Against(double error, double other)
    {
        if (other == 0 && error > 0)
        {
            return Markup.Of($"<span class=\"bad\">worse</span>");
        }

        var change = other > 0 ? (error / other) - 1 : double.NaN;
        return double.IsNaN(change) ? Markup.Of($"–") : Markup.Of($"<span class=\"{(change < -0.005 ? "good" : change > 0.005 ? "bad" : "")}\">{Figures.SignedShare(change)}</span>");
    }
}
