using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Forecast.Files;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>Sums of the series that are forecast too, and how the forecasts are made to add up.</summary>
public sealed record HierarchyOptions : AlgorithmOptions
{
    /// <summary>The way that shares out, in each segment, the forecasts of the level that did best there in the back-test.</summary>
    public const string BySegment = "by-segment";

    /// <summary>Levels, highest first: a column of products, customers or the key, <c>segment</c>, or several joined by <c>*</c>; the total and the series themselves are added.</summary>
    public required IReadOnlyList<string> Levels { get; init; }

    /// <summary>How: <c>structural</c> (default), <c>mint</c>, <c>variance</c>, <c>ols</c>, <c>bottom-up</c>, <c>top-down</c>, <c>top-down-average-shares</c>, <c>middle-out=LEVEL</c>, or <c>by-segment</c>: each segment by the level that did best in the back-test.</summary>
    public string Reconcile { get; init; } = "structural";

    /// <summary>Origins of the back-test that holds the ways and the levels against each other for the report; 0 for none. Default 1.</summary>
    public int Compare { get; init; } = 1;

    /// <summary>Whether each segment has a level of its own.</summary>
    internal bool IsBySegment => Reconcile == BySegment;

    /// <summary>What is asked for; without a level of its own where each segment has one.</summary>
    internal HierarchyRequest Request => ReconciliationWays.Request(Levels, IsBySegment ? "bottom-up" : Reconcile)!;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!IsBySegment && ReconciliationWays.Request(Levels, Reconcile) is null)
        {
            yield return new Problem("SEG-FCST-107", $"forecast.hierarchy.reconcile is '{Reconcile}'.", ClosestMatch.Hint(Reconcile, [.. ReconciliationWays.All.Select(static r => r.Name), $"{ReconciliationWays.MiddleOut}LEVEL", BySegment]));
            yield break;
        }

        foreach (var problem in Request.Validate())
        {
            yield return problem with { What = $"forecast.hierarchy.{(problem.Code == HierarchyRequest.NoSuchLevel ? "reconcile" : "levels")}: {problem.What}" };
        }

        if (Compare is < 0 or > 100 || (IsBySegment && Compare == 0))
        {
            yield return new Problem("SEG-FCST-108", $"forecast.hierarchy.compare is {Compare}.", $"Set a number of origins from 0 to 100; {BySegment} needs one at least.");
        }
    }
}
