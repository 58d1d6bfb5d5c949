using SegmentationML.Pipeline.Publish;

namespace SegmentationML.Cli.Terminal;

/// <summary>Prints the way from an assignment back to the digests of what it was made from.</summary>
internal static class LineageView
{
    /// <summary>Prints it.</summary>
    public static void Print(SegmlConsole console, EntityLineage lineage)
    {
        var o = console.Out;
        o.WriteLine($"{lineage.Key} in version {lineage.Version} of {lineage.Pipeline}");
        o.WriteLine($"  version   {lineage.Version}, {(lineage.Parent is { } parent ? $"after {parent}" : "the first")}; content {lineage.ContentDigest}");
        o.WriteLine($"  run       {lineage.Run}, published {lineage.Published.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by {lineage.Producer}, as of {lineage.AsOf:yyyy-MM-dd}");
        foreach (var file in lineage.Files)
        {
            o.WriteLine($"  file      {file.Sha256}  {file.Name} ({file.Bytes:N0} bytes)");
        }

        o.WriteLine($"  model     {lineage.Model}; definition {lineage.DefinitionDigest}");
        foreach (var feature in lineage.Features ?? [])
        {
            o.WriteLine($"  feature   {feature.Driver}{(feature.Group is { } group ? $" ({group}.sql {feature.Sha256})" : "")}{(feature.Fields.Count > 0 ? $" <- {string.Join(", ", feature.Fields)}" : "")}");
        }

        if (lineage.Features is null)
        {
            o.WriteLine("  feature   the definition at hand is not the one of the run: its features cannot be told");
        }

        foreach (var contract in lineage.Contracts)
        {
            o.WriteLine($"  contract  {contract.Id} {contract.Version} on {contract.Table}: {contract.Outcome}");
        }

        foreach (var input in lineage.Inputs)
        {
            o.WriteLine($"  source    {input.Sha256}  {input.Name} ({input.Source}, {input.Bytes:N0} bytes)");
        }
    }
}
