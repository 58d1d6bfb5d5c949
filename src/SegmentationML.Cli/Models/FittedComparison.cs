using SegmentationML.Cli.Terminal;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Promotion;

namespace SegmentationML.Cli.Models;

/// <summary>Tells what differs between two registered versions beside their settings: data, fitted parameters, back-test.</summary>
internal static class FittedComparison
{
    private const int Shown = 30;

    public static void Show(SegmlConsole console, ModelVersion first, ModelVersion second)
    {
        var comparison = ModelComparison.Of(first, second);
        console.Out.WriteLine(comparison.SameIdentity
            ? "Definition and fitted parameters are the same."
            : $"{first} was fitted on data before {first.Content.AsOf:yyyy-MM-dd}, {second} before {second.Content.AsOf:yyyy-MM-dd}; {comparison.OtherInputs} of {comparison.Inputs} source files are others.");
        console.Out.WriteLine($"{comparison.Parameters.Count:N0} of {comparison.ParameterCount:N0} fitted parameters differ.");
        if (comparison.Parameters.Count > 0)
        {
            console.Table(["parameter", ">first", ">second"], comparison.Parameters.Take(Shown).Select(p => (IReadOnlyList<string>)[p.Parameter, Number(p.Before), Number(p.After)]));
        }

        var (before, after) = (comparison.AccuracyBefore, comparison.AccuracyAfter);
        console.Table(
            ["back-test", ">series", ">RMSSE", ">series", ">RMSSE"],
            before.Select(a => a.Segment).Union(after.Select(a => a.Segment), StringComparer.Ordinal).Select(s =>
            {
                var (old, now) = (before.FirstOrDefault(a => a.Segment == s), after.FirstOrDefault(a => a.Segment == s));
                return (IReadOnlyList<string>)[s, $"{old?.Series ?? 0:N0}", Number(old?.Rmsse ?? double.NaN), $"{now?.Series ?? 0:N0}", Number(now?.Rmsse ?? double.NaN)];
            }));
    }

    private static string Number(double value) => double.IsNaN(value) ? "-" : value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture);
}
