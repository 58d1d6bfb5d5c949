using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace SegmentationML.Pipeline.Report.Html;

/// <summary>Builds HTML from an interpolated string: the literal parts are HTML, every hole is data and is escaped, unless it is <see cref="Markup"/>.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupHandler
{
    private readonly StringBuilder _html;

    public MarkupHandler(int literalLength, int formattedCount) => _html = new StringBuilder(literalLength + (formattedCount * 16));

    public void AppendLiteral(string html) => _html.Append(html);

    public void AppendFormatted(Markup html) => _html.Append(html.Text);

    public void AppendFormatted(string? text) => _html.Append(WebUtility.HtmlEncode(text));

    public void AppendFormatted<T>(T value) => AppendFormatted(value?.ToString());

    public void AppendFormatted<T>(T value, string? format)
        where T : IFormattable => AppendFormatted(value?.ToString(format, null));

    /// <inheritdoc/>
    public override string ToString() => _html.ToString();
}
