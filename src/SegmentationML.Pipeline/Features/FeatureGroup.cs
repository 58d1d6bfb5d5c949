using System.Reflection;
using System.Text.RegularExpressions;
using SegmentationML.Core;

namespace SegmentationML.Pipeline.Features;

/// <summary>One feature group: a SQL query in a file of its own, whose first comment lines tell grain, needs and columns.</summary>
/// <param name="Name">The file's name without ending.</param>
/// <param name="Source">Where it was read, for messages.</param>
/// <param name="Query">The query; <c>${entity}</c>, <c>${as_of}</c> and <c>${half_life_days}</c> are filled in.</param>
/// <param name="Requires">Columns that must be there and hold a value somewhere, as <c>table.column</c>; else the group is switched off, and the report says so.</param>
/// <param name="Uses">Further columns that the query reads, as <c>table.column</c>; they may be empty throughout.</param>
/// <param name="NotFor">Columns that must not be part of the entity: the group would say nothing of it.</param>
/// <param name="Columns">The features that it gives, in order.</param>
public sealed record FeatureGroup(string Name, string Source, string Query, IReadOnlyList<string> Requires, IReadOnlyList<string> Uses, IReadOnlyList<string> NotFor, IReadOnlyList<FeatureColumn> Columns)
{
    private static readonly Regex ListLine = new(@"^--\s*(?<what>requires|uses|not for):(?<list>.*)$", RegexOptions.Multiline | RegexOptions.NonBacktracking);
    private static readonly Regex ColumnLine = new(@"^--\s*column\s+(?<name>[a-z][a-z0-9_]*)\s*\[(?<unit>[^\]]*)\]:(?<text>.*)$", RegexOptions.Multiline | RegexOptions.NonBacktracking);
    private static readonly Regex Placeholder = new(@"\$\{(?<name>[a-z_]+)\}", RegexOptions.NonBacktracking);
    private const string ResourcePrefix = "SegmentationML.Pipeline.Features.Groups.";

    /// <summary>The groups that come with the product, by name.</summary>
    public static IReadOnlyList<FeatureGroup> BuiltIn { get; } = ReadBuiltIn();

    /// <summary>Reads the groups of a pipeline: the built-in ones, replaced or joined by the files of its <c>features</c> folder.</summary>
    /// <param name="pipelineFolder">The folder of <c>pipeline.yaml</c>.</param>
    public static IReadOnlyList<FeatureGroup> ReadAll(string pipelineFolder)
    {
        var groups = BuiltIn.ToDictionary(g => g.Name, StringComparer.Ordinal);
        var folder = Path.Combine(pipelineFolder, "features");
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.sql").Order(StringComparer.Ordinal))
            {
                var group = Parse(Path.GetFileNameWithoutExtension(file), file, File.ReadAllText(file));
                groups[group.Name] = group;
            }
        }

        return [.. groups.Values.OrderBy(g => g.Name, StringComparer.Ordinal)];
    }

    /// <summary>Reads a group from its text.</summary>
    /// <param name="name">The group's name.</param>
    /// <param name="source">Where the text comes from.</param>
    /// <param name="text">Header comments and query.</param>
    public static FeatureGroup Parse(string name, string source, string text)
    {
        FeatureColumn[] columns = [.. ColumnLine.Matches(text).Select(m => new FeatureColumn(m.Groups["name"].Value, m.Groups["unit"].Value.Trim(), m.Groups["text"].Value.Trim()))];
        if (columns.Length == 0)
        {
            throw new ProblemException(new Problem("SEG-FEAT-003", $"{source} names no feature.", "Begin the file with a line `-- column NAME [UNIT]: what it is` for each feature it gives."));
        }

        return new FeatureGroup(name, source, text, Listed(text, "requires"), Listed(text, "uses"), Listed(text, "not for"), columns);
    }

    /// <summary>The query with its placeholders filled in; an unknown placeholder is refused.</summary>
    /// <param name="values">Placeholder values as SQL text.</param>
    public string Fill(IReadOnlyDictionary<string, string> values)
        => Placeholder.Replace(Query, match => values.TryGetValue(match.Groups["name"].Value, out var value)
            ? value
            : throw new ProblemException(new Problem("SEG-FEAT-004", $"{Source} uses ${{{match.Groups["name"].Value}}}.", $"Known placeholders: {string.Join(", ", values.Keys)}.")));

    private static string[] Listed(string text, string what)
        => [.. ListLine.Matches(text).Where(m => m.Groups["what"].Value == what).SelectMany(m => m.Groups["list"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    private static FeatureGroup[] ReadBuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

        FeatureGroup Read(string resource)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[ResourcePrefix.Length..^".sql".Length];
            return Parse(name, $"built-in {name}.sql", reader.ReadToEnd());
        }
    }
}
