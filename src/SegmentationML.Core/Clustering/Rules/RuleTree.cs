using System.Globalization;
using System.Text;

namespace SegmentationML.Core.Clustering.Rules;

/// <summary>Clusters as rules that a person can read, with how faithful they are.</summary>
/// <param name="Features">Names of the features, in the order of the table.</param>
/// <param name="Levels">Levels of the features that are names.</param>
/// <param name="Nodes">The tree; node 0 is the first question.</param>
/// <param name="Fidelity">Share of all clustered rows to which the rules give their cluster.</param>
/// <param name="ClusterFidelity">The same by cluster.</param>
public sealed record RuleTree(
    IReadOnlyList<string> Features,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Levels,
    IReadOnlyList<RuleNode> Nodes,
    double Fidelity,
    double[] ClusterFidelity)
{
    /// <summary>The cluster that the rules give to a row.</summary>
    /// <param name="row">Raw features.</param>
    public int Label(ReadOnlySpan<double> row)
    {
        var node = Nodes[0];
        while (node.Feature >= 0)
        {
            node = Nodes[IsYes(node, row[node.Feature]) ? node.Yes : node.No];
        }

        return node.Label;
    }

    /// <summary>One line a rule: the conditions with their limits to four digits, the cluster, rows and purity. <see cref="Sql"/> has the limits in full.</summary>
    public IReadOnlyList<string> Lines(Func<int, string> name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var lines = new List<string>();
        Walk(0, [], (node, conditions) => lines.Add($"{(conditions.Count == 0 ? "always" : string.Join(" and ", conditions.Select(condition => condition.Text)))}: {name(node.Label)} ({node.Rows} rows, {node.Purity:P0})"));
        return lines;
    }

    /// <summary>The rules as one SQL expression: CASE WHEN … THEN … END, in the standard's terms.</summary>
    public string Sql(Func<int, string> name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var sql = new StringBuilder("CASE\n");
        Walk(0, [], (node, conditions) =>
        {
            var condition = conditions.Count == 0 ? "TRUE" : string.Join(" AND ", conditions.Select(asked => asked.Sql));
            sql.Append(CultureInfo.InvariantCulture, $"  WHEN {condition} THEN {Literal(name(node.Label))}\n");
        });
        return sql.Append("END").ToString();
    }

    internal bool IsYes(RuleNode node, double value) => Levels.ContainsKey(Features[node.Feature]) ? value == node.Threshold : !(value > node.Threshold);

    private void Walk(int at, List<(string Text, string Sql)> conditions, Action<RuleNode, IReadOnlyList<(string Text, string Sql)>> leaf)
    {
        var node = Nodes[at];
        if (node.Feature < 0)
        {
            leaf(node, conditions);
            return;
        }

        Walk(node.Yes, [.. conditions, Condition(node, true)], leaf);
        Walk(node.No, [.. conditions, Condition(node, false)], leaf);
    }

    private (string Text, string Sql) Condition(RuleNode node, bool yes)
    {
        var feature = Features[node.Feature];
        var column = $"\"{feature.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        if (Levels.TryGetValue(feature, out var levels))
        {
            var level = levels[(int)node.Threshold];
            return yes ? ($"{feature} is {level}", $"{column} = {Literal(level)}") : ($"{feature} is not {level}", $"({column} <> {Literal(level)} OR {column} IS NULL)");
        }

        var number = node.Threshold.ToString("R", CultureInfo.InvariantCulture);
        var text = node.Threshold.ToString("G4", CultureInfo.InvariantCulture);
        return yes ? ($"{feature} at most {text}", $"({column} <= {number} OR {column} IS NULL)") : ($"{feature} above {text}", $"{column} > {number}");
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
