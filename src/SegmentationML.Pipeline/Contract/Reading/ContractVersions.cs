using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>Which versions of the standard are read. Checked before anything else, so that a document of another kind gives one clear problem and not fifty.</summary>
internal static class ContractVersions
{
    /// <summary>The versions, oldest first. Contracts of v2 have another shape altogether.</summary>
    public static IReadOnlyList<string> Known { get; } = ["v3.0.0", "v3.0.1", "v3.0.2", "v3.1.0", "v3.2.0"];

    /// <summary>True when a contract may use what v3.2 brought.</summary>
    /// <param name="apiVersion">One of <see cref="Known"/>.</param>
    public static bool HasV32(string apiVersion) => apiVersion == "v3.2.0";

    /// <summary>Throws when the document is not a data contract of a known version.</summary>
    /// <param name="root">The document.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    public static void Check(YamlNode root, string source)
    {
        var kind = Text(root, "kind");
        if (kind != "DataContract")
        {
            throw Refuse(source, kind is null ? "kind is missing" : $"kind is '{kind}'", "Write `kind: DataContract`: this reads data contracts of the Open Data Contract Standard.");
        }

        var version = Text(root, "apiVersion");
        if (version is null || !Known.Contains(version))
        {
            var fix = version?.StartsWith("v2.", StringComparison.Ordinal) == true
                ? "Contracts of v2 have another shape: rewrite it by v3.1.0 or v3.2.0."
                : $"Write one of {string.Join(", ", Known)}.";
            throw Refuse(source, version is null ? "apiVersion is missing" : $"apiVersion is '{version}'", fix);
        }
    }

    private static string? Text(YamlNode root, string key)
        => root is YamlMapping mapping && mapping.Entries.FirstOrDefault(e => e.Key?.Text == key).Value is YamlScalar scalar && !scalar.IsNull ? scalar.Text : null;

    private static ProblemException Refuse(string source, string what, string fix) => new(new Problem("SEG-CONT-002", $"{source}: {what}.", fix));
}
