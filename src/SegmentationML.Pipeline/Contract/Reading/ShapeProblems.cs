using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>Collects what is wrong with a contract, each with its line.</summary>
/// <param name="source">Where the contract comes from, for messages.</param>
/// <param name="root">The document, for the lines.</param>
internal sealed class ShapeProblems(string source, YamlNode root)
{
    private readonly List<Problem> _all = [];

    /// <summary>All problems, in the order in which they were found.</summary>
    public IReadOnlyList<Problem> All => _all;

    /// <summary>Adds a problem of shape.</summary>
    /// <param name="path">The setting, such as <c>schema[0].properties[2].enum</c>.</param>
    /// <param name="what">What is wrong, following the setting's name.</param>
    /// <param name="fix">What to do.</param>
    public void Add(string path, string what, string fix) => Add("SEG-CONT-003", path, what, fix);

    /// <summary>Adds a problem.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="path">The setting.</param>
    /// <param name="what">What is wrong, following the setting's name.</param>
    /// <param name="fix">What to do.</param>
    public void Add(string code, string path, string what, string fix)
        => _all.Add(new Problem(code, $"{source}:{LineOf(path)}: {path} {what}.", fix));

    /// <summary>The line of the deepest part of the path that the document has.</summary>
    private long LineOf(string path)
    {
        var node = root;
        foreach (var part in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = part[0] == '[' ? Item(node, part) : Entry(node, part);
            if (next is null)
            {
                break;
            }

            node = next;
        }

        return node.Line;
    }

    private static YamlNode? Item(YamlNode node, string part)
        => node is YamlSequence list && int.Parse(part[1..^1], CultureInfo.InvariantCulture) is var i && i < list.Items.Count ? list.Items[i] : null;

    private static YamlNode? Entry(YamlNode node, string part)
        => node is YamlMapping mapping ? mapping.Entries.FirstOrDefault(e => e.Key?.Text == part).Value : null;
}
