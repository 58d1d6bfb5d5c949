using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Features;

/// <summary>Runs the SQL groups, each into a table of its own, and says which ones the data does not carry.</summary>
internal static class FeatureGroupRunner
{
    /// <summary>The table of a group.</summary>
    public static string TableOf(FeatureGroup group) => $"group_{group.Name}";

    public static (IReadOnlyList<FeatureGroup> Computed, IReadOnlyList<string> SwitchedOff) Run(StepContext context, EntitySource source, FeaturesInput input, DateOnly asOf)
    {
        var groups = Choose(input);
        var columns = input.Tables.Keys.SelectMany(t => context.Engine.Describe($"SELECT * FROM {Sql.Identifier(t)}").Select(c => $"{t}.{c.Name}")).ToHashSet(StringComparer.Ordinal);
        var placeholders = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["entity"] = source.KeySql,
            ["as_of"] = $"DATE '{asOf:yyyy-MM-dd}'",
            ["half_life_days"] = input.Options.HalfLifeDays.ToString("R"),
        };
        var filled = new Dictionary<string, bool>(StringComparer.Ordinal);
        var computed = new List<FeatureGroup>();
        var switchedOff = new List<string>();
        for (var i = 0; i < groups.Count; i++)
        {
            context.Progress.Report(new StepProgress(0.5 + (0.4 * i / groups.Count), groups[i].Name));
            if (Missing(context, groups[i], columns, filled) is { } missing)
            {
                switchedOff.Add($"Feature group {groups[i].Name} is off: {missing} holds no data ({string.Join(", ", groups[i].Columns.Select(c => c.Name))}).");
                continue;
            }

            context.Engine.Execute($"CREATE OR REPLACE TEMP TABLE {TableOf(groups[i])} AS {groups[i].Fill(placeholders)}", null, context.Cancellation);
            RefuseWrongShape(context, groups[i], source);
            computed.Add(groups[i]);
        }

        return (computed, switchedOff);
    }

    private static IReadOnlyList<FeatureGroup> Choose(FeaturesInput input)
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

    private static string? Missing(StepContext context, FeatureGroup group, HashSet<string> columns, Dictionary<string, bool> filled)
        => group.Requires.FirstOrDefault(required => !columns.Contains(required) || !HasData(context, required, filled));

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

    private static void RefuseWrongShape(StepContext context, FeatureGroup group, EntitySource source)
    {
        var given = context.Engine.Describe($"SELECT * FROM {TableOf(group)}").Select(c => c.Name).ToArray();
        var lacking = source.Key.Concat(group.Columns.Select(c => c.Name)).Except(given, StringComparer.Ordinal).ToArray();
        if (lacking.Length > 0)
        {
            throw new ProblemException(new Problem("SEG-FEAT-010", $"{group.Source} does not give {string.Join(", ", lacking)}.", "Select the key as ${entity} and one column for each `-- column` line."));
        }

        if (context.Engine.Execute($"SELECT 1 FROM {TableOf(group)} GROUP BY {source.KeySql} HAVING count(*) > 1 LIMIT 1", null, context.Cancellation) > 0)
        {
            throw new ProblemException(new Problem("SEG-FEAT-011", $"{group.Source} gives several rows for one entity.", "Group it by ${entity}."));
        }
    }
}
