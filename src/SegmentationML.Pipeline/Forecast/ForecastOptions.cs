using SegmentationML.Core;
using SegmentationML.Core.Forecasting;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>The <c>forecast:</c> section of <c>pipeline.yaml</c>.</summary>
public sealed record ForecastOptions : AlgorithmOptions
{
    /// <summary>Buckets to forecast. Default 13.</summary>
    public int Horizon { get; init; } = 13;

    /// <summary>Back-test origins; each is a horizon's length back from the last. Default 3.</summary>
    public int Origins { get; init; } = 3;

    /// <summary>Methods to choose among, by name; when empty those of the automatic choice, by demand class. A policy may name others for its segment. A zero-forecast row is always in the table.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>What the choice goes by: <c>squared-error</c> (default), <c>pinball</c> or <c>inventory-cost</c>.</summary>
    public ChoiceCriterion Criterion { get; init; } = ChoiceCriterion.SquaredError;

    /// <summary>For whom a method is chosen: <c>series</c> (default) or <c>segment</c>.</summary>
    public ChoiceScope Choose { get; init; } = ChoiceScope.Series;

    /// <summary>Service level that the choice by inventory cost stocks for, in (0, 1). Default 0.95.</summary>
    public double CriticalRatio { get; init; } = 0.95;

    /// <summary>Whether parameters are fitted anew at every origin of the back-test; else (the default) at the first, and kept.</summary>
    public bool Refit { get; init; }

    /// <summary>How much computing the automatic choice may take: <c>auto</c> (default), <c>least</c>, <c>quick</c> or <c>thorough</c>. Without effect where methods are named.</summary>
    public ForecastEffort Effort { get; init; } = ForecastEffort.Auto;

    /// <summary>How quantiles are made: <c>auto</c> (default), <c>method</c> or <c>conformal</c>.</summary>
    public DistributionChoice Basis { get; init; } = DistributionChoice.Auto;

    /// <summary>Column of products, customers or the key (or <c>total</c>) whose sum lends each series its season; null (the default) for none.</summary>
    public string? Profile { get; init; }

    /// <summary>Events whose effect is taken out of the history and put into the forecast: <c>promotions</c> or <c>promotion-kinds</c>, <c>holidays</c>. Default none.</summary>
    public IReadOnlyList<EventSource> Events { get; init; } = [];

    /// <summary>How new items are forecast by like ones; null (the default) forecasts them as any other.</summary>
    public NewItemOptions? NewItems { get; init; }

    /// <summary>Sums of the series that are forecast too, and how the forecasts are made to add up; null (the default) for none.</summary>
    public HierarchyOptions? Hierarchy { get; init; }

    /// <summary>A CSV file of planners' changes, beside <c>pipeline.yaml</c>: series (the key), from, to, change, amount, reason, ends. Null (the default) for none.</summary>
    public string? Changes { get; init; }

    /// <summary>Whether the plan is in whole units, rounded so that the sum up to each bucket is kept. Default false.</summary>
    public bool WholeUnits { get; init; }

    /// <summary>What a run makes of the methods that the version in use fitted: <c>fit</c> (default) nothing; <c>start</c> chooses anew and begins searches there; <c>keep</c> keeps method and parameters and carries the states on over the new buckets.</summary>
    public ParentRule Parent { get; init; } = ParentRule.Fit;

    /// <summary>With <c>parent: keep</c>, versions from one choice to the next; 0 for never again. Default 4.</summary>
    public int RefitEvery { get; init; } = 4;

    /// <summary>Whether the forecasts have a plan beside them.</summary>
    internal bool HasPlan => Changes is not null || WholeUnits;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Horizon is < 1 or > 1000)
        {
            yield return new Problem("SEG-FCST-101", $"forecast.horizon is {Horizon}.", "Set a number of buckets from 1 to 1000.");
        }

        if (!(CriticalRatio > 0 && CriticalRatio < 1))
        {
            yield return new Problem("SEG-FCST-104", $"forecast.critical_ratio is {CriticalRatio}.", "Set it in (0, 1): write 0.95, not 95.");
        }

        if (Origins is < 1 or > 100)
        {
            yield return new Problem("SEG-FCST-102", $"forecast.origins is {Origins}.", "Set a number from 1 to 100; 3 is usual.");
        }

        if (RefitEvery < 0)
        {
            yield return new Problem("SEG-FCST-111", $"forecast.refit_every is {RefitEvery}.", "Set a number of versions, 0 for never.");
        }

        if (Changes is not null && string.IsNullOrWhiteSpace(Changes))
        {
            yield return new Problem("SEG-FCST-226", "forecast.changes is empty.", "Name a CSV file, or leave the setting out.");
        }

        if (Events.Distinct().Count() < Events.Count || (Events.Contains(EventSource.Promotions) && Events.Contains(EventSource.PromotionKinds)))
        {
            yield return new Problem("SEG-FCST-109", "forecast.events names the same events twice.", "Name each once, and promotions or promotion-kinds, not both.");
        }

        foreach (var problem in (NewItems?.Validate() ?? []).Concat(Hierarchy?.Validate() ?? []).Concat(Misnamed()))
        {
            yield return problem;
        }
    }

    private IEnumerable<Problem> Misnamed()
    {
        string[] catalogue = [.. ForecasterCatalog.All.Select(static m => m.Name)];
        foreach (var (name, times) in Methods.CountBy(static name => name))
        {
            if (!catalogue.Contains(name, StringComparer.Ordinal))
            {
                yield return new Problem("SEG-FCST-013", $"forecast.methods names '{name}', which is no method of the catalogue.", ClosestMatch.Hint(name, catalogue));
            }
            else if (times > 1)
            {
                yield return new Problem("SEG-FCST-013", $"forecast.methods names '{name}' {times} times.", "Name each method once.");
            }
        }
    }
}
