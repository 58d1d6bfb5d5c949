using SegmentationML.Core.Segmentation;
using SegmentationML.Core.Segmentation.Chain;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Where the entities of this run stood in the version before, one entry an entity; null where an entity was not in it.</summary>
internal sealed class FormerAssignments
{
    private readonly List<string?> _segments = [];
    private readonly List<string?> _decisions = [];
    private readonly List<int> _since = [];
    private readonly Dictionary<string, string?[]> _classes = new(StringComparer.Ordinal);

    /// <summary>Classes of a dimension; null when the version does not tell them.</summary>
    public string?[]? ClassesOf(string dimension) => _classes.GetValueOrDefault(dimension);

    /// <summary>Reads them from the published files.</summary>
    public static FormerAssignments? Read(StepContext context, FeaturesResult features, SegmentHistory? history, IEnumerable<string> dimensions)
    {
        if (history is null)
        {
            return null;
        }

        var former = new FormerAssignments();
        var columns = history.Base.Content.Tables.Single(t => t.Name == "assignments").Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        string[] known = [.. dimensions.Where(d => columns.Contains($"class_{d}"))];
        var classes = known.Select(_ => new List<string?>()).ToArray();
        var decided = columns.Contains("decided_by") ? "p.decided_by" : "CAST(NULL AS VARCHAR)";
        context.Engine.Read($"""
            SELECT p.segment, {decided}, p.effective_from{string.Concat(known.Select(d => $", p.{Sql.Identifier($"class_{d}")}"))}
            FROM ({context.Select(features.Features)}) f LEFT JOIN read_parquet({Sql.Literal(Path.Combine(history.Base.Folder, "assignments.parquet"))}) p ON p.key = f.key
            ORDER BY f.entity_index
            """, batch => former.Take(batch, classes), null, context.Cancellation);
        foreach (var (name, values) in known.Zip(classes))
        {
            former._classes[name] = [.. values];
        }

        return former;
    }

    /// <summary>What the chain holds on to: not what was provisional, nor what stood by override or event.</summary>
    public PreviousSegments ToPrevious(SegmentMatrix matrix, IReadOnlyList<string> dimensions, EdgeCaseList edgeCases, BucketCalendar calendar)
    {
        var epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        var index = matrix.Segments.Select((s, i) => (s.Code, i)).ToDictionary(p => p.Code, p => p.i, StringComparer.Ordinal);
        var provisional = edgeCases.Rules.Select(r => r.Segment).ToHashSet(StringComparer.Ordinal);
        return new PreviousSegments(
            [.. _segments.Select((s, i) => s is null || _decisions[i] is "edge-case" or "override" or "event" || (_decisions[i] is null && provisional.Contains(s)) ? SegmentAssignments.None : index.GetValueOrDefault(s, SegmentAssignments.None))],
            [.. dimensions.Select((name, d) => Indices(name, matrix.Dimensions[d]))],
            [.. _since.Select(day => (calendar.AsOf.DayNumber - epoch - day) / calendar.DaysInBucket)]);
    }

    private byte[] Indices(string dimension, ClassScheme scheme)
    {
        var codes = ClassesOf(dimension) ?? new string?[_segments.Count];
        return Array.ConvertAll(codes, c => c is not null && scheme.IndexOf(c) is >= 0 and var index ? (byte)index : ClassScheme.NoClass);
    }

    private void Take(IColumnBatch batch, List<string?>[] classes)
    {
        for (var i = 0; i < batch.Rows; i++)
        {
            _segments.Add(batch.Text(0, i));
            _decisions.Add(batch.Text(1, i));
            _since.Add(batch.IsNull(2, i) ? 0 : batch.Values<int>(2)[i]);
            for (var c = 0; c < classes.Length; c++)
            {
                classes[c].Add(batch.Text(3 + c, i));
            }
        }
    }
}
