namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>Keeps an entity where it was until it has passed a boundary by more than the band, and for as long as the minimum dwell.</summary>
/// <remarks>
/// Each boundary has its own band: the class is held in a dimension when the entity stands beyond the boundary to its former class, but by less than the band; what is held in one dimension may move in another. So with a
/// threshold T and a band δ it moves up at T(1 + δ) and down below T(1 - δ). A first assignment, an edge case, and what stood there by override or event knows no band and no dwell.
/// </remarks>
public sealed class Hysteresis : IChainPart
{
    private readonly HysteresisOptions _options;

    /// <summary>Checks the options.</summary>
    /// <param name="options">Band and dwell.</param>
    public Hysteresis(HysteresisOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        _options = options;
    }

    /// <inheritdoc/>
    public void Apply(SegmentDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var job = new HysteresisJob(draft, [.. draft.Classifications.Select(c => _options.BandOf(c.Scheme.Name))]);
        for (var entity = 0; entity < draft.Count; entity++)
        {
            if (draft.Previous.Segment[entity] == SegmentAssignments.None || draft.Model.Provisional[entity] || draft.Settled[entity])
            {
                continue;
            }

            job.Hold(entity);
            if (draft.Segment[entity] != draft.Previous.Segment[entity] && draft.Previous.Dwell[entity] < _options.MinimumDwell && draft.DecidedBy[entity] != SegmentDecision.Rule)
            {
                draft.HoldPrevious(entity, SegmentDecision.Dwell);
            }
        }
    }
}
