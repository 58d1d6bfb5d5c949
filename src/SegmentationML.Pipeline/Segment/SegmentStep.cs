using SegmentationML.Core.Segmentation;
using SegmentationML.Pipeline.Features;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Gives every entity exactly one segment, with its reasons, its margin and the segment next to it.</summary>
public static class SegmentStep
{
    /// <summary>Runs the step.</summary>
    /// <param name="context">What the step may touch.</param>
    /// <param name="input">What it reads.</param>
    public static SegmentResult Run(StepContext context, SegmentInput input)
    {
        var drivers = DriverTable.Read(context, input);
        context.Progress.Report(new StepProgress(0.2, "dimensions"));
        var dimensions = DimensionClassifier.Classify(context, input, drivers);
        context.Progress.Report(new StepProgress(0.6, "segments"));
        var used = input.Model.Matrix.Dimensions is { Count: > 0 } chosen ? chosen : [.. input.Model.Dimensions.Keys];
        Classification[] classifications = [.. used.Select(name => dimensions.Single(d => d.Name == name).Classification)];
        var edgeCases = input.Model.EdgeCases.List();
        var matrix = MatrixBuilder.Build(input.Model, [.. classifications.Select(c => c.Scheme)], edgeCases);
        var assignments = Segmenter.Assign(classifications, matrix, edgeCases, Facts(input, drivers), cancellationToken: context.Cancellation);
        context.Progress.Report(new StepProgress(0.8, "assignments"));
        var table = AssignmentTable.Write(context, input, drivers, dimensions, assignments);
        return new SegmentResult(table, drivers.Published, [.. dimensions.Select(d => d.Name)], Sizes(input, drivers, assignments), [.. dimensions.Where(d => d.Clusters is not null).Select(d => d.Clusters!)]);
    }

    private static EntityFacts Facts(SegmentInput input, DriverTable drivers)
    {
        var returns = drivers.Has("return_share") ? drivers["return_share"] : new double[drivers.Count];
        var facts = new EntityFacts(Whole(drivers["active_buckets"]), Whole(drivers["demand_buckets"]), Whole(drivers["idle_buckets"]), returns);
        if (drivers.Has("recency_days") && drivers.Has("first_order_days"))
        {
            JudgeByDays(input.Features.Calendar, drivers, facts);
        }

        return facts;
    }

    /// <summary>An entity whose only sales lie in a bucket that the first day of data or the cut-off cuts has an empty series, but it has moved: its days tell how new or dormant it is.</summary>
    private static void JudgeByDays(BucketCalendar calendar, DriverTable drivers, EntityFacts facts)
    {
        var days = calendar.DaysInBucket;
        for (var i = 0; i < facts.Count; i++)
        {
            if (facts.DemandPeriods[i] == 0 && !(facts.Returns[i] > 0) && !double.IsNaN(drivers["recency_days"][i]))
            {
                facts.DemandPeriods[i] = 1;
                facts.ActivePeriods[i] = (int)(drivers["first_order_days"][i] / days);
                facts.PeriodsSinceLastDemand[i] = (int)(drivers["recency_days"][i] / days);
            }
        }
    }

    private static int[] Whole(double[] values) => Array.ConvertAll(values, v => double.IsNaN(v) ? 0 : (int)v);

    private static SegmentSize[] Sizes(SegmentInput input, DriverTable drivers, SegmentAssignments assignments)
    {
        var counts = assignments.Counts();
        var values = new double[counts.Length];
        var hasValue = drivers.Has(input.Model.ValueDriver);
        for (var i = 0; hasValue && i < assignments.Count; i++)
        {
            var value = drivers[input.Model.ValueDriver][i];
            values[assignments.Segment[i]] += double.IsNaN(value) ? 0 : value;
        }

        return [.. assignments.Segments.Select((s, i) => new SegmentSize(s.Code, s.Name, counts[i], hasValue ? values[i] : double.NaN))
            .Where(s => s.Count > 0)
            .OrderBy(s => input.Model.EdgeCases.List().Rules.Any(r => r.Segment == s.Code))];
    }
}
