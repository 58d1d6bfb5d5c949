using System.Globalization;
using System.Text;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Monitor;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Promotion;

/// <summary>Writes a registered model version down in words, as Markdown. Everything in it comes from the files beside it; the same files give the same bytes.</summary>
internal static class ModelCard
{
    private const int FilesNamed = 30;

    public static string Render(ModelContent content, ModelDefinition model, FittedParameters fitted, VersionMetrics metrics, MonitorResult changes)
    {
        var card = new StringBuilder();
        Line(card, $"# Model card: {Text(model.Name)}");
        Line(card, $"{Text(model.Description)}".Length == 0 ? "No description." : Text(model.Description));
        Line(card, $"Identity `{content.Identity}` (definition `{content.DefinitionVersion}`). Fitted by pipeline {Text(content.Pipeline)} on data before {content.AsOf:yyyy-MM-dd}, with {Text(content.Producer)}. How a segment comes about is told in `logic.md`.");
        Line(card, "## Use");
        Line(card, $"It gives each entity one of the segments below, with reasons; forecasts and stock policies hang on them. It is meant for the portfolio that it was fitted on: entities that the edge cases name (new, dormant, one-off) get a provisional segment. {model.Tests.Count} decision tests run before every publish.");
        Segments(card, model, metrics);
        Fitted(card, fitted);
        Backtest(card, metrics);
        Stability(card, changes);
        Data(card, content);
        return card.ToString();
    }

    private static void Segments(StringBuilder card, ModelDefinition model, VersionMetrics metrics)
    {
        Line(card, "## Segments");
        Table(card, ["segment", "name", "entities"], metrics.Segments.Select(s => (string[])[s.Key, model.Segments.TryGetValue(s.Key, out var label) ? label.Name : s.Key, Number(s.Value, "N0")]));
        Line(card, $"{metrics.Entities.ToString("N0", CultureInfo.InvariantCulture)} entities.{(double.IsNaN(metrics.SafetyStockValue) ? "" : $" Safety stock at unit cost: {Number(metrics.SafetyStockValue, "N0")}.")}");
    }

    private static void Fitted(StringBuilder card, FittedParameters fitted)
    {
        Line(card, "## What was fitted");
        if (fitted.Ranges.Count > 0)
        {
            Table(card, ["dimension", "class", "driver", "least", "greatest"], fitted.Ranges.Select(r => (string[])[r.Dimension, r.Class, r.Driver, Number(r.Least, "G6"), Number(r.Greatest, "G6")]));
        }

        foreach (var (dimension, register) in fitted.Clusters)
        {
            Line(card, $"{Text(dimension)}: {register.Clusters.Count} clusters ({string.Join(", ", register.Clusters.Select(c => $"K{c.Number} with {c.Entities:N0}"))}); centres in `{ModelFiles.FittedFile}`.");
        }

        Line(card, $"All parameters are in `{ModelFiles.FittedFile}` and, one a row, in `{ModelFiles.FittedTable}`.");
    }

    private static void Backtest(StringBuilder card, VersionMetrics metrics)
    {
        Line(card, "## Back-test");
        if (metrics.Accuracy.Count == 0)
        {
            Line(card, "No series could be scored.");
            return;
        }

        Table(card, ["segment", "series", "RMSSE", "naive", "zero"], metrics.Accuracy.Select(a => (string[])[a.Segment, Number(a.Series, "N0"), Number(a.Rmsse, "0.000"), Number(a.Naive, "0.000"), Number(a.Zero, "0.000")]));
        Line(card, $"Methods: {string.Join(", ", metrics.Methods.OrderByDescending(m => m.Value).ThenBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key} {Number(m.Value, "N0")}"))}.");
    }

    private static void Stability(StringBuilder card, MonitorResult changes)
    {
        Line(card, "## Stability");
        Line(card, changes.Parent is null
            ? "There was no version to compare with."
            : $"Against the version in use before (data before {changes.ParentAsOf:yyyy-MM-dd}), over {Number(changes.Common, "N0")} common entities: adjusted Rand index {Number(changes.Agreement, "0.000")}, churn {Number(100 * changes.Churn, "0.0")} %. Drifted drivers: {(changes.Drift.Any(d => d.Drifted) ? string.Join(", ", changes.Drift.Where(d => d.Drifted).Select(d => d.Driver)) : "none")}.");
    }

    private static void Data(StringBuilder card, ModelContent content)
    {
        Line(card, "## Data");
        Table(card, ["source", "file", "bytes", "SHA-256"], content.Inputs.Take(FilesNamed).Select(i => (string[])[i.Source, i.Name, Number(i.Bytes, "N0"), i.Sha256]));
        if (content.Inputs.Count > FilesNamed)
        {
            Line(card, $"The first {FilesNamed} of {content.Inputs.Count} files; all are in `manifest.json`.");
        }

        Line(card, content.Contracts.Count == 0 ? "No table has a contract." : $"Contracts: {string.Join(", ", content.Contracts.Select(c => $"{Text(c.Table)} by {Text(c.Id)} {Text(c.Version)}: {c.Outcome}"))}.");
    }

    private static void Table(StringBuilder card, string[] head, IEnumerable<string[]> rows)
    {
        card.Append("| ").AppendJoin(" | ", head).Append(" |\n|").Insert(card.Length, "---|", head.Length).Append('\n');
        foreach (var row in rows)
        {
            card.Append("| ").AppendJoin(" | ", row.Select(Text)).Append(" |\n");
        }

        card.Append('\n');
    }

    private static void Line(StringBuilder card, string line) => card.Append(line).Append("\n\n");

    private static string Number(double value, string format) => double.IsNaN(value) ? "not known" : value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>Names come from data and files: nothing in them is markup here.</summary>
    private static string Text(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
