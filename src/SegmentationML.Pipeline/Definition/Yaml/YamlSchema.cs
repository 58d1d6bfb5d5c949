using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SegmentationML.Pipeline.Definition.Yaml;

/// <summary>Writes the JSON Schema of a definition file, for editors: names, types, allowed words, and the doc comments as hover texts.</summary>
/// <remarks>It is made from the same records that <see cref="YamlBinder"/> fills, so the two cannot drift apart. JSON Schema 2020-12.</remarks>
public sealed partial class YamlSchema
{
    private readonly YamlNaming _naming;
    private readonly Dictionary<string, string> _docs = new(StringComparer.Ordinal);
    private readonly HashSet<Type> _open = [];
    private readonly HashSet<Type> _recursive = [];
    private readonly JsonObject _definitions = [];

    private YamlSchema(Type root, YamlNaming naming)
    {
        _naming = naming;
        var file = Path.ChangeExtension(root.Assembly.Location, ".xml");
        if (File.Exists(file))
        {
            foreach (var member in XDocument.Load(file).Descendants("member"))
            {
                _docs[(string)member.Attribute("name")!] = Spaces().Replace(Text(member.Element("summary")), " ").Trim();
            }
        }
    }

    /// <summary>The schema of a record type.</summary>
    /// <param name="root">The record that a whole file is bound to.</param>
    /// <param name="title">The schema's title.</param>
    /// <param name="naming">How names are spelled in the file.</param>
    public static JsonObject Of(Type root, string title, YamlNaming naming = YamlNaming.Snake)
    {
        var writer = new YamlSchema(root, naming);
        var schema = writer.Record(root);
        if (writer._definitions.Count > 0)
        {
            schema["$defs"] = writer._definitions;
        }

        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", title);
        return schema;
    }

    private JsonObject Schema(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = Schema(type.GetGenericArguments()[1]) };
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = Schema(type.GetGenericArguments()[0]);
            return new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "array", ["items"] = item }, item.DeepClone()) };
        }

        if (type.IsEnum)
        {
            return new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(n => (JsonNode)YamlNames.EnumMember(n, _naming))]) };
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
            TypeCode.Boolean => new JsonObject { ["type"] = "boolean" },
            TypeCode.Int32 or TypeCode.Int64 or TypeCode.UInt64 => new JsonObject { ["type"] = "integer" },
            TypeCode.Double or TypeCode.Decimal => new JsonObject { ["type"] = "number" },
            _ when type == typeof(DateOnly) => new JsonObject { ["type"] = "string", ["format"] = "date" },
            _ when type == typeof(YamlNode) => [],
            _ => Record(type),
        };
    }

    /// <summary>A record. One that holds itself, such as a tree, stands among the definitions, and a reference in its place.</summary>
    private JsonObject Record(Type type)
    {
        if (!_open.Add(type))
        {
            _recursive.Add(type);
            return Reference(type);
        }

        var schema = Settings(type);
        _open.Remove(type);
        if (!_recursive.Contains(type))
        {
            return schema;
        }

        _definitions[YamlNames.EnumMember(type.Name, YamlNaming.Snake)] = schema;
        return Reference(type);
    }

    private static JsonObject Reference(Type type) => new() { ["$ref"] = $"#/$defs/{YamlNames.EnumMember(type.Name, YamlNaming.Snake)}" };

    private JsonObject Settings(Type type)
    {
        var settings = YamlBinder.Settings(type, _naming);
        var properties = new JsonObject();
        foreach (var (name, property) in settings)
        {
            var schema = Schema(property.PropertyType);
            if (_docs.TryGetValue($"P:{property.DeclaringType!.FullName!.Replace('+', '.')}.{property.Name}", out var doc))
            {
                schema["description"] = doc;
            }

            properties[name] = schema;
        }

        var record = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        var required = settings.Where(s => s.Property.GetCustomAttribute<RequiredMemberAttribute>() is not null).Select(s => (JsonNode)s.Name).ToArray();
        if (required.Length > 0)
        {
            record["required"] = new JsonArray(required);
        }

        return type.GetCustomAttribute<YamlShorthandAttribute>() is null
            ? record
            : new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") }, record) };
    }

    private static string Text(XElement? element)
        => element is null ? "" : string.Concat(element.Nodes().Select(n => n switch
        {
            XText text => text.Value,
            XElement e => (string?)e.Attribute("cref") is { } cref ? cref[(cref.LastIndexOf('.') + 1)..] : Text(e),
            _ => "",
        }));

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
