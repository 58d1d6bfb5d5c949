using SegmentationML.Pipeline.Forecast.Files;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>What the forecast step made.</summary>
/// <param name="Forecasts"><c>entity_index INTEGER, step INTEGER</c> (1 …), <c>mean, q05, q10, q25, q50, q75, q90, q95 DOUBLE</c> in units per bucket; with a plan <c>planned DOUBLE, change VARCHAR, change_ends DATE</c> (the planners' reasons and the first day on which one of them ends; null without a change).</param>
/// <param name="Choices">One row per entity: <c>entity_index, method, reason, family, basis, parameters VARCHAR, origins INTEGER, error_sd</c> (one step), <c>lead_time, lead_time_sd, review_period</c> (buckets), <c>demand_mean, demand_sd, demand_quantile DOUBLE</c> (cumulative demand over lead time and review period, units; the quantile of that sum at the service level of the segment, NaN where it is not stocked), <c>planned_change DOUBLE</c> (what planners' changes add to that demand, units).</param>
/// <param name="Accuracy">Back-test errors: <c>entity_index INTEGER, method, state VARCHAR, rmsse, mae, bias, loss DOUBLE, tested_in BIGINT</c>, one row an entity and method of a series that was tested; <c>state</c> says what became of the method, <c>tested_in</c> which earlier version tested a series whose method was kept (null: this run).</param>
/// <param name="Methods">The methods in the table, zero among them, in catalogue order.</param>
/// <param name="Horizon">Buckets.</param>
public sealed record ForecastResult(TableHandle Forecasts, TableHandle Choices, TableHandle Accuracy, IReadOnlyList<string> Methods, int Horizon) : IStepResult
{
    /// <summary>What was done beside the choice, for people.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether <see cref="Forecasts"/> has a plan.</summary>
    public bool HasPlan { get; init; }

    /// <summary>Forecasts of the sums: <c>key, level, node, method, reason VARCHAR, step INTEGER</c> (1 …), <c>mean, q05 … q95 DOUBLE</c> in units per bucket; the mean is the sum of the means in <see cref="Forecasts"/>, in the order of the entities. Null without a hierarchy.</summary>
    public TableHandle? Sums { get; init; }

    /// <summary>The columns that the levels of <see cref="Sums"/> go by.</summary>
    public IReadOnlyList<string> LevelColumns { get; init; } = [];

    /// <summary>Whether the methods saw the demand as it was loaded: no event or season taken out, nothing reconciled.</summary>
    public bool IsPlain { get; init; } = true;

    /// <summary>Other files of the version, by bare name, as handles below the cache.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Ways of making the forecasts add up, and levels to forecast at, held against each other; null when none was asked for.</summary>
    public HierarchyBackTestReport? Hierarchy { get; init; }

    /// <inheritdoc/>
    public long Rows => Forecasts.Rows;

    /// <inheritdoc/>
    public string Summary => $"{Choices.Rows:N0} series x {Horizon} buckets, chosen among {Methods.Count} methods";
}
