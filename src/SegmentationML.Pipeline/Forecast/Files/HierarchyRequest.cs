using SegmentationML.Core;
using SegmentationML.Core.Hierarchy;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>The levels above the series of a file, and how forecasts are made to add up.</summary>
public sealed record HierarchyRequest : AlgorithmOptions
{
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

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Levels.Count == 0 || Levels.Any(static l => l.Split(Cross).Any(string.IsNullOrWhiteSpace)) || Levels.Distinct(StringComparer.OrdinalIgnoreCase).Count() < Levels.Count)
        {
            yield return new Problem("SEG-HIER-005", $"The levels of the hierarchy are: {string.Join(", ", Levels)}.", "Name columns, highest level first, each level once: family,site or family,site,family*site.");
        }

        if (Level is not null && Level != HierarchyLevel.TotalName && !Levels.Contains(Level, StringComparer.OrdinalIgnoreCase))
        {
            yield return new Problem("SEG-HIER-006", $"The level '{Level}' is not in the hierarchy.", $"Take {HierarchyLevel.TotalName} or one of {string.Join(", ", Levels)}.");
        }
    }
}
