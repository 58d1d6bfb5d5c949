using System.Globalization;

namespace SegmentationML.Pipeline.Definition.Yaml;

/// <summary>Turns a node that may be anything into plain values, by YAML's core rules.</summary>
internal static class YamlValue
{
    /// <summary>Null, bool, long, decimal or string for a scalar; a list or an ordered dictionary of these otherwise.</summary>
    /// <param name="node">The node. Only a plain scalar is null, a truth value or a number; a date stays text.</param>
    public static object? Of(YamlNode node) => node switch
    {
        YamlScalar scalar => Scalar(scalar),
        YamlSequence sequence => sequence.Items.Select(Of).ToList(),
        YamlMapping mapping => Mapping(mapping),
        _ => null,
    };

    private static object? Scalar(YamlScalar scalar)
    {
        if (!scalar.IsPlain)
        {
            return scalar.Text;
        }

        var (text, culture) = (scalar.Text, CultureInfo.InvariantCulture);
        return scalar.IsNull ? null
            : text is "true" or "false" ? text == "true"
            : long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var whole) ? whole
            : decimal.TryParse(text, NumberStyles.Float, culture, out var number) ? number
            : text;
    }

    private static OrderedDictionary<string, object?> Mapping(YamlMapping mapping)
    {
        var values = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Entries)
        {
            values.Add(key.Text, Of(value));
        }

        return values;
    }
}
