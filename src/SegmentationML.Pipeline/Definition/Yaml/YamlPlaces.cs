using SegmentationML.Core;

namespace SegmentationML.Pipeline.Definition.Yaml;

/// <summary>Puts the place before problems that begin with the path of a setting, such as <c>policies.AX.service_level is 95.</c>: file and line of the nearest setting that is written, or the override that set it.</summary>
/// <param name="root">The document.</param>
/// <param name="source">Its file, for messages.</param>
/// <param name="overrides">Settings from the command line, as <c>forecast.horizon=26</c>.</param>
internal sealed class YamlPlaces(YamlNode root, string source, IReadOnlyList<string> overrides)
{
    /// <summary>The problem with its place; as it is when it speaks of no setting of the document.</summary>
    /// <param name="problem">The problem.</param>
    public Problem Place(Problem problem)
    {
        if (overrides.Select(o => o.Split('=')[0]).FirstOrDefault(path => Begins(problem.What, path)) is { } given)
        {
            return problem with { What = $"--set {given}: {problem.What}" };
        }

        return LineOf(root, problem.What) is { } line ? problem with { What = $"{source}:{line}: {problem.What}" } : problem;
    }

    private static long? LineOf(YamlNode node, string rest)
    {
        if (node is not YamlMapping mapping || mapping.Entries.Where(e => Begins(rest, e.Key.Text)).OrderByDescending(e => e.Key.Text.Length).FirstOrDefault() is not { Key: { } key, Value: { } value })
        {
            return null;
        }

        return LineOf(value, rest[key.Text.Length..].TrimStart('.')) ?? key.Line;
    }

    private static bool Begins(string text, string path)
        => path.Length > 0 && text.StartsWith(path, StringComparison.Ordinal) && (text.Length == path.Length || text[path.Length] is '.' or ' ' or ':' or '[');
}
