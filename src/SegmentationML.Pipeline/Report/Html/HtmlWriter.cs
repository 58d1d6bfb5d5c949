using System.Text;

namespace SegmentationML.Pipeline.Report.Html;

/// <summary>Collects the page.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _page = new();

    /// <summary>Appends HTML with escaped holes and a line feed.</summary>
    public void Line(MarkupHandler html) => _page.Append(html.ToString()).Append('\n');

    /// <summary>A heading row and rows of cells as a table that scrolls sideways on its own. Columns whose heading starts with <c>#</c> hold numbers.</summary>
    /// <param name="caption">What the table holds, for those who do not see it.</param>
    /// <param name="columns">Headings.</param>
    /// <param name="rows">Cells, escaped or marked up.</param>
    public void Table(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<Markup>> rows)
    {
        Line($"<div class=\"scroll\"><table><caption>{caption}</caption><thead><tr>{Markup.Join(columns.Select(Heading))}</tr></thead><tbody>");
        foreach (var row in rows)
        {
            Line($"<tr>{Markup.Join(row.Select((cell, i) => Cell(cell, i, columns[i])))}</tr>");
        }

        Line($"</tbody></table></div>");
    }

    /// <summary>The room of a chart that the script draws from the embedded data.</summary>
    /// <param name="id">The chart's id.</param>
    /// <param name="label">What it shows, for those who do not see it.</param>
    public void Chart(string id, string label) => Line($"<div class=\"chart\" id=\"chart-{id}\" role=\"img\" aria-label=\"{label}\"></div>");

    /// <summary>Says what is missing, and why.</summary>
    public void Absent(string text) => Line($"<p class=\"absent\">{text}</p>");

    /// <inheritdoc/>
    public override string ToString() => _page.ToString();

    private static Markup Heading(string column) => column.StartsWith('#') ? Markup.Of($"<th scope=\"col\" class=\"n\">{column[1..]}</th>") : Markup.Of($"<th scope=\"col\">{column}</th>");

    private static Markup Cell(Markup cell, int index, string column)
        => index == 0 ? Markup.Of($"<th scope=\"row\">{cell}</th>") : column.StartsWith('#') ? Markup.Of($"<td class=\"n\">{cell}</td>") : Markup.Of($"<td>{cell}</td>");
}
