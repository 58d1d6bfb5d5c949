using System.Text.Json;

namespace SegmentationML.Service.Tests;

/// <summary>Checks a value against a JSON schema as OpenAPI 3.1 writes it: types, required and unknown members, items, enums, references.</summary>
internal static class SchemaCheck
{
    public static IEnumerable<string> Flaws(JsonElement document, JsonElement schema, JsonElement value, string place)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Flaws(document, Find(document, reference.GetString()!), value, place);
        }

        foreach (var word in new[] { "oneOf", "anyOf" })
        {
            if (schema.TryGetProperty(word, out var choices))
            {
                return choices.EnumerateArray().Any(c => !Flaws(document, c, value, place).Any()) ? [] : [$"{place} fits none of its schemas: {Short(value)}"];
            }
        }

        return Own(document, schema, value, place);
    }

    private static IEnumerable<string> Own(JsonElement document, JsonElement schema, JsonElement value, string place)
    {
        if (schema.TryGetProperty("type", out var type) && !(type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!]).Any(t => Is(t, value)))
        {
            yield return $"{place} is {Short(value)}, not {type.GetRawText()}";
            yield break;
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(w => JsonElement.DeepEquals(w, value)))
        {
            yield return $"{place} is {Short(value)}, none of {words.GetRawText()}";
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var flaw in Members(document, schema, value, place))
            {
                yield return flaw;
            }
        }
        else if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var flaw in value.EnumerateArray().SelectMany((v, i) => Flaws(document, items, v, $"{place}[{i}]")))
            {
                yield return flaw;
            }
        }
    }

    private static IEnumerable<string> Members(JsonElement document, JsonElement schema, JsonElement value, string place)
    {
        foreach (var name in schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(r => r.GetString()!) : [])
        {
            if (!value.TryGetProperty(name, out _))
            {
                yield return $"{place} lacks {name}";
            }
        }

        var known = schema.TryGetProperty("properties", out var properties);
        foreach (var member in value.EnumerateObject())
        {
            if (known && properties.TryGetProperty(member.Name, out var of))
            {
                foreach (var flaw in Flaws(document, of, member.Value, $"{place}.{member.Name}"))
                {
                    yield return flaw;
                }
            }
            else if (schema.TryGetProperty("additionalProperties", out var others))
            {
                foreach (var flaw in Flaws(document, others, member.Value, $"{place}.{member.Name}"))
                {
                    yield return flaw;
                }
            }
            else if (known)
            {
                yield return $"{place} has {member.Name}, of which the document does not know";
            }
        }
    }

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => false,
    };

    private static JsonElement Find(JsonElement document, string reference)
        => reference.TrimStart('#', '/').Split('/').Aggregate(document, (at, part) => at.GetProperty(part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)));

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 80 } text ? text[..80] + "…" : value.GetRawText();
}
