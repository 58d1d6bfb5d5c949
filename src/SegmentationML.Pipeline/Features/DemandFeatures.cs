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
        new("forecast_error_cv", "1", "one-step error of exponential smoothing with weight 0.1, root mean square relative to the mean"),
    ];

    /// <summary>Measures every series and fills the table <see cref="Table"/>.</summary>
    public static void Compute(StepContext context, TableHandle demand, BucketCalendar calendar)
    {
        var entities = (int)context.Engine.Execute("SELECT entity_index FROM entities", null, context.Cancellation);
        var panel = DemandTable.Read(context, demand, entities, calendar);
        var options = new DemandProfileOptions { Seasonality = new() { Period = calendar.Season } };
        var profiles = DemandProfiler.MeasureAll(entities, i => panel[i], options, cancellationToken: context.Cancellation);
        var columns = string.Join(", ", Columns.Select(c => $"{c.Name} DOUBLE"));
        context.Engine.Execute($"CREATE OR REPLACE TABLE {Table} (entity_index INTEGER, {columns})", null, context.Cancellation);
        using var appender = context.Engine.Append(Table);
        appender.Set<int>(0, Enumerable.Range(0, entities).ToArray());
        for (var c = 0; c < Columns.Count; c++)
        {
            var column = c;
            appender.Set<double>(c + 1, Array.ConvertAll(profiles, p => Value(p, column)));
        }

        appender.WriteBatch();
        appender.Complete();
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
