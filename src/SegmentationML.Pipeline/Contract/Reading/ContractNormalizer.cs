using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>Brings the two settings that the standard allows in two shapes into one: <c>team</c> as a bare list of members, <c>context</c> as a bare text.</summary>
internal static class ContractNormalizer
{
    /// <summary>The document with both settings in their long shape; everything else is left as it is.</summary>
    /// <param name="root">The document.</param>
    public static YamlNode Normalize(YamlNode root)
    {
        if (root is not YamlMapping mapping)
        {
            return root;
        }

        return Map(mapping, (key, value) => (key, value) switch
        {
            ("team", YamlSequence members) => Wrap("members", members),
            ("context", YamlScalar { IsNull: false } text) => Wrap("instructions", text),
            ("schema", YamlSequence tables) => tables with { Items = [.. tables.Items.Select(Table)] },
            _ => value,
        });
    }

    private static YamlNode Table(YamlNode node) => node is YamlMapping table
        ? Map(table, (key, value) => key == "context" && value is YamlScalar { IsNull: false } text ? Wrap("instructions", text) : value)
        : node;

    private static YamlMapping Map(YamlMapping mapping, Func<string, YamlNode, YamlNode> value)
        => mapping with { Entries = [.. mapping.Entries.Select(e => new KeyValuePair<YamlScalar, YamlNode>(e.Key, value(e.Key.Text, e.Value)))] };

    private static YamlMapping Wrap(string key, YamlNode value)
        => new([new(new YamlScalar(key, true, value.Line, value.Column), value)], value.Line, value.Column);
}
