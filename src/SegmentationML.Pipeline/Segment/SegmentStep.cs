using SegmentationML.Core.Segmentation;
using SegmentationML.Core.Segmentation.Chain;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Gives every entity exactly one segment, with its reasons, its margin and the segment next to it.</summary>
public static class SegmentStep
{
    /// <summary>Runs the step.</summary>
    /// <param name="context">What the step may touch.</param>
    /// <param name="input">What it reads.</param>
    public static SegmentResult Run(StepContext context, SegmentInput input)
    {
        DecisionTests.Require(input.Model);
        var drivers = DriverTable.Read(context, input);
        var former = FormerAssignments.Read(context, input.Features, input.History, input.Model.Dimensions.Keys);
        context.Progress.Report(new StepProgress(0.2, "dimensions"));
        var dimensions = DimensionClassifier.Classify(context, input, drivers, former);
        context.Progress.Report(new StepProgress(0.6, "segments"));
        ClusterSummary[] clusters = [.. dimensions.Where(d => d.Clusters is not null).Select(d => d.Clusters!)];
        var reasons = new ReasonText(input.Model, clusters.ToDictionary(c => c.Dimension, c => c.Register, StringComparer.Ordinal), DriverWords.Singular(input.Features.Calendar.Bucket));
        var flow = SegmentFlow.Run(
            input.Model,
            dimensions,
            name => drivers.Has(name) ? drivers[name] : null,
            Facts(context, input, drivers),
            (matrix, edgeCases) => former?.ToPrevious(matrix, SegmentFlow.MatrixDimensions(input.Model), edgeCases, input.Features.Calendar),
            KeyIndex(context, input),
            input.Features.Calendar.AsOf,
            context.Cancellation,
            reasons.NameOf);
        context.Progress.Report(new StepProgress(0.8, "assignments"));
        var table = AssignmentTable.Write(context, input, drivers, dimensions, flow.Draft, reasons);
        return new SegmentResult(
            table,
            drivers.Published,
            [.. dimensions.Select(d => d.Name)],
            Sizes(input, drivers, flow.Draft),
            clusters,
            Effects(flow.Draft),
            [.. flow.Notes, .. Merges(input, flow.Draft), .. clusters.SelectMany(c => c.Lineage?.Sentences(c.Dimension) ?? []), .. clusters.SelectMany(c => c.Quality.Gate.Select(g => $"{c.Dimension}: {g}"))],
            Record(context, input, clusters),
            Sensitivity(input.Model, drivers));
    }

    /// <summary>What the next version must know of this one.</summary>
    private static Dictionary<string, string> Record(StepContext context, SegmentInput input, IReadOnlyList<ClusterSummary> clusters)
    {
        var registers = clusters.ToDictionary(c => c.Dimension, c => c.Register, StringComparer.Ordinal);
        var record = new SegmentRecord(1, input.Inputs, input.History?.Base.Commit.Version, input.Features.Calendar.AsOf, SegmentRecord.VersionOf(input.Model), input.Model, registers);
        record.Write(context.OutputFolder);
        File.WriteAllText(Path.Combine(context.OutputFolder, LogicDocument.FileName), LogicDocument.Render(input.Model, input.History?.Record?.Model));
        return clusters.Select(c => ClusterDimension.FileOf(c.Dimension)).Prepend(LogicDocument.FileName).Prepend(SegmentRecord.FileName).ToDictionary(name => name, context.NameOf, StringComparer.Ordinal);
    }

    private static WeightSensitivity[] Sensitivity(ModelDefinition model, DriverTable drivers)
        => [.. model.Dimensions.Where(d => d.Value.Kind == DimensionKind.WeightedScore)
            .SelectMany(d => WeightedScoreClassifier.Sensitivity([.. d.Value.Criteria.Keys.Select(c => drivers[c])], DimensionClassifier.ScoreOptions(d.Key, d.Value)))];

    private static IEnumerable<string> Merges(SegmentInput input, SegmentDraft draft)
        => GranularityBudget.Propose(draft.Model, input.Model.Matrix.Granularity.Options()).Select(m =>
            $"{m.Segment} holds {m.Entities:N0} entities: merge it into {m.Into}, which {m.Neighbours:N0} of them would go to next, to keep the granularity budget.");

    private static RuleEffect[] Effects(SegmentDraft draft)
        => [.. draft.Changes
            .GroupBy(c => (c.Decision, c.By, c.From, c.To))
            .OrderBy(g => g.Key.Decision).ThenBy(g => g.Key.By, StringComparer.Ordinal).ThenBy(g => g.Key.From).ThenBy(g => g.Key.To)
            .Select(g => new RuleEffect(AssignmentTable.NameOf(g.Key.Decision), g.Key.By, draft.Matrix.Segments[g.Key.From].Code, draft.Matrix.Segments[g.Key.To].Code, g.Count()))];

    /// <summary>Finds the entities that overrides and events name.</summary>
    private static Func<string, int> KeyIndex(StepContext context, SegmentInput input)
    {
        string[] named = [.. input.Model.Overrides.SelectMany(o => o.Keys).Concat(input.Model.Events.SelectMany(e => e.Keys)).Distinct(StringComparer.Ordinal)];
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        if (named.Length > 0)
        {
            context.Engine.Read($"SELECT entity_index, key FROM ({context.Select(input.Features.Features)}) WHERE key IN ({string.Join(", ", named.Select(Sql.Literal))})", batch =>
            {
                for (var i = 0; i < batch.Rows; i++)
                {
                    index[batch.Text(1, i)!] = batch.Values<int>(0)[i];
                }
            }, null, context.Cancellation);
        }

        return key => index.GetValueOrDefault(key, -1);
    }

    private static EntityFacts Facts(StepContext context, SegmentInput input, DriverTable drivers)
    {
        var returns = drivers.Has("units_returned") ? drivers["units_returned"] : new double[drivers.Count];
        var facts = new EntityFacts(Whole(drivers["active_buckets"]), Whole(drivers["demand_buckets"]), Whole(drivers["idle_buckets"]), returns)
        {
            NetValue = input.Model.EdgeCases.NegativeNet && drivers.Has(input.Model.ValueDriver) ? drivers[input.Model.ValueDriver] : null,
            SeasonPeriods = input.Model.EdgeCases.SeasonalWithinBuckets > 0 ? Seasons(context, input, drivers.Count) : null,
        };
        if (drivers.Has("recency_days") && drivers.Has("first_order_days"))
        {
            JudgeByDays(input.Features.Calendar, drivers, facts);
        }

        return facts;
    }

    private static int[] Seasons(StepContext context, SegmentInput input, int count)
    {
        var buckets = Enumerable.Range(0, count).Select(_ => new List<int>()).ToArray();
        context.Engine.Read($"SELECT entity_index, bucket FROM ({context.Select(input.Features.Demand)}) WHERE quantity > 0 ORDER BY entity_index, bucket", batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                buckets[batch.Values<int>(0)[i]].Add(batch.Values<int>(1)[i]);
            }
        }, null, context.Cancellation);
        var cycle = Math.Max(2, input.Features.Calendar.Season);
        return Array.ConvertAll(buckets, b => SeasonStretch.Of([.. b], cycle));
    }

    /// <summary>An entity whose only sales lie in a bucket that is cut, or were taken back in the bucket in which they were made, has an empty series, but it was sold: its days tell how new or dormant it is.</summary>
    private static void JudgeByDays(BucketCalendar calendar, DriverTable drivers, EntityFacts facts)
    {
        var days = calendar.DaysInBucket;
        for (var i = 0; i < facts.Count; i++)
        {
            if (facts.DemandPeriods[i] == 0 && !double.IsNaN(drivers["recency_days"][i]))
            {
                facts.DemandPeriods[i] = 1;
                facts.ActivePeriods[i] = (int)(drivers["first_order_days"][i] / days);
                facts.PeriodsSinceLastDemand[i] = (int)(drivers["recency_days"][i] / days);
            }
        }
    }

    private static int[] Whole(double[] values) => Array.ConvertAll(values, v => double.IsNaN(v) ? 0 : (int)v);

    private static SegmentSize[] Sizes(SegmentInput input, DriverTable drivers, SegmentDraft draft)
    {
        var counts = new long[draft.Matrix.Segments.Count];
        var values = new double[counts.Length];
        var hasValue = drivers.Has(input.Model.ValueDriver);
        for (var i = 0; i < draft.Count; i++)
        {
            var value = hasValue ? drivers[input.Model.ValueDriver][i] : 0;
            counts[draft.Segment[i]]++;
            values[draft.Segment[i]] += double.IsNaN(value) ? 0 : value;
        }

        return [.. draft.Matrix.Segments.Select((s, i) => new SegmentSize(s.Code, s.Name, counts[i], hasValue ? values[i] : double.NaN))
            .Where(s => s.Count > 0)
            .OrderBy(s => input.Model.EdgeCases.List().Rules.Any(r => r.Segment == s.Code))];
    }
}
