using System.Globalization;
using SegmentationML.Pipeline.Publish.Diff;

namespace SegmentationML.Cli.Terminal;

/// <summary>Prints what differs between two versions.</summary>
internal static class VersionDiffView
{
    private const int MostMoves = 40;

    /// <summary>Prints a sentence, the moves between segments, and the columns that changed.</summary>
    public static void Print(SegmlConsole console, VersionDiff diff)
    {
        console.Out.WriteLine($"{diff.Pipeline}: version {diff.Before.Version} (as of {diff.Before.AsOf:yyyy-MM-dd}) -> {diff.After.Version} (as of {diff.After.AsOf:yyyy-MM-dd}), schema {diff.Before.SchemaVersion} -> {diff.After.SchemaVersion}");
        if (diff.Before.ContentDigest == diff.After.ContentDigest)
        {
            console.Out.WriteLine("Both hold the same content, byte by byte.");
            return;
        }

        var share = diff.Common == 0 ? "" : $" ({(double)diff.Moved / diff.Common:P1})";
        console.Out.WriteLine($"{diff.Added:N0} entities came, {diff.Gone:N0} went; of {diff.Common:N0} in both, {diff.Moved:N0}{share} are in another segment.");
        var moves = diff.Segments.Where(s => s.From != s.To).ToArray();
        if (moves.Length > 0)
        {
            console.Table(["from", "to", ">entities"], moves.Take(MostMoves).Select(s => (IReadOnlyList<string>)[s.From ?? "(new)", s.To ?? "(gone)", $"{s.Entities:N0}"]));
            Rest(console, moves.Length - MostMoves, "moves");
        }

        foreach (var table in diff.Tables)
        {
            console.Out.WriteLine($"{table.Name}: {table.RowsBefore:N0} -> {table.RowsAfter:N0} rows; {table.Gone:N0} gone, {table.Added:N0} added, {table.Changed:N0} changed");
            if (table.Columns.Count > 0)
            {
                console.Table([$"column of {table.Name}", "type", ">changed rows", ">nulls", ">mean before", ">mean after", "range before", "range after"], table.Columns.Select(Row));
            }
        }
    }

    private static void Rest(SegmlConsole console, int count, string what)
    {
        if (count > 0)
        {
            console.Out.WriteLine($"… and {count:N0} more {what}: --json gives all.");
        }
    }

    private static IReadOnlyList<string> Row(ColumnDiff c)
        => [c.Name, Type(c), $"{c.Changed:N0}", c.Before?.Nulls == c.After?.Nulls ? Nulls(c.After) : $"{Nulls(c.Before)} -> {Nulls(c.After)}", Mean(c.Before), Mean(c.After), Range(c.Before), Range(c.After)];

    private static string Type(ColumnDiff c)
        => c.TypeBefore is null ? $"{c.TypeAfter} (new)" : c.TypeAfter is null ? $"{c.TypeBefore} (gone)" : c.TypeBefore == c.TypeAfter ? c.TypeAfter : $"{c.TypeBefore} -> {c.TypeAfter}";

    private static string Nulls(ColumnSummary? summary) => summary is null ? "" : $"{summary.Nulls:N0}";

    private static string Mean(ColumnSummary? summary) => summary?.Mean is { } mean ? mean.ToString("G6", CultureInfo.InvariantCulture) : "";

    private static string Range(ColumnSummary? summary) => summary?.Least is null ? "" : $"{Short(summary.Least)} to {Short(summary.Greatest!)}";

    private static string Short(string value) => value.Length <= 16 ? value : value[..15] + "…";
}
