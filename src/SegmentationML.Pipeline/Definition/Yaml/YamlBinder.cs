using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using SegmentationML.Core;

namespace SegmentationML.Pipeline.Definition.Yaml;

/// <summary>Binds YAML nodes to immutable records and lists everything that does not fit, each with its line.</summary>
/// <remarks>
/// A record's public init properties are its settings. Unknown keys are refused with the nearest known name; <c>required</c> ones must be there; an empty value keeps the default.
/// Understood: string, bool (<c>true</c>, <c>false</c>), int, long, double (<c>.inf</c>), decimal, DateOnly (<c>yyyy-MM-dd</c>), enums, records,
/// <c>IReadOnlyList&lt;T&gt;</c> (a lone scalar stands for a list of one), <c>IReadOnlyDictionary&lt;string, T&gt;</c> in document order, <see cref="YamlNode"/> as it is,
/// and <c>object</c> for what may be anything (see <see cref="YamlValue"/>).
/// Only a plain scalar can be a number, a truth value or a date; a string takes every scalar as written, so <c>no</c> stays <c>no</c>.
/// </remarks>
public sealed class YamlBinder
{
    private readonly string _source;
    private readonly YamlNaming _naming;
    private readonly List<Problem> _problems = [];

    private YamlBinder(string source, YamlNaming naming)
    {
        _source = source;
        _naming = naming;
    }

    /// <summary>Binds a document to a record; throws with all problems when something does not fit.</summary>
    /// <typeparam name="T">A record class with init properties.</typeparam>
    /// <param name="node">The document.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <param name="naming">How names are spelled in the file.</param>
    public static T Bind<T>(YamlNode node, string source, YamlNaming naming = YamlNaming.Snake)
        where T : class
    {
        var binder = new YamlBinder(source, naming);
        var value = binder.Value(typeof(T), node, "");
        ProblemException.ThrowIfAny(binder._problems);
        return (T)value!;
    }

    /// <summary>The settings of a record type: its public init properties with their YAML names, in order of declaration.</summary>
    /// <param name="type">The record type.</param>
    /// <param name="naming">How names are spelled.</param>
    internal static IReadOnlyList<(string Name, PropertyInfo Property)> Settings(Type type, YamlNaming naming)
        => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is { IsPublic: true })
            .OrderBy(p => p.MetadataToken)
            .Select(p => (YamlNames.Property(p.Name, naming), p))];

    private object? Value(Type type, YamlNode node, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(YamlNode))
        {
            return node;
        }

        if (type == typeof(object))
        {
            return YamlValue.Of(node);
        }

        if (ElementOf(type, typeof(IReadOnlyDictionary<,>)) is { } valueType)
        {
            return Dictionary(valueType, node, path);
        }

        if (type != typeof(string) && ElementOf(type, typeof(IReadOnlyList<>)) is { } itemType)
        {
            return List(itemType, node, path);
        }

        if (type.IsEnum || type == typeof(string) || type.IsValueType)
        {
            return Scalar(type, node, path);
        }

        return Record(type, node, path);
    }

    private object? Record(Type type, YamlNode node, string path)
    {
        if (node is YamlScalar scalar && type.GetCustomAttribute<YamlShorthandAttribute>() is { } shorthand)
        {
            node = new YamlMapping([new(scalar with { Text = YamlNames.Property(shorthand.Property, _naming) }, scalar)], node.Line, node.Column);
        }

        if (node is not YamlMapping mapping)
        {
            return Refuse(node, path, $"holds a {(node is YamlSequence ? "list" : "value")} where settings are expected", "Write `name: value` lines below it.");
        }

        var settings = Settings(type, _naming);
        var names = settings.Select(s => s.Name).ToArray();
        var target = RuntimeHelpers.GetUninitializedObject(type);
        type.GetConstructor(Type.EmptyTypes)?.Invoke(target, null);
        foreach (var (key, value) in mapping.Entries)
        {
            var property = settings.FirstOrDefault(s => s.Name == key.Text).Property;
            if (property is null)
            {
                Refuse(key, Join(path, key.Text), "is not a setting", ClosestMatch.Hint(key.Text, names));
            }
            else if (value is not YamlScalar { IsNull: true })
            {
                property.SetValue(target, Value(property.PropertyType, value, Join(path, key.Text)));
            }
        }

        foreach (var (name, property) in settings)
        {
            var given = mapping.Entries.Any(e => e.Key.Text == name && e.Value is not YamlScalar { IsNull: true });
            if (!given && property.GetCustomAttribute<RequiredMemberAttribute>() is not null)
            {
                Refuse(node, Join(path, name), "is missing", "It is required: add it.");
            }
        }

        return target;
    }

    private object? List(Type itemType, YamlNode node, string path)
    {
        var items = node switch
        {
            YamlSequence sequence => sequence.Items,
            YamlScalar scalar => [scalar],
            _ => null,
        };
        if (items is null)
        {
            return Refuse(node, path, "holds settings where a list is expected", "Write `- value` lines or [a, b].");
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(itemType))!;
        for (var i = 0; i < items.Count; i++)
        {
            var item = Value(itemType, items[i], $"{path}[{i}]");
            if (item is not null || itemType == typeof(object))
            {
                list.Add(item);
            }
        }

        return list;
    }

    private object? Dictionary(Type valueType, YamlNode node, string path)
    {
        if (node is not YamlMapping mapping)
        {
            return Refuse(node, path, "holds a value where named entries are expected", "Write `name: value` lines below it.");
        }

        // OrderedDictionary keeps the order of the file, which decides precedence in several places.
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(OrderedDictionary<,>).MakeGenericType(typeof(string), valueType))!;
        foreach (var (key, value) in mapping.Entries)
        {
            var bound = Value(valueType, value, Join(path, key.Text));
            if (bound is not null)
            {
                dictionary.Add(key.Text, bound);
            }
        }

        return dictionary;
    }

    private object? Scalar(Type type, YamlNode node, string path)
    {
        if (node is not YamlScalar scalar)
        {
            return Refuse(node, path, "holds a list or settings where one value is expected", $"Write {Expected(type)}.");
        }

        if (type == typeof(string))
        {
            return scalar.Text;
        }

        if (type.IsEnum)
        {
            return EnumMember(type, scalar, path);
        }

        return Parse(type, scalar) ?? Refuse(node, path, $"is '{scalar.Text}'", $"Write {Expected(type)}.");
    }

    private object? EnumMember(Type type, YamlScalar scalar, string path)
    {
        var names = Enum.GetNames(type);
        var spelled = names.Select(n => YamlNames.EnumMember(n, _naming)).ToArray();
        var index = Array.IndexOf(spelled, scalar.Text);
        return index >= 0
            ? Enum.Parse(type, names[index])
            : Refuse(scalar, path, $"is '{scalar.Text}'", ClosestMatch.Hint(scalar.Text, spelled));
    }

    private static object? Parse(Type type, YamlScalar scalar)
    {
        if (!scalar.IsPlain)
        {
            return null;
        }

        var (text, culture) = (scalar.Text, CultureInfo.InvariantCulture);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => text switch { "true" => true, "false" => false, _ => null },
            TypeCode.Int32 => int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var i) ? i : null,
            TypeCode.Int64 => long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var l) ? l : null,
            TypeCode.UInt64 => ulong.TryParse(text, NumberStyles.None, culture, out var u) ? u : null,
            TypeCode.Decimal => decimal.TryParse(text, NumberStyles.Float, culture, out var m) ? m : null,
            TypeCode.Double => Real(text),
            _ => type == typeof(DateOnly) && DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out var d) ? d : null,
        };
    }

    private static object? Real(string text) => text switch
    {
        ".inf" or "+.inf" => double.PositiveInfinity,
        "-.inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) && double.IsFinite(d) ? d : null,
    };

    private string Expected(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type).Select(n => YamlNames.EnumMember(n, _naming)))}",
        TypeCode.Boolean => "true or false",
        TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        TypeCode.UInt64 => "a whole number from 0",
        TypeCode.Double or TypeCode.Decimal => "a number with a decimal point, such as 0.95",
        _ when type == typeof(DateOnly) => "a date such as 2026-01-31",
        _ => "a single value",
    };

    private static Type? ElementOf(Type type, Type generic)
        => type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GetGenericArguments()[^1] : null;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private object? Refuse(YamlNode place, string path, string what, string fix)
    {
        _problems.Add(new Problem("SEG-CFG-004", $"{place.Origin ?? $"{_source}:{place.Line}"}: {(path.Length == 0 ? "the document" : path)} {what}.", fix));
        return null;
    }
}
