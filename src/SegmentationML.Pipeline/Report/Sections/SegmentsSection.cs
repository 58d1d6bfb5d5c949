using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>The segment matrix as a heat map, and all segments as a table.</summary>
internal static class SegmentsSection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.Segments.Count == 0)
        {
            html.Absent("No segments: the run did not reach this step.");
            return;
        }

        if (data.Matrix is { } matrix)
        {
            WriteMatrix(html, matrix, Figures.Plural(data.Header.Entity));
        }
        else
        {
            html.Absent("No matrix: the model does not cross two dimensions.");
        }

        var total = data.Segments.Sum(segment => segment.Entities);
        var scale = ColumnScale.Of(data.Segments.Select(segment => segment.Value));
        html.Line($"<h3>All segments</h3>");
        html.Table(
            "All segments",
            ["Segment", "What it means", $"#{Figures.Capital(Figures.Plural(data.Header.Entity))}", "Share", $"#Value{Unit(scale, data.Header.Currency)}", "Share of value"],
            data.Segments.Select(segment => Cells(segment, total, scale)));
        WriteEffects(html, data);
        WriteSensitivity(html, data);
    }

    /// <summary>What happened after the matrix, the most frequent moves first.</summary>
    private static void WriteEffects(HtmlWriter html, RunReportData data)
    {
        if (data.Effects.Count == 0)
        {
            return;
        }

        html.Line($"<h3>What rules, hysteresis, overrides and budget changed</h3>");
        html.Table(
            "Moves after the matrix",
            ["Part", "Which", "From", "To", $"#{Figures.Capital(Figures.Plural(data.Header.Entity))}"],
            data.Effects.OrderByDescending(e => e.Count).Take(ReportLimits.TableRows).Select(e => (IReadOnlyList<Markup>)
                [Markup.Of($"{e.Decision}"), Markup.Of($"{e.By}"), Markup.Of($"{e.From}"), Markup.Of($"{e.To}"), Markup.Of($"{Figures.Count(e.Count)}")]));
        Cut.Note(html, data.Effects.Count, "move");
    }

    /// <summary>How much the classes of a weighted score hang on each weight.</summary>
    private static void WriteSensitivity(HtmlWriter html, RunReportData data)
    {
        if (data.Sensitivity.Count == 0)
        {
            return;
        }

        html.Line($"<h3>What the weights decide</h3>");
        html.Line($"<p>Each weight in turn is raised and lowered by {data.Sensitivity[0].Step:0.0#}, the others keep their proportions.</p>");
        html.Table(
            "Sensitivity of the weighted score",
            ["Criterion", "#Weight", "#Change class when raised", "#Change class when lowered"],
            data.Sensitivity.Select(s => (IReadOnlyList<Markup>)
                [Markup.Of($"{Segment.DriverWords.Of(s.Driver)}"), Markup.Of($"{Figures.Share(s.Weight)}"), Markup.Of($"{Figures.Share(s.MovedWhenRaised)}"), Markup.Of($"{Figures.Share(s.MovedWhenLowered)}")]));
    }

    private static string Unit(ColumnScale scale, string? currency) => $"{scale.Prefix}{currency}".Trim() is { Length: > 0 } unit ? $", {unit}" : "";

    private static IReadOnlyList<Markup> Cells(SegmentRow segment, long total, ColumnScale scale)
    {
        var share = total > 0 ? (double)segment.Entities / total : double.NaN;
        return
        [
            Markup.Of($"<span class=\"code\">{segment.Code}</span>"),
            Markup.Of($"<b>{segment.Name}</b>{(segment.Description.Length > 0 ? Markup.Of($"<br><span class=\"quiet\">{segment.Description}</span>") : Markup.None)}"),
            Markup.Of($"{Figures.Count(segment.Entities)}"),
            Markup.Of($"<span class=\"barred\">{Bars.Share(share)}<span>{Figures.Share(share)}</span></span>"),
            Markup.Of($"{scale.Show(segment.Value)}"),
            Markup.Of($"<span class=\"barred\">{Bars.Share(segment.ValueShare)}<span>{Figures.Share(segment.ValueShare)}</span></span>"),
        ];
    }

    private static void WriteMatrix(HtmlWriter html, MatrixView matrix, string entities)
    {
        var greatest = matrix.Cells.Select(Weight).DefaultIfEmpty(0).Max();
        html.Line($"<div class=\"scroll\"><table class=\"matrix\"><caption>{matrix.RowDimension} by {matrix.ColumnDimension}: {entities} and share of value</caption><thead><tr><td></td>{Markup.Join(matrix.Columns.Select(column => Markup.Of($"<th scope=\"col\">{column}{Called(matrix, column)}</th>")))}<th scope=\"col\" class=\"total\">all</th></tr></thead><tbody>");
        foreach (var row in matrix.Rows)
        {
            html.Line($"<tr><th scope=\"row\">{row}{Called(matrix, row)}</th>{Markup.Join(matrix.Columns.Select(column => Cell(matrix.Cells.FirstOrDefault(cell => cell.Row == row && cell.Column == column), greatest)))}{Total(matrix.Cells.Where(cell => cell.Row == row))}</tr>");
        }

        html.Line($"<tr class=\"totals\"><th scope=\"row\">all</th>{Markup.Join(matrix.Columns.Select(column => Total(matrix.Cells.Where(cell => cell.Column == column))))}{Total(matrix.Cells)}</tr></tbody></table></div>");
        html.Line($"<p class=\"legend\"><span>Shade: share of value</span>{Markup.Join(Enumerable.Range(1, 8).Select(shade => Markup.Of($"<i class=\"h{shade}\"></i>")))}<span>low to high. Big figure: number of {entities}, before edge cases and rules are taken out.</span></p>");
        if (matrix.Meanings.Count > 0)
        {
            html.Line($"<details><summary>What the classes mean</summary><ul>{Markup.Join(matrix.Meanings.Select(c => Markup.Of($"<li><span class=\"code\">{c.Dimension} {c.Code}</span> {c.Meaning}</li>")))}</ul></details>");
        }
    }

    private static Markup Called(MatrixView matrix, string code) => matrix.Names.TryGetValue(code, out var name) ? Markup.Of($"<br><span class=\"quiet\">{name}</span>") : Markup.None;

    private static double Weight(MatrixCell cell) => double.IsNaN(cell.ValueShare) ? cell.Entities : Math.Max(0, cell.ValueShare);

    private static Markup Cell(MatrixCell? cell, double greatest)
        => cell is null
        ? Markup.Of($"<td class=\"h0\"><span class=\"quiet\">–</span></td>")
        : Markup.Of($"<td class=\"h{Bars.Shade(Weight(cell), greatest)}\"><span class=\"big\">{Figures.Count(cell.Entities)}</span><span class=\"unit\">{Figures.Share(cell.ValueShare)}<span class=\"of\"> of value</span></span>{(cell.Name is null ? Markup.None : Markup.Of($"<span class=\"name\">{cell.Name}</span>"))}</td>");

    private static Markup Total(IEnumerable<MatrixCell> cells)
    {
        var all = cells.ToArray();
        return Markup.Of($"<td class=\"total\"><span class=\"big\">{Figures.Count(all.Sum(cell => cell.Entities))}</span><span class=\"unit\">{Figures.Share(Math.Round(all.Sum(cell => cell.ValueShare), 9))}</span></td>");
    }
}
