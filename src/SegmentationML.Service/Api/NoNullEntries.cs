using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SegmentationML.Service.Api;

/// <summary>
/// Refuses lists and maps of a body in which an entry is null, as <c>{"keys": [null]}</c>: the types say that there is none, and the serializer does not look.
/// Maps of numbers may hold nulls (<c>double?</c>): a value that is not known.
/// </summary>
internal static class NoNullEntries
{
    /// <summary>For <see cref="JsonTypeInfoResolver.WithAddedModifier"/>.</summary>
    /// <param name="type">What is about to be read.</param>
    public static void Refuse(JsonTypeInfo type)
    {
        if (type.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary && type.Type is { IsGenericType: true } read && !read.GenericTypeArguments[^1].IsValueType)
        {
            type.OnDeserialized = static found => Look(found);
        }
    }

    private static void Look(object found)
    {
        var entries = found is IDictionary map ? map.Values : (IEnumerable)found;
        if (entries.Cast<object?>().Contains(null))
        {
            throw new JsonException("An entry is null.");
        }
    }
}
