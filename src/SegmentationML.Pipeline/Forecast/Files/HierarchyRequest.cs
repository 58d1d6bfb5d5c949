using SegmentationML.Core;
using SegmentationML.Core.Hierarchy;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>The levels above the series of a file, and how forecasts are made to add up.</summary>
public sealed record HierarchyRequest : AlgorithmOptions
{
    /// <summary>The code of a level to forecast at that is none of the levels.</summary>
    internal const string NoSuchLevel = "SEG-HIER-006";

    /// <summary>Joins columns of a crossed level, and their values in a node's key.</summary>
    public const char Cross = '*';

    /// <summary>Levels, highest first: a column, or several joined by <c>*</c>; the total and the series themselves are added.</summary>
    public required IReadOnlyList<string> Levels { get; init; }

    /// <summary>How.</summary>
    public ReconciliationMethod Method { get; init; } = ReconciliationMethod.Structural;

    /// <summary>The level that methods by shares forecast; null for the total.</summary>
    public string? Level { get; init; }

    /// <summary>The columns of all levels, each once.</summary>
    public IReadOnlyList<string> Columns => [.. Levels.SelectMany(static l => l.Split(Cross)).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static readonly string[] Added = [HierarchyLevel.TotalName, SeriesHierarchy.BottomName];

    private static Problem Misnamed(string what) => new("SEG-HIER-005", what, "Name columns, highest level first, each level once: family,site or family,site,family*site.");

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Levels.Count == 0)
        {
            yield return Misnamed("The hierarchy has no level.");
        }

        foreach (var (level, times) in Levels.CountBy(static l => l, StringComparer.OrdinalIgnoreCase))
        {
            var columns = level.Split(Cross);
            if (columns.Any(string.IsNullOrWhiteSpace))
            {
                yield return Misnamed($"The level '{level}' of the hierarchy lacks the name of a column.");
            }
            else if (columns.Distinct(StringComparer.OrdinalIgnoreCase).Count() < columns.Length)
            {
                yield return Misnamed($"The level '{level}' of the hierarchy crosses a column with itself.");
            }
            else if (columns.Length == 1 && Added.Contains(level, StringComparer.OrdinalIgnoreCase))
            {
                yield return Misnamed($"The level '{level}' of the hierarchy is there without being named: the total and the series are added.");
            }

            if (times > 1)
            {
                yield return Misnamed($"The level '{level}' of the hierarchy is named {times} times.");
            }
        }

        if (Level is not null && Level != HierarchyLevel.TotalName && !Levels.Contains(Level, StringComparer.OrdinalIgnoreCase))
        {
            yield return new Problem(NoSuchLevel, $"The level '{Level}' is not in the hierarchy.", ClosestMatch.Hint(Level, [HierarchyLevel.TotalName, .. Levels]));
        }
    }
}
