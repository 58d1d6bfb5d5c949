using SegmentationML.Core.Demand;

namespace SegmentationML.Pipeline.Features;

/// <summary>The features that Core's kernels measure on the demand series.</summary>
internal static class DemandFeatures
{
    /// <summary>The table that <see cref="Compute"/> fills.</summary>
    public const string Table = "demand_features";

    /// <summary>The features, in column order.</summary>
    public static IReadOnlyList<FeatureColumn> Columns { get; } =
    [
        new("active_buckets", "buckets", "whole buckets from the first demand to the cut-off"),
        new("demand_buckets", "buckets", "buckets with demand"),
        new("idle_buckets", "buckets", "buckets since the last demand; null without demand"),
        new("mean_demand", "units/bucket", "mean over the active span"),
        new("cv", "1", "coefficient of variation per bucket over the active span, sample deviation"),
        new("cv_deseasonalised", "1", "the same after trend and season are removed"),
        new("adi", "buckets", "average demand interval: active buckets / buckets with demand"),
        new("squared_cv", "1", "squared coefficient of variation of the sizes, sample variance"),
        new("trend", "1/bucket", "slope of the least-squares line per bucket, relative to the mean"),
        new("season_strength", "1", "strength of seasonality, 0 to 1"),
        new("forecast_error_cv", "1", "out-of-sample error of exponential smoothing with weight 0.1 over error_horizon buckets, root mean square relative to the mean demand of as many"),
    ];

    /// <summary>The feature that needs promotions.</summary>
    private static readonly FeatureColumn Cleansed = new("cv_promotion_cleansed", "1", "coefficient of variation per bucket without the buckets of promotions");

    /// <summary>The features that are computed, in column order.</summary>
    /// <param name="promoted">Buckets with promotions by entity; null when they are not known.</param>
    public static IReadOnlyList<FeatureColumn> ColumnsOf(int[][]? promoted) => promoted is null ? Columns : [.. Columns, Cleansed];

    /// <summary>Measures every series and fills the table <see cref="Table"/>.</summary>
    public static void Compute(StepContext context, TableHandle demand, BucketCalendar calendar, FeaturesOptions settings, int[][]? promoted)
    {
        var entities = (int)context.Engine.Execute("SELECT entity_index FROM entities", null, context.Cancellation);
        var panel = DemandTable.Read(context, demand, entities, calendar);
        var options = new DemandProfileOptions { Seasonality = new() { Period = calendar.Season }, ReferenceError = new() { Horizon = settings.ErrorHorizon } };
        var profiles = DemandProfiler.MeasureAll(entities, i => panel[i], options, cancellationToken: context.Cancellation);
        var columns = string.Join(", ", ColumnsOf(promoted).Select(c => $"{c.Name} DOUBLE"));
        context.Engine.Execute($"CREATE OR REPLACE TABLE {Table} (entity_index INTEGER, {columns})", null, context.Cancellation);
        using var appender = context.Engine.Append(Table);
        appender.Set<int>(0, Enumerable.Range(0, entities).ToArray());
        for (var c = 0; c < Columns.Count; c++)
        {
            var column = c;
            appender.Set<double>(c + 1, Array.ConvertAll(profiles, p => Value(p, column)));
        }

        if (promoted is not null)
        {
            appender.Set<double>(Columns.Count + 1, [.. Enumerable.Range(0, entities).Select(i => WithoutPromotions(panel[i], panel.FirstBucket(i), promoted[i]))]);
        }

        appender.WriteBatch();
        appender.Complete();
    }

    /// <summary>A bucket with a promotion is one that was not observed: it counts neither for the mean nor for the deviation.</summary>
    /// <param name="demand">From the first bucket of the series on.</param>
    /// <param name="first">That bucket's place in the calendar: a product may be promoted before it is first sold.</param>
    /// <param name="promoted">Places in the calendar.</param>
    private static double WithoutPromotions(ReadOnlySpan<double> demand, int first, int[] promoted)
    {
        var plain = demand.ToArray();
        foreach (var bucket in promoted.Where(bucket => bucket >= first))
        {
            plain[bucket - first] = double.NaN;
        }

        return Variability.Measure(plain).Cv;
    }

    private static double Value(in DemandProfile profile, int column) => column switch
    {
        0 => profile.Intermittency.SpanPeriods,
        1 => profile.Intermittency.DemandPeriods,
        2 => profile.PeriodsSinceLastDemand < 0 ? double.NaN : profile.PeriodsSinceLastDemand,
        3 => profile.Variability.Mean,
        4 => profile.Variability.Cv,
        5 => profile.Seasonality.DeseasonalisedCv,
        6 => profile.Intermittency.Adi,
        7 => profile.Intermittency.SquaredCv,
        8 => profile.Trend.RelativeSlope,
        9 => profile.Seasonality.SeasonalStrength,
        _ => profile.ReferenceError.RelativeRmse,
    };
}
