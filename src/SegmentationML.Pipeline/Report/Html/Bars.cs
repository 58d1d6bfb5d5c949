namespace SegmentationML.Pipeline.Report.Html;

/// <summary>Small bars beside numbers, as SVG that needs neither script nor style attributes.</summary>
internal static class Bars
{
    /// <summary>A bar that fills a share of its width.</summary>
    /// <param name="share">In [0, 1]; NaN draws nothing.</param>
    public static Markup Share(double share)
        => double.IsNaN(share) ? Markup.None : Markup.Of($"<svg class=\"bar\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" width=\"100\" height=\"6\"/><rect class=\"fill\" width=\"{Math.Clamp(share, 0, 1) * 100:0.#}\" height=\"6\"/></svg>");

    /// <summary>The shade of a heat map cell, 0 (nothing) to 8 (most); grows with the square root, so that small shares can be told apart.</summary>
    public static int Shade(double share, double greatest)
        => share > 0 && greatest > 0 ? 1 + (int)Math.Round(7 * Math.Sqrt(share / greatest)) : 0;
}
