using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>Small charts of single series with forecast and intervals.</summary>
internal static class ExamplesSection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.Examples.Count == 0)
        {
            html.Absent("No examples: nothing was forecast.");
            return;
        }

        html.Line($"<div class=\"cards\">");
        foreach (var (example, index) in data.Examples.Take(ReportLimits.Examples).Select((example, index) => (example, index)))
        {
            html.Line($"<figure><figcaption><b>{example.Name ?? example.Key}</b><span class=\"quiet\">{(example.Name is null ? "" : example.Key + " · ")}{example.Segment} · {example.DemandClass} · {example.Method}</span></figcaption>");
            html.Chart($"example-{index}", $"{example.DemandClass} demand of {example.Name ?? example.Key}: {Figures.Of(example.History.Count, data.Header.Bucket)} of history{Expectation(example)}");
            html.Line($"{(example.Reason.Length > 0 ? Markup.Of($"<p class=\"quiet\">{example.Method}: {example.Reason}{(example.Parameters.Length > 0 ? " · " + example.Parameters.Replace('_', ' ') : "")}</p>") : Markup.None)}");
            Parts(html, example);
            Candidates(html, example);
            html.Line($"</figure>");
        }

        html.Line($"</div><p class=\"legend\"><i class=\"line\"></i><span>demand, {data.Examples[0].Unit}</span><i class=\"mean\"></i><span>forecast</span><i class=\"band50\"></i><span>half of what may come</span><i class=\"band90\"></i><span>nine tenths</span></p>");
        html.Line($"<p class=\"quiet\">The forecast is the mean. Where demand is mostly small or zero and now and then large, the mean may lie above the band that holds half of what may come.</p>");
        Cut.Note(html, data.Examples.Count, "example", ReportLimits.Examples);
    }

    private static void Parts(HtmlWriter html, ExampleSeries example)
    {
        if (example.Parts.Count == 0)
        {
            return;
        }

        html.Line($"<details><summary>What it is made of</summary>");
        html.Table($"Parts of the forecast for {example.Name ?? example.Key}", ["Part", "#Now", "#Next", "#At the end"], example.Parts.Select(part => (IReadOnlyList<Markup>)
            [Markup.Of($"{part.Name}{(part.IsFactor ? " (a factor)" : "")}"), Markup.Of($"{Number(part.Now)}"), Markup.Of($"{Number(part.Next)}"), Markup.Of($"{Number(part.Last)}")]));
        html.Line($"</details>");
    }

    private static void Candidates(HtmlWriter html, ExampleSeries example)
    {
        if (example.Candidates.Count == 0)
        {
            return;
        }

        html.Line($"<details><summary>The choice</summary>");
        html.Table($"Methods for {example.Name ?? example.Key}", ["Method", "What became of it", "#RMSSE", "#Bias"], example.Candidates.Select(row => (IReadOnlyList<Markup>)
            [Markup.Of($"{row.Method}"), Markup.Of($"{row.State}"), Markup.Of($"{Number(row.Rmsse)}"), Markup.Of($"{Number(row.Bias)}")]));
        html.Line($"</details>");
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : Figures.Number(value);

    private static string Expectation(ExampleSeries example)
        => example.Forecast.Count == 0 ? "." : $", forecast {Figures.Number(example.Forecast[0].Mean)} {example.Unit} at first{(double.IsNaN(example.Forecast[0].Q95) ? "" : $", nine tenths between {Figures.Number(example.Forecast[0].Q05)} and {Figures.Number(example.Forecast[0].Q95)}")}.";
}
