using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting.IntermittentMedian;
using SegmentationML.Core.Forecasting.Mean;
using SegmentationML.Core.Forecasting.Pooling;
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

    /// <summary>Names of those of <see cref="Methods"/> that only series with an ADI below 1.32 choose among, unless a method list says otherwise. Empty (the default) = none: see <see cref="AutomaticMethods"/>.</summary>
    public IReadOnlyList<string> SmoothOnly { get; init; } = [];

    /// <summary>The same for series with an ADI of 1.32 or more.</summary>
    public IReadOnlyList<string> IntermittentOnly { get; init; } = [];

    /// <summary>Origins of the back-test at most, at least 1. Default 3.</summary>
    public int Origins { get; init; } = 3;

    /// <summary>Buckets from one origin to the next, at least 1; null (the default) takes the horizon.</summary>
    public int? Step { get; init; }

    /// <summary>Whether parameters are fitted anew at every origin; else (the default) at the first, and kept.</summary>
    public bool Refit { get; init; }

    /// <summary>What the choice goes by. Default: the mean squared error.</summary>
    public ChoiceCriterion Criterion { get; init; } = ChoiceCriterion.SquaredError;

    /// <summary>Cost of a unit that is missing over that and the cost of a unit too much, in (0, 1): the service level that <see cref="ChoiceCriterion.InventoryCost"/> stocks for. Default 0.95.</summary>
    public double CriticalRatio { get; init; } = 0.95;

    /// <summary>Group of each series, -1 = none; the series of a group share the method that errs least over all of them. Empty (the default) = every series by itself.</summary>
    public IReadOnlyList<int> GroupOfSeries { get; init; } = [];

    /// <summary>An earlier forecast of the same series in the same order; null (the default) for none.</summary>
    public ForecastParent? Parent { get; init; }

    /// <summary>Whether <see cref="PanelForecast.Fitted"/> is filled. Default false.</summary>
    public bool KeepsFitted { get; init; }

    /// <summary>How quantiles are made. Default: combined for intermittent series whose method is chosen.</summary>
    public DistributionChoice Distribution { get; init; } = DistributionChoice.Auto;

    /// <summary>What a panel taught about the distribution of intermittent demand; null (the default) learns it from the panel that is forecast. Hand in that of the whole panel where it is forecast in parts.</summary>
    public PanelPool? Pool { get; init; }

    /// <summary>Time for one series; null (the default) for no limit. When it is over no further method is tested, so that with a limit a slower machine may choose otherwise.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The caller's clock, which <see cref="TimeLimit"/> goes by: the time since any fixed moment; called from the working threads.</summary>
    public Func<TimeSpan>? Clock { get; init; }

    /// <summary>Observed buckets that must lie before the first origin, at least 1. Default 8.</summary>
    public int MinimumTraining { get; init; } = 8;

    /// <summary>Whether a series begins at its first demand, with as many of the zeros before it as lie between two demands on average; else (the default) as loaded: zeros before the first demand tell that an item sells little.</summary>
    public bool FromFirstDemand { get; init; }

    /// <summary>The method that a series has unless another is clearly better, and where nothing can be held back for a test; one of <see cref="Methods"/> that answers on a single bucket.</summary>
    /// <remarks>Null (the default): five-trimmed where it is among the methods, else four-median, else ses, else the simplest of them that answers on a single bucket and does not repeat it; where none answers, the historic average is added for the purpose.</remarks>
    public string? Reference { get; init; }

    /// <summary>The same for series whose ADI is below 1.32 and in which a bucket is empty, such as one before the first demand. Null (the default): <see cref="Reference"/>.</summary>
    public string? ReferenceWithZeros { get; init; }

    /// <summary>The same for series whose ADI is 1.32 or more. Null (the default): intermittent-median where it is among the methods, else <see cref="Reference"/>.</summary>
    public string? IntermittentReference { get; init; }

    /// <summary>Share by which the mean squared error of another method has to lie below that of <see cref="Reference"/>, in [0, 1). Default 0.2.</summary>
    /// <remarks>A few dozen test errors tell methods apart poorly: the least error of many is often luck. The margin keeps luck out and the choice steady from version to version.</remarks>
    public double Margin { get; init; } = 0.2;

    /// <summary>The same for series whose ADI is 1.32 or more, in [0, 1): a few buckets with demand make up their errors. Default 0.5.</summary>
    public double IntermittentMargin { get; init; } = 0.5;

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

    /// <summary>Options for smooth and seasonal demand: the trimmed mean of five methods (the median of three where buckets are empty), unless a single one has less than a tenth of its mean squared error in the back-test.</summary>
    /// <param name="horizon">Buckets to forecast.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <remarks>A choice among single methods by a back-test of one or two origins errs more than their mean does; only a series that a method fits nearly exactly, such as a straight line, is better left to it. About ten milliseconds a series of a hundred buckets.</remarks>
    public static PanelForecastOptions ForSmoothDemand(int horizon, int season)
        => new() { Horizon = horizon, Season = season, Methods = ForecasterCatalog.Smooth, Reference = ForecasterCatalog.FiveTrimmed, ReferenceWithZeros = ForecasterCatalog.ThreeMedian, Margin = 0.9 };

    /// <summary>Longest lead time that is taken seriously, in buckets.</summary>
    public const int LongestLeadTime = 10_000;

    /// <summary>Threads to use at most, at least 1; the result is the same for any number. Default: one a processor.</summary>
    public int DegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>The back-test that these options ask for.</summary>
    public BackTestOptions BackTest => new() { Horizon = Horizon, Origins = Origins, Step = Step, Season = Season, MinimumTraining = MinimumTraining, Refit = Refit };

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

        foreach (var margin in (double[])[Margin, IntermittentMargin])
        {
            if (margin >= 0 && margin < 1)
            {
                continue;
            }

            yield return new Problem("SEG-FCST-030", $"The margin over the reference method is {margin}.", "Set it in [0, 1); 0.1 to 0.3 is usual, 0 takes the least error.");
        }

        if (Reference is not null && !Methods.Any(method => method.Name == Reference && CanRefer(method)))
        {
            yield return new Problem("SEG-FCST-022", $"The reference method '{Reference}' is not among the methods or needs more than one bucket.", $"Take one that answers on any history, such as ses, from {string.Join(", ", names)}.");
        }

        if (ReferenceWithZeros is not null && !Methods.Any(method => method.Name == ReferenceWithZeros && CanRefer(method)))
        {
            yield return new Problem("SEG-FCST-022", $"The reference method '{ReferenceWithZeros}' for series with empty buckets is not among the methods or needs more than one bucket.", $"Take one that answers on any history, such as ses, from {string.Join(", ", names)}.");
        }

        if (IntermittentReference is not null && !Methods.Any(method => method.Name == IntermittentReference && CanRefer(method)))
        {
            yield return new Problem("SEG-FCST-022", $"The reference method '{IntermittentReference}' for intermittent demand is not among the methods or needs more than one bucket.", $"Take one that answers on any history, such as imapa, from {string.Join(", ", names)}.");
        }

        if (!(ObsoleteProbability > 0 && ObsoleteProbability < 1))
        {
            yield return new Problem("SEG-FCST-023", $"obsolete_probability is {ObsoleteProbability}.", "Set it in (0, 1); 0.001 is usual.");
        }

        if (DegreeOfParallelism < 1)
        {
            yield return new Problem("SEG-FCST-024", $"The degree of parallelism is {DegreeOfParallelism}.", "Set it to 1 or more.");
        }

        if (!(CriticalRatio > 0 && CriticalRatio < 1))
        {
            yield return new Problem("SEG-FCST-032", $"The critical ratio is {CriticalRatio}.", "Set it in (0, 1): write 0.95, not 95.");
        }

        if (TimeLimit is { } limit && (limit <= TimeSpan.Zero || Clock is null))
        {
            yield return new Problem("SEG-FCST-033", $"The time limit of a series is {limit}{(Clock is null ? ", and there is no clock" : string.Empty)}.", "Set it above zero and give a clock, or leave it out.");
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
    internal string ReferenceAmong(IReadOnlyList<IForecaster> competitors) => Reference ?? UsualAmong(competitors, [ForecasterCatalog.FiveTrimmed, .. RestrictedReferences]);

    /// <summary>The name of the reference method for intermittent demand among <see cref="Competitors"/>.</summary>
    internal string IntermittentReferenceAmong(IReadOnlyList<IForecaster> competitors)
        => IntermittentReference ?? (Reference is null && competitors.Any(static method => method.Name == IntermittentMedianForecaster.MethodName) ? IntermittentMedianForecaster.MethodName : ReferenceAmong(competitors));

    /// <summary>What stands in for a smooth series whose method list has none of <see cref="RestrictedReferences"/>.</summary>
    internal string RestrictedReferenceAmong(IReadOnlyList<IForecaster> competitors)
        => SmoothOnly.Count == 0 ? ReferenceAmong(competitors) : UsualAmong(competitors, RestrictedReferences);

    /// <summary>The references of a smooth series that is restricted to a method list: the first that is on it, after that of its class.</summary>
    internal static IReadOnlyList<string> RestrictedReferences { get; } = ["four-median", SesForecaster.MethodName];

    /// <summary>Whether intermittent series whose method is chosen may have a combined distribution.</summary>
    internal bool Combines => Distribution == DistributionChoice.Auto && Methods.Count(static method => method.Name != ZeroForecaster.MethodName) > 1;

    /// <summary>The first of some names that can refer; else the simplest that can and does not repeat single buckets.</summary>
    private string UsualAmong(IReadOnlyList<IForecaster> competitors, IReadOnlyList<string> names)
    {
        var able = competitors.Where(method => CanRefer(method) && !(SmoothOnly.Contains(method.Name) && IntermittentOnly.Contains(method.Name))).ToArray();
        return names.FirstOrDefault(name => able.Any(method => method.Name == name)) ?? able.OrderBy(static method => method.Shape == DemandShape.Regular).First().Name;
    }

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

        if ((GroupOfSeries.Count != 0 && GroupOfSeries.Count != panel.Count) || GroupOfSeries.Any(static group => group < -1))
        {
            yield return new Problem("SEG-FCST-034", $"{GroupOfSeries.Count} groups were given for {panel.Count} series, or one is below -1.", "Give one a series, or none; -1 = no group.");
        }

        if (Parent is not null && (Parent.Methods.Count != panel.Count || Parent.Fitted.Count != panel.Count))
        {
            yield return new Problem("SEG-FCST-035", $"The earlier forecast has {Parent.Methods.Count} series, the panel {panel.Count}.", "Give one method and its parameters a series, null where there is none.");
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
