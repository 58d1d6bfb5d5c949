using SegmentationML.Core.Forecasting.Adida;
using SegmentationML.Core.Forecasting.Arima;
using SegmentationML.Core.Forecasting.Ces;
using SegmentationML.Core.Forecasting.Combination;
using SegmentationML.Core.Forecasting.CountLevel;
using SegmentationML.Core.Forecasting.Croston;
using SegmentationML.Core.Forecasting.CrostonFitted;
using SegmentationML.Core.Forecasting.Drift;
using SegmentationML.Core.Forecasting.Ets;
using SegmentationML.Core.Forecasting.Hes;
using SegmentationML.Core.Forecasting.Holt;
using SegmentationML.Core.Forecasting.HoltWinters;
using SegmentationML.Core.Forecasting.Imapa;
using SegmentationML.Core.Forecasting.IntermittentMedian;
using SegmentationML.Core.Forecasting.Mean;
using SegmentationML.Core.Forecasting.Mstl;
using SegmentationML.Core.Forecasting.Naive;
using SegmentationML.Core.Forecasting.Sba;
using SegmentationML.Core.Forecasting.Sbj;
using SegmentationML.Core.Forecasting.SeasonalNaive;
using SegmentationML.Core.Forecasting.SeasonalWindowMean;
using SegmentationML.Core.Forecasting.Ses;
using SegmentationML.Core.Forecasting.Ssa;
using SegmentationML.Core.Forecasting.Theta;
using SegmentationML.Core.Forecasting.Tsb;
using SegmentationML.Core.Forecasting.TsbFitted;
using SegmentationML.Core.Forecasting.ViswanathanZhou;
using SegmentationML.Core.Forecasting.Willemain;
using SegmentationML.Core.Forecasting.WindowMean;
using SegmentationML.Core.Forecasting.Zero;

namespace SegmentationML.Core.Forecasting;

/// <summary>The forecasting methods, simplest first: in a tie the earlier one is taken.</summary>
public static class ForecasterCatalog
{
    /// <summary>The trimmed mean of five methods: the reference for smooth demand.</summary>
    internal const string FiveTrimmed = "five-trimmed";

    /// <summary>The median of automatic ETS, CES and the dynamic optimised Theta method: the reference for smooth demand with empty buckets.</summary>
    internal const string ThreeMedian = "three-median";

    /// <summary>The trimmed mean with MSTL in the place of CES: the reference where CES would take too long.</summary>
    internal const string FiveTrimmedQuick = "five-trimmed-quick";

    /// <summary>The dynamic optimised Theta method: the reference where that would take too long, too.</summary>
    internal const string DynamicTheta = "theta-dynamic-optimised";

    /// <summary>Every method with its default options, simplest first; the zero forecast leads.</summary>
    public static IReadOnlyList<IForecaster> All { get; } =
    [
        new ZeroForecaster(new ZeroOptions()),
        new NaiveForecaster(new NaiveOptions()),
        new SeasonalNaiveForecaster(new SeasonalNaiveOptions()),
        new DriftForecaster(new DriftOptions()),
        new MeanForecaster(new MeanOptions()),
        new WindowMeanForecaster(new WindowMeanOptions()),
        new SeasonalWindowMeanForecaster(new SeasonalWindowMeanOptions()),
        new SesForecaster(new SesOptions()),
        new CrostonForecaster(new CrostonOptions()),
        new SbaForecaster(new SbaOptions()),
        new SbjForecaster(new SbjOptions()),
        new TsbForecaster(new TsbOptions()),
        new HesForecaster(new HesOptions()),
        new CrostonFittedForecaster(new CrostonFittedOptions()),
        new TsbFittedForecaster(new TsbFittedOptions()),
        new AdidaForecaster(new AdidaOptions()),
        new ImapaForecaster(new ImapaOptions()),
        new IntermittentMedianForecaster(new IntermittentMedianOptions()),
        new CountLevelForecaster(new CountLevelOptions { Family = CountFamily.Poisson }),
        new CountLevelForecaster(new CountLevelOptions()),
        new CountLevelForecaster(new CountLevelOptions { Family = CountFamily.ZeroInflatedPoisson }),
        new ViswanathanZhouForecaster(new ViswanathanZhouOptions()),
        new WillemainForecaster(new WillemainOptions()),
        new HoltForecaster(new HoltOptions()),
        new HoltForecaster(new HoltOptions { Damped = true }),
        new HoltWintersForecaster(new HoltWintersOptions()),
        new HoltWintersForecaster(new HoltWintersOptions { Multiplicative = true }),
        new ThetaForecaster(new ThetaOptions()),
        new ThetaForecaster(new ThetaOptions { Variant = ThetaVariant.Optimised }),
        new ThetaForecaster(new ThetaOptions { Variant = ThetaVariant.Dynamic }),
        new ThetaForecaster(new ThetaOptions { Variant = ThetaVariant.DynamicOptimised }),
        new ThetaForecaster(new ThetaOptions { Variant = ThetaVariant.Auto }),
        new SsaForecaster(new SsaOptions()),
        new CesForecaster(new CesOptions()),
        new EtsForecaster(new EtsOptions()),
        new MstlForecaster(new MstlOptions()),
        new ArimaForecaster(new ArimaOptions()),
        new CombinationForecaster(new CombinationOptions { Name = "four-median" }),
        new CombinationForecaster(new CombinationOptions { Name = "four-mean", Rule = CombinationRule.Mean }),
        new CombinationForecaster(new CombinationOptions
        {
            Name = ThreeMedian,
            Members = [new EtsForecaster(new EtsOptions()), new CesForecaster(new CesOptions()), new ThetaForecaster(new ThetaOptions { Variant = ThetaVariant.DynamicOptimised })],
        }),
        FiveWith(FiveTrimmed, new CesForecaster(new CesOptions())),
        FiveWith(FiveTrimmedQuick, new MstlForecaster(new MstlOptions())),
    ];

    /// <summary>The methods that compete when nobody names any: fast enough for a million series, and different enough from each other to be worth a test.</summary>
    public static IReadOnlyList<IForecaster> Default { get; } = Named(["zero", "naive", "seasonal-naive", "mean", "ses", "croston", "sba", "tsb", "adida", "imapa", "intermittent-median", "ssa"]);

    /// <summary>The methods that compete on smooth and seasonal demand where accuracy is worth some ten milliseconds a series: see <see cref="PanelForecastOptions.ForSmoothDemand"/>.</summary>
    public static IReadOnlyList<IForecaster> Smooth { get; } = Named(["zero", "naive", "seasonal-naive", "drift", DynamicTheta, "ces", "ets", ThreeMedian, FiveTrimmed]);

    /// <summary>The methods that compete on smooth and seasonal demand where a series may take some milliseconds.</summary>
    public static IReadOnlyList<IForecaster> QuickSmooth { get; } = Named(["zero", "naive", "seasonal-naive", "drift", "mean", "ses", DynamicTheta, "ssa", FiveTrimmedQuick]);

    /// <summary>The methods that compete on smooth and seasonal demand where a series may take a third of a millisecond.</summary>
    public static IReadOnlyList<IForecaster> LeastSmooth { get; } = Named(["zero", "naive", "seasonal-naive", "drift", "mean", "ses", DynamicTheta, "ssa"]);

    /// <summary>The methods of some names, in the order of the catalogue.</summary>
    /// <param name="names">Names of the catalogue; each at most once.</param>
    /// <exception cref="ProblemException">SEG-FCST-013: every name that the catalogue does not have, or that is given twice.</exception>
    public static IReadOnlyList<IForecaster> Named(IEnumerable<string> names)
    {
        var wanted = names.ToArray();
        ProblemException.ThrowIfAny(Problems(wanted));
        return [.. All.Where(method => wanted.Contains(method.Name))];
    }

    /// <summary>What is wrong with a list of names.</summary>
    /// <param name="names">Names that a person wrote, in any order.</param>
    /// <returns>SEG-FCST-013 for every name that the catalogue does not have, or that is given twice; none when all is well.</returns>
    public static IEnumerable<Problem> Problems(IReadOnlyList<string> names) => names
        .Where((name, i) => All.All(method => method.Name != name) || names.Take(i).Contains(name))
        .Select(static name => new Problem(
            "SEG-FCST-013",
            $"The forecasting method '{name}' is unknown or named twice.",
            $"Name each at most once; the catalogue has {string.Join(", ", All.Select(static method => method.Name))}."));

    /// <summary>The mean without the lowest and the highest of four methods that differ in kind, and a fifth.</summary>
    private static CombinationForecaster FiveWith(string name, IForecaster fifth) => new(new CombinationOptions
    {
        Name = name,
        Rule = CombinationRule.Trimmed,
        Members =
        [
            new SeasonalNaiveForecaster(new SeasonalNaiveOptions()),
            new HoltWintersForecaster(new HoltWintersOptions()),
            new HoltWintersForecaster(new HoltWintersOptions { Multiplicative = true }),
            new ThetaForecaster(new ThetaOptions { Variant = ThetaVariant.DynamicOptimised }),
            fifth,
        ],
    });
}
