namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>Overrides, or events, that hold on the day of the run: they place entities in a segment whatever the model says.</summary>
/// <remarks>A placement holds from its first day on and until the day before its end. One that names entities stands above one that chooses them by a condition; two of the same kind that send an entity to different segments are a problem.</remarks>
public sealed class PlacedEntities : IChainPart
{
    private readonly SegmentDecision _decision;
    private readonly Placement[] _inForce;
    private readonly IEntityFacts _facts;

    private PlacedEntities(SegmentDecision decision, IReadOnlyList<Placement> placements, IEntityFacts facts, DateOnly day)
    {
        _decision = decision;
        _facts = facts;
        // Those that name entities come last, so that they stand above the others.
        _inForce = [.. placements.Where(p => p.HoldsOn(day)).OrderBy(p => p.Entities is not null)];
    }

    /// <summary>Checks all of them, also those that are not in force.</summary>
    /// <param name="decision"><see cref="SegmentDecision.Override"/> or <see cref="SegmentDecision.Event"/>.</param>
    /// <param name="placements">In the order in which they are written.</param>
    /// <param name="matrix">The matrix whose segments they name.</param>
    /// <param name="facts">Drivers and classes of the entities.</param>
    /// <param name="day">The day of the run: its cut-off.</param>
    public static PlacedEntities Create(SegmentDecision decision, IReadOnlyList<Placement> placements, SegmentMatrix matrix, IEntityFacts facts, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(placements);
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(facts);
        var what = decision == SegmentDecision.Override ? "Override" : "Event";
        ProblemException.ThrowIfAny(placements.SelectMany(p => Problems(what, p, decision, matrix, facts)).Concat(placements.GroupBy(p => p.Id, StringComparer.Ordinal)
            .Where(g => g.Skip(1).Any()).Select(g => ChainProblems.Placement(what, g.Key, "stands twice", "Give each an id of its own."))));
        return new PlacedEntities(decision, placements, facts, day);
    }

    /// <inheritdoc/>
    public void Apply(SegmentDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var owner = new Placement?[_inForce.Length == 0 ? 0 : draft.Count];
        foreach (var placement in _inForce)
        {
            foreach (var entity in Concerned(placement, draft.Count))
            {
                if (owner[entity] is { } other && (other.Entities is null) == (placement.Entities is null) && other.Segment != placement.Segment)
                {
                    throw new ProblemException(ChainProblems.Clash($"{_decision}s", other.Id, placement.Id, $"entity {entity}"));
                }

                owner[entity] = placement;
            }
        }

        for (var entity = 0; entity < owner.Length; entity++)
        {
            if (owner[entity] is { } placement)
            {
                draft.Move(entity, draft.Matrix.IndexOf(placement.Segment), _decision, placement.Id);
                (draft.Settled[entity], draft.Override[entity], draft.Until[entity], draft.Queued[entity]) = (true, placement.Id, placement.To, SegmentAssignments.None);
            }
        }
    }

    private IEnumerable<int> Concerned(Placement placement, int count)
        => placement.Entities ?? Enumerable.Range(0, count).Where(placement.When.Over(_facts));

    private static IEnumerable<Problem> Problems(string what, Placement placement, SegmentDecision decision, SegmentMatrix matrix, IEntityFacts facts)
    {
        if (string.IsNullOrWhiteSpace(placement.Id))
        {
            yield return ChainProblems.Placement(what, placement.Id, "has no id", "Give it one: the trace of every entity names it.");
        }

        if (string.IsNullOrWhiteSpace(placement.Reason))
        {
            yield return ChainProblems.Placement(what, placement.Id, "has no reason", "Say why with reason:, in a word that reports can group by.");
        }

        if (decision == SegmentDecision.Override && string.IsNullOrWhiteSpace(placement.Approver))
        {
            yield return ChainProblems.Placement(what, placement.Id, "has no approver", "Name who answers for it with approver:.");
        }

        if (placement.To <= placement.From)
        {
            yield return ChainProblems.Placement(what, placement.Id, $"ends on {placement.To:yyyy-MM-dd}, not after it begins on {placement.From:yyyy-MM-dd}", "Set to: to the first day on which it holds no longer.");
        }

        if (matrix.IndexOf(placement.Segment) < 0)
        {
            yield return ChainProblems.Placement(what, placement.Id, $"names the segment '{placement.Segment}', which no cell and no edge case gives", $"Known: {string.Join(", ", matrix.Segments.Select(s => s.Code))}.");
        }

        foreach (var problem in placement.When.Validate($"{what} '{placement.Id}'", facts))
        {
            yield return problem;
        }
    }
}
