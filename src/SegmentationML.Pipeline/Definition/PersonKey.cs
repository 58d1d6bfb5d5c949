using System.Text.RegularExpressions;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Definition;

/// <summary>Keys of entities as people write them, and as they are published: parts that identify a person stand there under a pseudonym.</summary>
public static partial class PersonKey
{
    /// <summary>The classification of published columns that hold pseudonyms.</summary>
    public const string Pseudonym = "pseudonym";

    private const char Separator = '|';

    /// <summary>Whether a text has the form of a pseudonym: <c>p-</c> and 32 hexadecimal digits.</summary>
    /// <param name="text">The text.</param>
    public static bool IsPseudonym(string text) => Form().IsMatch(text);

    /// <summary>The key under which a version publishes an entity that somebody asks for by the person's own identifier; other keys as they are.</summary>
    /// <param name="version">The version.</param>
    /// <param name="key">The key as asked for.</param>
    /// <param name="book">The pseudonyms.</param>
    public static string Of(Snapshot version, string key, IPersonBook book)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(book);
        return Of(key, version.Content.Entity, PersonsOf(version.Content), book.Find) ?? key;
    }

    /// <summary>What is answered when a key names a person who was erased.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public static Problem Erased(string pipeline) => new("SEG-PRIV-004", $"'{pipeline}' holds nobody of this key any more: the person was erased.", "Name another entity.");

    /// <summary>The columns of a version's key that hold pseudonyms.</summary>
    /// <param name="content">The version's content.</param>
    public static IReadOnlyList<string> PersonsOf(SnapshotContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var columns = content.Tables.FirstOrDefault(t => t.Name == "assignments")?.Columns ?? [];
        return [.. content.Entity.Where(e => columns.Any(c => c.Name == e && c.Classification == Pseudonym))];
    }

    /// <summary>Puts pseudonyms in the place of persons.</summary>
    /// <param name="key">The key, its parts joined by <c>|</c>.</param>
    /// <param name="entity">The key's columns.</param>
    /// <param name="persons">Those that identify persons.</param>
    /// <param name="find">The pseudonym of a person by column; null when there is none.</param>
    /// <returns>The published key; null when a person has no pseudonym.</returns>
    public static string? Of(string key, IReadOnlyList<string> entity, IReadOnlyCollection<string> persons, Func<string, string, string?> find)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(find);
        var parts = entity.Count == 1 ? [key] : key.Split(Separator);
        if (parts.Length != entity.Count)
        {
            return key;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (persons.Contains(entity[i]) && !IsPseudonym(parts[i]))
            {
                if (find(entity[i], parts[i]) is not { } pseudonym)
                {
                    return null;
                }

                parts[i] = pseudonym;
            }
        }

        return string.Join(Separator, parts);
    }

    [GeneratedRegex(@"\Ap-[0-9a-f]{32}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
