using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Service.Security;

/// <summary>The manifest of a version for a caller who may not see all of it: without totals and counts of rows, which sum up what is kept back.</summary>
internal static class ManifestSight
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The narrowed text; its digests are those of the whole files, which it is no part of.</summary>
    public static string Narrow(Snapshot version, Sight sight)
    {
        var manifest = JsonNode.Parse(File.ReadAllBytes(Path.Combine(version.Folder, "manifest.json")))!;
        var content = manifest["content"]!.AsObject();
        content.Remove("totals");
        foreach (var table in content["tables"]!.AsArray())
        {
            var columns = table!["columns"]!.AsArray();
            foreach (var column in columns.Where(c => !sight.Sees((string?)c!["classification"])).ToArray())
            {
                columns.Remove(column);
            }

            if (sight.Rows.Count > 0)
            {
                table.AsObject().Remove("rows");
            }
        }

        return manifest.ToJsonString(Indented);
    }
}
