using System.Text.RegularExpressions;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>Fills the <c>${VARIABLE}</c>s that v3.2 of the standard allows in any text.</summary>
/// <remarks>
/// Values come from the caller (the pipeline's <c>contract.variables</c>) and from nowhere else: a contract that could read the environment could carry secrets away, and would mean another thing on another machine.
/// <c>${NAME:-default}</c> takes its default when the value is not given or empty; without one that is a problem. The four placeholders of SQL rules are left to them.
/// A filled value is text, never a number: a numeric setting cannot hold a variable. Before v3.2 the notation is plain text.
/// </remarks>
internal static partial class ContractVariables
{
    /// <summary>What SQL rules write for the table and the column at hand.</summary>
    private static readonly string[] Placeholders = ["table", "column", "object", "property"];

    /// <summary>The document with all variables filled in; throws with every one that has no value.</summary>
    /// <param name="root">The document.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <param name="variables">Values by name.</param>
    public static YamlNode Fill(YamlNode root, string source, IReadOnlyDictionary<string, string> variables)
    {
        var isV32 = root is YamlMapping m && m.Entries.Any(e => e.Key.Text == "apiVersion" && e.Value is YamlScalar v && ContractVersions.HasV32(v.Text));
        if (!isV32)
        {
            return root;
        }

        var problems = new List<Problem>();
        var filled = Node(root, source, variables, problems);
        ProblemException.ThrowIfAny(problems);
        return filled;
    }

    private static YamlNode Node(YamlNode node, string source, IReadOnlyDictionary<string, string> variables, List<Problem> problems) => node switch
    {
        YamlScalar scalar when scalar.Text.Contains("${", StringComparison.Ordinal) => Scalar(scalar, source, variables, problems),
        YamlSequence list => list with { Items = [.. list.Items.Select(i => Node(i, source, variables, problems))] },
        YamlMapping mapping => mapping with
        {
            Entries = [.. mapping.Entries.Select(e => new KeyValuePair<YamlScalar, YamlNode>(e.Key, Node(e.Value, source, variables, problems)))],
        },
        _ => node,
    };

    private static YamlScalar Scalar(YamlScalar scalar, string source, IReadOnlyDictionary<string, string> variables, List<Problem> problems)
    {
        var text = Reference().Replace(scalar.Text, match =>
        {
            var name = match.Groups["name"].Value;
            if (Placeholders.Contains(name))
            {
                return match.Value;
            }

            if (variables.TryGetValue(name, out var value) && value.Length > 0)
            {
                return value;
            }

            if (match.Groups["default"].Success)
            {
                return match.Groups["default"].Value;
            }

            problems.Add(new Problem("SEG-CONT-006", $"{source}:{scalar.Line}: the variable ${{{name}}} has no value.", $"Set contract.variables.{name} in the pipeline, or write ${{{name}:-default}}; the environment is not read."));
            return match.Value;
        });
        return scalar with { Text = text, IsPlain = scalar.IsPlain && text == scalar.Text };
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<default>[^}]*))?\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Reference();
}
