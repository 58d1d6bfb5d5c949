using SegmentationML.Core;

namespace SegmentationML.Pipeline.Definition.Yaml;

/// <summary>Replaces single settings of a document, as <c>--set forecast.horizon=26</c> does.</summary>
public static class YamlOverride
{
    /// <summary>Returns the document with one setting replaced or added. The value is read as YAML, so that lists can be given: <c>forecast.methods=[sba, tsb]</c>.</summary>
    /// <param name="root">The document.</param>
    /// <param name="setting">A path of names with dots, an equals sign, a value.</param>
    public static YamlNode Apply(YamlNode root, string setting)
    {
        var equals = setting.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new ProblemException(new Problem("SEG-CFG-009", $"The override '{setting}' has no value.", "Write --set section.setting=value, such as --set forecast.horizon=26."));
        }

        var origin = $"--set {setting[..equals]}";
        var value = equals == setting.Length - 1
            ? new YamlScalar("", true, 0, 0)
            : YamlText.Read(setting[(equals + 1)..], origin);
        return Replace(root, setting[..equals].Split('.', StringSplitOptions.TrimEntries), Mark(value, origin), origin);
    }

    /// <summary>The same nodes, each saying where it comes from.</summary>
    private static YamlNode Mark(YamlNode node, string origin) => node switch
    {
        YamlSequence list => list with { Origin = origin, Items = [.. list.Items.Select(i => Mark(i, origin))] },
        YamlMapping map => map with { Origin = origin, Entries = [.. map.Entries.Select(e => KeyValuePair.Create(e.Key with { Origin = origin }, Mark(e.Value, origin)))] },
        _ => node with { Origin = origin },
    };

    private static YamlNode Replace(YamlNode node, ReadOnlySpan<string> path, YamlNode value, string origin)
    {
        if (path.Length == 0)
        {
            return value;
        }

        var entries = node is YamlMapping mapping ? mapping.Entries.ToList() : [];
        var name = path[0];
        var index = entries.FindIndex(e => e.Key.Text == name);
        var child = Replace(index >= 0 ? entries[index].Value : new YamlMapping([], node.Line, node.Column) { Origin = origin }, path[1..], value, origin);
        var entry = new KeyValuePair<YamlScalar, YamlNode>(index >= 0 ? entries[index].Key : new YamlScalar(name, true, node.Line, node.Column) { Origin = origin }, child);
        if (index >= 0)
        {
            entries[index] = entry;
        }
        else
        {
            entries.Add(entry);
        }

        return new YamlMapping(entries, node.Line, node.Column) { Origin = node.Origin };
    }
}
