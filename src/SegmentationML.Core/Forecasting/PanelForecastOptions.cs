using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting.Mean;
using SegmentationML.Core.Forecasting.Ses;
using SegmentationML.Core.Forecasting.Zero;

namespace SegmentationML.Core.Forecasting;

/// <summary>Options of a forecast of many series.</summary>
public sealed record PanelForecastOptions : AlgorithmOptions
{
    /// <summary>Buckets to forecast, at least 1. Default 13.</summary>
    public int Horizon { get; init; } = 13;

    /// <summary>Buckets in a season, at least 1; 1 = none. Default 52.</summary>
    public int Season { get; init; } = 52;

    /// <summary>The methods to choose from, simplest first: a tie goes to the earlier one. A zero forecast is added to the table when it is not among them. Default: <see cref="ForecasterCatalog.Default"/>.</summary>
    public IReadOnlyList<IForecaster> Methods { get; init; } = ForecasterCatalog.Default;

    /// <summary>Origins of the back-test at most, at least 1. Default 3.</summary>
    public int Origins { get; init; } = 3;

    /// <summary>Buckets from one origin to the next, at least 1; null (the default) takes the horizon.</summary>
    public int? Step { get; init; }

    /// <summary>Observed buckets that must lie before the first origin, at least 1. Default 8.</summary>
    public int MinimumTraining { get; init; } = 8;

    /// <summary>Whether a series begins at its first demand (the default) or as loaded, with the zeros before it.</summary>
    public bool FromFirstDemand { get; init; } = true;

    /// <summary>The method that a series has unless another is clearly better, and where nothing can be held back for a test; one of <see cref="Methods"/> that answers on a single bucket.</summary>
    /// <remarks>Null (the default): ses where it is among the methods, else the simplest of them that answers on a single bucket and does not repeat it; where none answers, the historic average is added for the purpose.</remarks>
    public string? Reference { get; init; }

    /// <summary>Share by which the mean squared error of another method has to lie below that of <see cref="Reference"/>, in [0, 1). Default 0.2.</summary>
    /// <remarks>A few dozen test errors tell methods apart poorly: the least error of many is often luck. The margin keeps luck out and the choice steady from version to version.</remarks>
    public double Margin { get; init; } = 0.2;

    /// <summary>Chance of a run of zeros below which an item counts as ended, in (0, 1): see <see cref="Obsolescence"/>. Default 0.001.</summary>
    public double ObsoleteProbability { get; init; } = 0.001;

    /// <summary>Lists of method names that a series may be restricted to, by segment for example; empty (the default) allows every series all methods.</summary>
    public IReadOnlyList<IReadOnlyList<string>> MethodLists { get; init; } = [];

    /// <summary>Index into <see cref="MethodLists"/> of each series, -1 = all methods; empty (the default) = all methods for all.</summary>
    public IReadOnlyList<int> MethodListOfSeries { get; init; } = [];

    /// <summary>Lead time of each series (with its review period, where there is one) in buckets, above 0, fractions allowed; empty (the default) takes the horizon.</summary>
    public IReadOnlyList<double> LeadTimes { get; init; } = [];

    /// <summary>Probabilities of the quantiles, of each step and of the demand over the lead time. Default: the seven of a snapshot.</summary>
    public IReadOnlyList<double> Levels { get; init; } = ForecastQuantiles.Levels.ToArray();

    /// <summary>Longest lead time that is taken seriously, in buckets.</summary>
    public const int LongestLeadTime = 10_000;

    /// <summary>Threads to use at most, at least 1; the result is the same for any number. Default: one a processor.</summary>
    public int DegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>The back-test that these options ask for.</summary>
    public BackTestOptions BackTest => new() { Horizon = Horizon, Origins = Origins, Step = Step, Season = Season, MinimumTraining = MinimumTraining };

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        var names = Methods.Select(static method => method.Name).ToArray();
        foreach (var problem in BackTest.Validate())
        {
            yield return problem;
        }

        if (names.Length is 0 or > PanelForecaster.MostMethods || names.Distinct().Count() < names.Length)
        {
            yield return new Problem("SEG-FCST-021", $"The methods to choose from are: {string.Join(", ", names)}.", $"Name 1 to {PanelForecaster.MostMethods} methods, each once.");
        }

        if (!(Margin >= 0 && Margin < 1))
        {
            yield return new Problem("SEG-FCST-030", $"The margin over the reference method is {Margin}.", "Set it in [0, 1); 0.1 to 0.3 is usual, 0 takes the least error.");
        }

        if (Reference is not null && !Methods.Any(method => method.Name == Reference && CanRefer(method)))
        {
            yield return new Problem("SEG-FCST-022", $"The reference method '{Reference}' is not among the methods or needs more than one bucket.", $"Take one that answers on any history, such as ses, from {string.Join(", ", names)}.");
        }

        if (!(ObsoleteProbability > 0 && ObsoleteProbability < 1))
        {
            yield return new Problem("SEG-FCST-023", $"obsolete_probability is {ObsoleteProbability}.", "Set it in (0, 1); 0.001 is usual.");
        }

        if (DegreeOfParallelism < 1)
        {
            yield return new Problem("SEG-FCST-024", $"The degree of parallelism is {DegreeOfParallelism}.", "Set it to 1 or more.");
        }

        foreach (var problem in QuantileLevels.Validate(Levels))
        {
            yield return problem;
        }

        foreach (var unknown in MethodLists.SelectMany(static list => list).Where(name => !names.Contains(name)).Distinct())
        {
            yield return new Problem("SEG-FCST-025", $"A method list names '{unknown}', which is not among the methods.", $"Take from {string.Join(", ", names)}.");
        }
    }

    /// <summary>The methods that compete, simplest first: those asked for, the zero forecast, and the historic average where nothing else answers on a single bucket.</summary>
    internal IReadOnlyList<IForecaster> Competitors()
    {
        var methods = Methods.ToList();
        if (methods.All(static method => method.Name != ZeroForecaster.MethodName))
        {
            methods.Insert(0, new ZeroForecaster(new ZeroOptions()));
        }

        if (!methods.Any(CanRefer))
        {
            methods.Add(new MeanForecaster(new MeanOptions()));
        }

        return methods;
    }

    /// <summary>The name of the reference method among <see cref="Competitors"/>.</summary>
    internal string ReferenceAmong(IReadOnlyList<IForecaster> competitors)
        => Reference ?? competitors.Where(CanRefer).OrderByDescending(static method => method.Name == SesForecaster.MethodName).ThenBy(static method => method.Shape == DemandShape.Regular).First().Name;

    private bool CanRefer(IForecaster method) => method.Name != ZeroForecaster.MethodName && method.MinimumHistory(Math.Max(1, Season)) <= 1;

    /// <summary>Lists what does not fit a panel: lengths, list indices and lead times of the series.</summary>
    /// <param name="panel">The panel to forecast.</param>
    public IEnumerable<Problem> Validate(DemandPanel panel)
    {
        if (MethodListOfSeries.Count != 0 && MethodListOfSeries.Count != panel.Count)
        {
            yield return new Problem("SEG-FCST-026", $"{MethodListOfSeries.Count} method-list indices were given for {panel.Count} series.", "Give one a series, or none.");
        }

        if (MethodListOfSeries.Any(list => list < -1 || list >= MethodLists.Count))
        {
            yield return new Problem("SEG-FCST-026", $"A method-list index lies outside -1 … {MethodLists.Count - 1}.", "-1 allows all methods; else it is a position in the method lists.");
        }

        if (LeadTimes.Count != 0 && LeadTimes.Count != panel.Count)
        {
            yield return new Problem("SEG-FCST-027", $"{LeadTimes.Count} lead times were given for {panel.Count} series.", "Give one a series, or none.");
        }

        for (var i = 0; i < LeadTimes.Count; i++)
        {
            if (!(LeadTimes[i] > 0 && LeadTimes[i] <= LongestLeadTime))
            {
                yield return new Problem("SEG-FCST-028", $"The lead time of series {i} is {LeadTimes[i]} buckets.", $"It lies above 0 and at or below {LongestLeadTime} buckets.");
                yield break;
            }
        }
    }
}
