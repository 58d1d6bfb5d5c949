using SegmentationML.Pipeline.Forecast.Files;

namespace SegmentationML.Cli.Terminal;

/// <summary>Prints why a series is forecast as it is.</summary>
internal static class SeriesExplanationView
{
    private const string Bars = " ▁▂▃▄▅▆▇█";

    /// <summary>Prints a short text, the candidates, and the forecast.</summary>
    public static void Print(SegmlConsole console, SeriesExplanation explanation)
    {
        var o = console.Out;
        o.WriteLine(explanation.Method is null ? $"{explanation.Series} has no forecast ({explanation.Reason})" : $"{explanation.Series} is forecast by {explanation.Method} ({explanation.Reason})");
        o.WriteLine($"  because   {explanation.Why}");
        o.WriteLine($"  history   {explanation.History}");
        o.WriteLine($"  class     {explanation.DemandClass}");
        if (explanation.Method is null)
        {
            return;
        }

        o.WriteLine($"  demand    {Chart(explanation)}");
        if (explanation.With.Length > 0)
        {
            o.WriteLine($"  with      {explanation.With}");
        }

        foreach (var part in explanation.Parts.Where(static p => p.Newest.Any(static v => v is not null)))
        {
            o.WriteLine($"  part      {Chart(part)} {part.Name}{(part.IsFactor ? " (a factor)" : "")}");
        }

        o.WriteLine($"  quantiles {explanation.Distribution}");
        foreach (var note in explanation.Notes)
        {
            o.WriteLine($"  note      {note}");
        }

        o.WriteLine();
        o.WriteLine(explanation.Origins == 0 ? "candidates (no back-test)" : $"candidates, back-test with {explanation.Origins} origins");
        console.Table(["method", ">RMSSE", ">bias", ">MAE", "why"], explanation.Candidates.Select(static c => (IReadOnlyList<string>)[c.Method, $"{c.Rmsse:F4}", $"{c.Bias:G4}", $"{c.Mae:G4}", c.Why]));
        string[] levels = [.. explanation.Forecast[0].Quantiles.Keys];
        var hasFactor = explanation.Forecast.Any(static f => f.Factor != 1);
        console.Table(
            ["time", ">mean", .. levels.Select(static l => $">{l}"), .. hasFactor ? [">factor"] : (string[])[], .. explanation.Parts.Select(static p => $">{p.Name}")],
            explanation.Forecast.Select((f, step) => (IReadOnlyList<string>)[f.Time, $"{f.Mean:G6}", .. levels.Select(l => $"{f.Quantiles[l]:G6}"), .. hasFactor ? [$"{f.Factor:G4}"] : (string[])[], .. explanation.Parts.Select(p => $"{p.Forecast[step]:G4}")]));
    }

    /// <summary>A part between its own least and largest value.</summary>
    private static string Chart(ExplainedPart part)
    {
        var known = part.Newest.Concat(part.Forecast).OfType<double>().DefaultIfEmpty(0);
        var (least, range) = (known.Min(), known.Max() - known.Min());
        char Bar(double? value) => value is { } v ? Bars[range > 0 ? 1 + (int)Math.Round((v - least) / range * (Bars.Length - 2)) : 4] : '·';
        return $"{string.Concat(part.Newest.Select(Bar))}|{string.Concat(part.Forecast.Select(Bar))}";
    }

    /// <summary>The newest demand and, behind a bar, the forecast: a character a bucket, a dot for a missing one.</summary>
    private static string Chart(SeriesExplanation explanation)
    {
        var largest = explanation.Newest.Concat(explanation.Forecast.Select(static f => (double?)f.Mean)).Max() ?? 0;
        char Bar(double? value) => value is { } v ? Bars[largest > 0 ? (int)Math.Ceiling(v / largest * (Bars.Length - 1)) : 0] : '·';
        return $"{string.Concat(explanation.Newest.Select(Bar))}|{string.Concat(explanation.Forecast.Select(f => Bar(f.Mean)))}";
    }
}
