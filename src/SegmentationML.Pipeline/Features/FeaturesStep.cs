using SegmentationML.Core;

namespace SegmentationML.Pipeline.Features;

/// <summary>Computes what is known of each entity as of the cut-off: SQL groups for what aggregates, Core kernels over the demand series for the rest.</summary>
public static class FeaturesStep
{
    /// <summary>Runs the step.</summary>
    /// <param name="context">What the step may touch.</param>
    /// <param name="input">What it reads.</param>
    public static FeaturesResult Run(StepContext context, FeaturesInput input)
    {
        foreach (var table in input.Tables.Values)
        {
            context.Open(table);
        }

        var source = EntitySource.Of(input);
        var span = source.ReadSpan(context);
        var asOf = input.AsOf ?? source.EndOf(context, span, input.Options.Bucket);
        RefuseEmptyHistory(span, asOf);
        var calendar = BucketCalendar.Between(input.Options.Bucket, input.Options.EffectiveSeason, span.First, asOf);

        context.Progress.Report(new StepProgress(0.05, "entities"));
        var (groups, switchedOff) = FeatureGroupRunner.Choose(context, source, input);
        var counts = source.Prepare(context, calendar, FeatureGroupRunner.ColumnsOf(source, groups));
        FeatureGroupRunner.Run(context, input, groups, asOf);
        context.Progress.Report(new StepProgress(0.7, "demand series"));
        var (demand, floored) = DemandTable.Write(context, source, calendar, input.Options.Returns);
        context.Engine.Execute("DROP TABLE lines; DROP TABLE days", null, context.Cancellation); // the kernels need the room
        context.Progress.Report(new StepProgress(0.8, "demand features"));
        var promoted = PromotedBuckets.Read(context, source, input, calendar);
        DemandFeatures.Compute(context, demand, calendar, input.Options, promoted);
        context.Progress.Report(new StepProgress(0.9, "feature table"));
        var features = FeatureTable.Write(context, source, groups, DemandFeatures.ColumnsOf(promoted));
        return new FeaturesResult(
            features,
            demand,
            calendar,
            [.. groups.SelectMany(g => g.Columns), .. DemandFeatures.ColumnsOf(promoted)],
            promoted is null ? [.. switchedOff, PromotedBuckets.Missing] : switchedOff,
            counts with { FlooredBuckets = floored },
            FeatureTable.NetRevenue(context, groups));
    }

    private static void RefuseEmptyHistory(DataSpan span, DateOnly asOf)
    {
        if (asOf <= span.First)
        {
            throw new ProblemException(new Problem(
                "SEG-FEAT-005",
                $"The cut-off {asOf:yyyy-MM-dd} leaves no history: the data begins on {span.First:yyyy-MM-dd} and ends on {span.Last:yyyy-MM-dd}.",
                "Choose a later --as-of, or leave it out to take the day after the last order."));
        }
    }
}
