using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting;

/// <summary>The methods of the automatic choice, by demand class: series with demand in most buckets choose among automatic models and their mean, the others among methods for intermittent demand.</summary>
/// <remarks>
/// A series is smooth when its ADI is below <see cref="ForecastDistribution.IntermittentAdi"/>. On smooth demand the mean of four automatic methods is the reference and is left only for a method with a tenth of its mean squared error; it takes about a millisecond a
/// bucket, so that <see cref="ForecastEffort.Auto"/> asks first how much smooth demand there is. Where there is too much, the dynamic optimised Theta, the best of the quick methods, takes its place.
/// </remarks>
public static class AutomaticMethods
{
    /// <summary>Buckets of smooth series, added up over the panel, up to which <see cref="ForecastEffort.Auto"/> is thorough: about a minute of one processor.</summary>
    public const long LargestThorough = 60_000;

    private const double SmoothMargin = 0.9;

    /// <summary>Puts the automatic methods into options.</summary>
    /// <param name="options">What is asked for beside the methods.</param>
    /// <param name="panel">The demand.</param>
    /// <param name="effort">How much computing it may take. A choice by groups has the methods of <see cref="ForecasterCatalog.Default"/> whatever the class: the series of a group are compared on the same methods.</param>
    public static PanelForecastOptions For(PanelForecastOptions options, DemandPanel panel, ForecastEffort effort)
    {
        if (options.GroupOfSeries.Count > 0)
        {
            return options with { Methods = ForecasterCatalog.Default, Reference = Ses.SesForecaster.MethodName, IntermittentReference = IntermittentMedian.IntermittentMedianForecaster.MethodName };
        }

        var thorough = effort == ForecastEffort.Thorough || (effort == ForecastEffort.Auto && SmoothBuckets(panel) is > 0 and <= LargestThorough);
        string[] smooth = [.. (thorough ? ForecasterCatalog.Smooth : ForecasterCatalog.QuickSmooth).Select(static method => method.Name)], others = [.. ForecasterCatalog.Default.Select(static method => method.Name)];
        return options with
        {
            Methods = ForecasterCatalog.Named(smooth.Union(others)),
            SmoothOnly = [.. smooth.Except(others)],
            IntermittentOnly = [.. others.Except(smooth)],
            Reference = thorough ? ForecasterCatalog.FourMean : ForecasterCatalog.DynamicTheta,
            IntermittentReference = IntermittentMedian.IntermittentMedianForecaster.MethodName,
            Margin = SmoothMargin,
        };
    }

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
