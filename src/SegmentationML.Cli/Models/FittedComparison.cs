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
        console.Out.WriteLine(first.Content.Identity == second.Content.Identity
            ? "Definition and fitted parameters are the same."
            : $"{first} was fitted on data before {first.Content.AsOf:yyyy-MM-dd}, {second} before {second.Content.AsOf:yyyy-MM-dd}; {second.Content.Inputs.Count(i => first.Content.Inputs.All(o => o.Sha256 != i.Sha256))} of {second.Content.Inputs.Count} source files are others.");
        var (older, newer) = (Parameters(first), Parameters(second));
        var differing = older.Keys.Union(newer.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Before: older.GetValueOrDefault(name, double.NaN), After: newer.GetValueOrDefault(name, double.NaN))).Where(p => !p.Before.Equals(p.After)).ToArray();
        console.Out.WriteLine($"{differing.Length:N0} of {older.Keys.Union(newer.Keys, StringComparer.Ordinal).Count():N0} fitted parameters differ.");
        if (differing.Length > 0)
        {
            console.Table(["parameter", ">first", ">second"], differing.Take(Shown).Select(p => (IReadOnlyList<string>)[p.Name, Number(p.Before), Number(p.After)]));
        }

        var (before, after) = (ModelFiles.ReadBacktest(first.Folder), ModelFiles.ReadBacktest(second.Folder));
        console.Table(
            ["back-test", ">series", ">RMSSE", ">series", ">RMSSE"],
            before.Select(a => a.Segment).Union(after.Select(a => a.Segment), StringComparer.Ordinal).Select(s =>
            {
                var (old, now) = (before.FirstOrDefault(a => a.Segment == s), after.FirstOrDefault(a => a.Segment == s));
                return (IReadOnlyList<string>)[s, $"{old?.Series ?? 0:N0}", Number(old?.Rmsse ?? double.NaN), $"{now?.Series ?? 0:N0}", Number(now?.Rmsse ?? double.NaN)];
            }));
    }

    private static Dictionary<string, double> Parameters(ModelVersion version)
    {
        var record = new Pipeline.Segment.SegmentRecord(1, "", null, version.Content.AsOf, version.Content.DefinitionVersion, ModelFiles.ReadDefinition(version.Folder), new Dictionary<string, Pipeline.Segment.ClusterRegister>());
        return ModelFiles.ReadFitted(version.Folder).Rows(record).ToDictionary(r => string.Join('.', new[] { r.Dimension, r.Class, r.Parameter, r.Driver }.OfType<string>()), r => r.Value, StringComparer.Ordinal);
    }

    private static string Number(double value) => double.IsNaN(value) ? "-" : value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture);
}
