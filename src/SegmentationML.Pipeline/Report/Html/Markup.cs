namespace SegmentationML.Pipeline.Report.Html;

/// <summary>Text that is HTML already and is written as it is. Everything else is escaped.</summary>
/// <param name="Text">Well-formed HTML, made by this project, never data.</param>
internal readonly record struct Markup(string Text)
{
    /// <summary>Nothing.</summary>
    public static Markup None { get; } = new("");

    /// <summary>HTML with escaped holes.</summary>
    public static Markup Of(MarkupHandler html) => new(html.ToString());

    /// <summary>One piece after another.</summary>
    public static Markup Join(IEnumerable<Markup> pieces) => new(string.Concat(pieces.Select(piece => piece.Text)));

    /// <inheritdoc/>
    public override string ToString() => Text;
}
