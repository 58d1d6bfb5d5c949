using SegmentationML.Core;
using SegmentationML.Core.Forecasting;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Definition;

/// <summary>What a segment's entities are stocked and forecast by.</summary>
public sealed record SegmentPolicy
{
    /// <summary>Cycle service level, in (0, 1): the share of order cycles without a stock-out. Null for a segment that is not stocked.</summary>
    public double? ServiceLevel { get; init; }

    /// <summary>Buckets between two orders; 0 for continuous review. Default 1.</summary>
    public double ReviewPeriod { get; init; } = 1;

    /// <summary>Mean lead time in buckets, where products bring none of their own. Default 2.</summary>
    public double LeadTime { get; init; } = 2;

    /// <summary>Standard deviation of the lead time in buckets, where products bring none of their own. Default 0.</summary>
    public double LeadTimeDeviation { get; init; }

    /// <summary>Distribution of the lead-time demand. Default auto.</summary>
    public DemandModel Method { get; init; } = DemandModel.Auto;

    /// <summary>Forecasting methods to choose among, by name; all of the pipeline's when empty.</summary>
    public IReadOnlyList<string> Forecasters { get; init; } = [];

    /// <summary>Forecasting methods that its series may not have, by name.</summary>
    public IReadOnlyList<string> ForbiddenForecasters { get; init; } = [];

    /// <summary>Lists everything that is wrong.</summary>
    /// <param name="segment">The segment's code.</param>
    public IEnumerable<Problem> Validate(string segment)
    {
        if (ServiceLevel is { } level && !(level > 0 && level < 1))
        {
            yield return new Problem("SEG-POL-001", $"policies.{segment}.service_level is {level}.", "Set it in (0, 1): write 0.95, not 95; leave it empty for a segment that is not stocked.");
        }

        if (!(ReviewPeriod >= 0 && LeadTime >= 0 && LeadTimeDeviation >= 0))
        {
            yield return new Problem("SEG-POL-002", $"policies.{segment} has review_period {ReviewPeriod}, lead_time {LeadTime}, lead_time_deviation {LeadTimeDeviation}.", "Set numbers of buckets from 0 up.");
        }

        string[] catalogue = [.. ForecasterCatalog.All.Select(static m => m.Name)];
        foreach (var (setting, name) in Forecasters.Select(static n => ("forecasters", n)).Concat(ForbiddenForecasters.Select(static n => ("forbidden_forecasters", n))).Where(n => !catalogue.Contains(n.n, StringComparer.Ordinal)))
        {
            yield return new Problem("SEG-FCST-103", $"policies.{segment}.{setting} names '{name}', which is no method of the catalogue.", ClosestMatch.Hint(name, catalogue));
        }
    }
}
