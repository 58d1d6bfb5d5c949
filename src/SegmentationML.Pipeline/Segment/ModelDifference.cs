using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Pipeline.Segment;

/// <summary>What differs between two definitions, setting by setting.</summary>
/// <param name="Setting">Where it stands, such as <c>dimensions.abc.cuts.A</c>.</param>
/// <param name="Before">What was there; null when the setting is new.</param>
/// <param name="After">What is there; null when the setting is gone.</param>
public sealed record ModelDifference(string Setting, string? Before, string? After)
{
    private static readonly Lazy<Dictionary<string, string>> Usual = new(UsualSettings);

    /// <summary>Lists the differences in order of the settings; empty when the definitions are the same. Of a dimension that is new or gone only what it sets is listed.</summary>
    /// <param name="before">The older definition.</param>
    /// <param name="after">The newer one.</param>
    public static IReadOnlyList<ModelDifference> Of(ModelDefinition before, ModelDefinition after)
    {
        var (old, current) = (Settings(before), Settings(after));
        return [.. old.Keys.Union(current.Keys, StringComparer.Ordinal)
            .Select(k => new ModelDifference(k, old.GetValueOrDefault(k), current.GetValueOrDefault(k)))
            .Where(d => d.Before != d.After && !IsUsual(d, before, after))
            .OrderBy(d => d.Setting, StringComparer.Ordinal)];
    }

    /// <summary>The difference on one line.</summary>
    public override string ToString() => (Before, After) switch
    {
        (null, _) => $"{Setting}: new, {After}",
        (_, null) => $"{Setting}: gone, was {Before}",
        _ => $"{Setting}: {Before} -> {After}",
    };

    /// <summary>Whether it is what every dimension has that sets nothing, of a dimension that only one of the two has: it tells nothing of that dimension.</summary>
    private static bool IsUsual(ModelDifference difference, ModelDefinition before, ModelDefinition after)
        => difference.Setting.Split('.', 3) is ["dimensions", var dimension, var setting]
            && before.Dimensions.ContainsKey(dimension) != after.Dimensions.ContainsKey(dimension)
            && setting != "kind"
            && Usual.Value.GetValueOrDefault(setting) == (difference.Before ?? difference.After);

    private static Dictionary<string, string> UsualSettings()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        Flatten("", JsonSerializer.SerializeToNode(new DimensionDefinition { Kind = DimensionKind.Cluster }, StepKey.Json), settings);
        return settings;
    }

    private static Dictionary<string, string> Settings(ModelDefinition model)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        Flatten("", JsonSerializer.SerializeToNode(model, StepKey.Json), settings);
        return settings;
    }

    /// <summary>Lists of records are known by their names, so that one that moves or is added changes no other.</summary>
    private static void Flatten(string path, JsonNode? node, Dictionary<string, string> settings)
    {
        switch (node)
        {
            case JsonObject record:
                foreach (var (name, value) in record)
                {
                    Flatten(path.Length == 0 ? name : $"{path}.{name}", value, settings);
                }

                break;
            case JsonArray list when list.Any(i => i is JsonObject):
                foreach (var (item, index) in list.Select((item, index) => (item, index)))
                {
                    Flatten($"{path}[{item?["name"] ?? item?["id"] ?? index}]", item, settings);
                }

                break;
            case null:
                break;
            case JsonArray list:
                if (list.Count > 0)
                {
                    settings[path] = string.Join(", ", list.Select(Text));
                }

                break;
            default:
                settings[path] = Text(node);
                break;
        }
    }

    private static string Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString(StepKey.Json) ?? "";
}
