using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Features;

/// <summary>Runs the SQL groups, each into a table of its own, and says which ones the data does not carry.</summary>
internal static class FeatureGroupRunner
{
    /// <summary>The table of a group.</summary>
    public static string TableOf(FeatureGroup group) => $"group_{group.Name}";

    /// <summary>The groups that a pipeline asks for and its data carries, and why others are off.</summary>
    public static (IReadOnlyList<FeatureGroup> Chosen, IReadOnlyList<string> SwitchedOff) Choose(StepContext context, EntitySource source, FeaturesInput input)
    {
        var columns = input.Tables.Keys.SelectMany(t => context.Engine.Describe($"SELECT * FROM {Sql.Identifier(t)}").Select(c => $"{t}.{c.Name}")).ToHashSet(StringComparer.Ordinal);
        var filled = new Dictionary<string, bool>(StringComparer.Ordinal);
        var (chosen, switchedOff) = (new List<FeatureGroup>(), new List<string>());
        foreach (var group in Asked(input))
        {
            if (group.NotFor.FirstOrDefault(source.Key.Contains) is { } part)
            {
                switchedOff.Add($"Feature group {group.Name} is off: {part} is part of the entity ({Names(group)}).");
            }
            else if (group.Requires.FirstOrDefault(required => !columns.Contains(required) || !HasData(context, required, filled)) is { } missing)
            {
                switchedOff.Add($"Feature group {group.Name} is off: {missing} holds no data ({Names(group)}).");
            }
            else
            {
                RefuseUnknownUses(group, columns);
                chosen.Add(group);
            }
        }

        return (chosen, switchedOff);
    }

    /// <summary>The columns of the source that groups read.</summary>
    public static IReadOnlyCollection<string> ColumnsOf(EntitySource source, IEnumerable<FeatureGroup> groups)
        => [.. groups.SelectMany(g => g.Requires.Concat(g.Uses)).Where(c => c.StartsWith($"{source.Table}.", StringComparison.Ordinal)).Select(c => c[(source.Table.Length + 1)..]).Distinct(StringComparer.Ordinal)];

    /// <summary>Computes groups, each into a table of its own by <c>entity_index</c>.</summary>
    public static void Run(StepContext context, FeaturesInput input, IReadOnlyList<FeatureGroup> groups, DateOnly asOf)
    {
        var placeholders = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["entity"] = "entity_index",
            ["as_of"] = EntitySource.Literal(asOf),
            ["half_life_days"] = input.Options.HalfLifeDays.ToString("R"),
        };
        for (var i = 0; i < groups.Count; i++)
        {
            context.Progress.Report(new StepProgress(0.2 + (0.5 * i / groups.Count), groups[i].Name));
            Compute(context, groups[i], placeholders);
            RefuseWrongShape(context, groups[i]);
        }
    }

    private static void Compute(StepContext context, FeatureGroup group, Dictionary<string, string> placeholders)
    {
        try
        {
            context.Engine.Execute($"CREATE OR REPLACE TEMP TABLE {TableOf(group)} AS {group.Fill(placeholders)}", null, context.Cancellation);
        }
        catch (ProblemException e) when (e.Problems[0].Code.StartsWith("SEG-DUCK", StringComparison.Ordinal) && !FeatureGroup.BuiltIn.Contains(group))
        {
            throw new ProblemException(new Problem(
                "SEG-FEAT-012",
                $"{group.Source} cannot be computed: {e.Problems[0].What}",
                "Name every column of the order lines that the query reads in a line `-- requires:` (the group is off without its data) or `-- uses:`, and group by ${entity}."), e);
        }
    }

    private static string Names(FeatureGroup group) => string.Join(", ", group.Columns.Select(c => c.Name));

    private static void RefuseUnknownUses(FeatureGroup group, HashSet<string> columns)
        => ProblemException.ThrowIfAny(group.Uses.Where(c => !columns.Contains(c)).Select(c => new Problem("SEG-FEAT-013", $"{group.Source} uses '{c}', which is not there.", ClosestMatch.Hint(c, [.. columns]))));

    private static IReadOnlyList<FeatureGroup> Asked(FeaturesInput input)
    {
        if (input.Options.Groups is not { } names)
        {
            return input.Groups;
        }

        var known = input.Groups.Select(g => g.Name).ToArray();
        ProblemException.ThrowIfAny(names.Except(known, StringComparer.Ordinal).Select(n => new Problem(
            "SEG-FEAT-009", $"features.groups names '{n}'.", ClosestMatch.Hint(n, known))));
        return [.. input.Groups.Where(g => names.Contains(g.Name, StringComparer.Ordinal))];
    }

    private static bool HasData(StepContext context, string column, Dictionary<string, bool> filled)
    {
        if (!filled.TryGetValue(column, out var has))
        {
            var (table, name) = (column[..column.IndexOf('.', StringComparison.Ordinal)], column[(column.IndexOf('.', StringComparison.Ordinal) + 1)..]);
            has = context.Engine.Execute($"SELECT 1 FROM {Sql.Identifier(table)} WHERE {Sql.Identifier(name)} IS NOT NULL LIMIT 1", null, context.Cancellation) > 0;
            filled.Add(column, has);
        }

        return has;
    }

    private static void RefuseWrongShape(StepContext context, FeatureGroup group)
    {
        var given = context.Engine.Describe($"SELECT * FROM {TableOf(group)}").Select(c => c.Name).ToArray();
        var lacking = group.Columns.Select(c => c.Name).Prepend("entity_index").Except(given, StringComparer.Ordinal).ToArray();
        if (lacking.Length > 0)
        {
            throw new ProblemException(new Problem("SEG-FEAT-010", $"{group.Source} does not give {string.Join(", ", lacking)}.", "Select the entity as ${entity} and one column for each `-- column` line."));
        }

        if (context.Engine.Execute($"SELECT 1 FROM {TableOf(group)} GROUP BY entity_index HAVING count(*) > 1 LIMIT 1", null, context.Cancellation) > 0)
        {
            throw new ProblemException(new Problem("SEG-FEAT-011", $"{group.Source} gives several rows for one entity.", "Group it by ${entity}."));
        }
    }
}
