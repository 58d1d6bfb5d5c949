using SegmentationML.Core;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>What is to be forecast from a file.</summary>
public sealed record FileForecastRequest : AlgorithmOptions
{
    /// <summary>The file.</summary>
    public required SeriesFileRequest Source { get; init; }

    /// <summary>Buckets to forecast.</summary>
    public required int Horizon { get; init; }

    /// <summary>Buckets in a season, 1 = none; null takes the usual one of the frequency.</summary>
    public int? Season { get; init; }

    /// <summary>Methods by name; empty for the automatic choice among the usual ones, a single one is taken without a choice.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>How much computing the automatic choice may take.</summary>
    public ForecastEffort Effort { get; init; } = ForecastEffort.Auto;

    /// <summary>How quantiles are made.</summary>
    public DistributionChoice Basis { get; init; } = DistributionChoice.Auto;

    /// <summary>Probabilities of the quantiles to state, ascending; empty for the mean alone.</summary>
    public IReadOnlyList<double> Levels { get; init; } = [];

    /// <summary>Columns of events: 0 none, 1 whole. Rows without demand at the end of a series tell the events to come.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Column of the groups whose season the series borrow, or <c>total</c>; null for none.</summary>
    public string? Profile { get; init; }

    /// <summary>Columns of the groups whose series a new one is like, the nearest likeness first, <c>total</c> for all; empty forecasts new series as any other.</summary>
    public IReadOnlyList<string> NewItems { get; init; } = [];

    /// <summary>Buckets from its first demand in which a series is new. Default 13.</summary>
    public int NewItemAge { get; init; } = 13;

    /// <summary>A file of planners' changes; null for none.</summary>
    public string? Changes { get; init; }

    /// <summary>Whether the plan is in whole units, rounded so that the sum up to each bucket is kept. Default false.</summary>
    public bool WholeUnits { get; init; }

    /// <summary>Whether the file has a plan beside the forecast.</summary>
    public bool HasPlan => Changes is not null || WholeUnits;

    /// <summary>Origins of the back-test that chooses. Default 3.</summary>
    public int Origins { get; init; } = 3;

    /// <summary>Whether a series begins at its first demand instead of at its first row. Default false.</summary>
    public bool FromFirstDemand { get; init; }

    /// <summary>Threads at most. Default: one a processor.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        foreach (var problem in Source.Validate())
        {
            yield return problem;
        }

        if (Horizon is < 1 or > 10_000)
        {
            yield return new Problem("SEG-FCST-210", $"The horizon is {Horizon}.", "Give a number of buckets from 1 to 10,000.");
        }

        foreach (var problem in new Core.Forecasting.NewItems.LaunchOptions { Ages = NewItemAge }.Validate())
        {
            yield return problem;
        }

        if (Season is < 1 or > 100_000)
        {
            yield return new Problem("SEG-FCST-211", $"The season is {Season}.", "Give a number of buckets from 1 (no season) to 100,000; a season longer than a history is left out of account there.");
        }

        foreach (var problem in Levels.Count == 0 ? [] : QuantileLevels.Validate(Levels))
        {
            yield return problem;
        }
    }

    /// <summary>The options of the forecast on a panel.</summary>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="panel">The demand, which the automatic methods depend on.</param>
    internal PanelForecastOptions Options(int season, DemandPanel panel) => Methods.Count == 0 ? AutomaticMethods.For(Options(season), panel, Effort) : Options(season);

    private PanelForecastOptions Options(int season) => new()
    {
        Horizon = Horizon,
        Season = season,
        Methods = Methods.Count == 0 ? ForecasterCatalog.Default : ForecasterCatalog.Named(Methods),
        Origins = Origins,
        Distribution = Levels.Count == 0 ? DistributionChoice.Method : Basis,
        FromFirstDemand = FromFirstDemand,
        Levels = Levels.Count == 0 ? [0.5] : Levels,
        ObsoleteProbability = Methods.Count == 1 ? double.Epsilon : new PanelForecastOptions().ObsoleteProbability,
        DegreeOfParallelism = Threads,
    };
}
