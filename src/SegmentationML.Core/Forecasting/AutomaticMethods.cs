using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting;

/// <summary>The methods of the automatic choice, by demand class: series with demand in most buckets choose among a combination of methods and single ones, the others among methods for intermittent demand.</summary>
/// <remarks>
/// A series is smooth when its ADI is below <see cref="ForecastDistribution.IntermittentAdi"/>. Its reference is a trimmed mean of five methods, or the median of three where buckets are empty and factors of a season
/// are not defined; it is left only for a method with a tenth of its mean squared error. How much smooth demand there is decides what <see cref="ForecastEffort.Auto"/> affords: CES among the five, MSTL in its place, or
/// the dynamic optimised Theta alone.
/// </remarks>
public static class AutomaticMethods
{
    /// <summary>Buckets of smooth series, added up over the panel, up to which <see cref="ForecastEffort.Auto"/> is thorough: half a minute to two minutes of one processor.</summary>
    public const long LargestThorough = 200_000;

    /// <summary>Buckets of smooth series up to which it is quick: one to six minutes.</summary>
    public const long LargestQuick = 2_500_000;

    private const double SmoothMargin = 0.9;

    /// <summary>Puts the automatic methods into options.</summary>
    /// <param name="options">What is asked for beside the methods.</param>
    /// <param name="panel">The demand.</param>
    /// <param name="effort">How much computing it may take. A choice by groups has the methods of <see cref="ForecasterCatalog.Default"/> whatever the class: the series of a group are compared on the same methods.</param>
    public static PanelForecastOptions For(PanelForecastOptions options, DemandPanel panel, ForecastEffort effort)
    {
        if (options.GroupOfSeries.Count > 0)
        {
            return options with { Methods = ForecasterCatalog.Default, Reference = Ses.SesForecaster.MethodName, ReferenceWithZeros = null, IntermittentReference = IntermittentMedian.IntermittentMedianForecaster.MethodName };
        }

        var afforded = effort == ForecastEffort.Auto ? Affordable(SmoothBuckets(panel)) : effort;
        var (methods, reference, withZeros) = afforded switch
        {
            ForecastEffort.Thorough => (ForecasterCatalog.Smooth, ForecasterCatalog.FiveTrimmed, ForecasterCatalog.ThreeMedian),
            ForecastEffort.Quick => (ForecasterCatalog.QuickSmooth, ForecasterCatalog.FiveTrimmedQuick, ForecasterCatalog.DynamicTheta),
            _ => (ForecasterCatalog.LeastSmooth, ForecasterCatalog.DynamicTheta, ForecasterCatalog.DynamicTheta),
        };
        string[] smooth = [.. methods.Select(static method => method.Name)], others = [.. ForecasterCatalog.Default.Select(static method => method.Name)];
        return options with
        {
            Methods = ForecasterCatalog.Named(smooth.Union(others)),
            SmoothOnly = [.. smooth.Except(others)],
            IntermittentOnly = [.. others.Except(smooth)],
            Reference = reference,
            ReferenceWithZeros = withZeros,
            IntermittentReference = IntermittentMedian.IntermittentMedianForecaster.MethodName,
            Margin = SmoothMargin,
        };
    }

    /// <summary>What <see cref="ForecastEffort.Auto"/> is for a panel.</summary>
    /// <param name="smoothBuckets">Of <see cref="SmoothBuckets"/>; nothing slow is of use where there are none.</param>
    public static ForecastEffort Affordable(long smoothBuckets) => smoothBuckets switch
    {
        0 => ForecastEffort.Least,
        <= LargestThorough => ForecastEffort.Thorough,
        <= LargestQuick => ForecastEffort.Quick,
        _ => ForecastEffort.Least,
    };

    /// <summary>Whether a method of smooth demand is affordable on all of a panel.</summary>
    /// <param name="method">Of <see cref="ForecasterCatalog.Smooth"/> or a shorter list.</param>
    /// <param name="buckets">Of the panel.</param>
    public static bool IsAffordable(IForecaster method, long buckets)
        => ForecasterCatalog.LeastSmooth.Contains(method) || buckets <= (ForecasterCatalog.QuickSmooth.Contains(method) ? LargestQuick : LargestThorough);

    /// <summary>Buckets of all smooth series.</summary>
    /// <param name="panel">The demand.</param>
    public static long SmoothBuckets(DemandPanel panel)
    {
        long buckets = 0;
        for (var i = 0; i < panel.Count; i++)
        {
            var summary = HistorySummary.Of(panel[i]);
            buckets += summary.Adi < ForecastDistribution.IntermittentAdi ? summary.Length : 0;
        }

        return buckets;
    }
}
