namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>The segments on their way from the matrix to what is published: where each entity stands now, and every move that brought it there.</summary>
public sealed class SegmentDraft
{
    private readonly List<SegmentChange> _changes = [];

    /// <summary>Starts with what edge cases and matrix gave.</summary>
    /// <param name="model">The assignments by edge cases and matrix.</param>
    /// <param name="classifications">One for each dimension of the matrix, in its order.</param>
    /// <param name="matrix">The matrix.</param>
    /// <param name="previous">Where the entities stood before; null in a first version.</param>
    public SegmentDraft(SegmentAssignments model, IReadOnlyList<Classification> classifications, SegmentMatrix matrix, PreviousSegments? previous = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(classifications);
        ArgumentNullException.ThrowIfNull(matrix);
        Model = model;
        Classifications = classifications;
        Matrix = matrix;
        Previous = previous ?? PreviousSegments.None(model.Count, classifications.Count);
        Segment = [.. model.Segment];
        Classes = [.. classifications.Select(c => c.Classes.ToArray())];
        DecidedBy = Array.ConvertAll(model.Provisional, p => p ? SegmentDecision.EdgeCase : SegmentDecision.Model);
        Settled = new bool[model.Count];
        Queued = new int[model.Count];
        Array.Fill(Queued, SegmentAssignments.None);
        Override = new string?[model.Count];
        Until = new DateOnly?[model.Count];
        Release = new ReleasePoint?[model.Count];
    }

    /// <summary>What edge cases and matrix gave; it stays as it is.</summary>
    public SegmentAssignments Model { get; }

    /// <summary>The dimensions of the matrix.</summary>
    public IReadOnlyList<Classification> Classifications { get; }

    /// <summary>The matrix.</summary>
    public SegmentMatrix Matrix { get; }

    /// <summary>Where the entities stood before.</summary>
    public PreviousSegments Previous { get; }

    /// <summary>Segment per entity, an index into the matrix's segments.</summary>
    public int[] Segment { get; }

    /// <summary>Class index by dimension and entity: those of the classifications, except where hysteresis, dwell or budget holds the ones of the version before.</summary>
    public byte[][] Classes { get; }

    /// <summary>Which part gave each entity its segment.</summary>
    public SegmentDecision[] DecidedBy { get; }

    /// <summary>True where a person or an event has decided: no rule, band or budget moves it.</summary>
    public bool[] Settled { get; }

    /// <summary>The segment to which an entity would move but for the change budget; <see cref="SegmentAssignments.None"/> when it is not queued.</summary>
    public int[] Queued { get; }

    /// <summary>Id of the override or event that decided; null where there is none.</summary>
    public string?[] Override { get; }

    /// <summary>The day on which that override or event ends; null where there is none.</summary>
    public DateOnly?[] Until { get; }

    /// <summary>Where an entity that hysteresis holds is let go; null where it holds none.</summary>
    public ReleasePoint?[] Release { get; }

    /// <summary>Every move, in the order in which it was made.</summary>
    public IReadOnlyList<SegmentChange> Changes => _changes;

    /// <summary>Number of entities.</summary>
    public int Count => Segment.Length;

    /// <summary>Moves an entity and notes it; a move to where it stands is none, but decides all the same.</summary>
    /// <param name="entity">Index of the entity.</param>
    /// <param name="to">Segment index.</param>
    /// <param name="decision">Which part moves it.</param>
    /// <param name="by">Name of the rule, override or event.</param>
    public void Move(int entity, int to, SegmentDecision decision, string by)
    {
        if (Segment[entity] != to)
        {
            _changes.Add(new SegmentChange(entity, decision, by, Segment[entity], to));
            Segment[entity] = to;
        }

        DecidedBy[entity] = decision;
    }

    /// <summary>Reasons of an entity: of an edge case its code, otherwise its classes, held ones included; an index into the model's reasons.</summary>
    /// <param name="entity">Index of the entity.</param>
    public int ReasonOf(int entity)
    {
        if (Model.Provisional[entity])
        {
            return Model.Reason[entity];
        }

        var cell = 0;
        for (var d = 0; d < Classes.Length; d++)
        {
            cell = (cell * Matrix.Dimensions[d].Codes.Count) + Classes[d][entity];
        }

        return cell;
    }

    /// <summary>How near an entity is to another segment: what the matrix says where it decides, the far edge of the band where hysteresis holds, and otherwise the model's segment without a margin.</summary>
    /// <param name="entity">Index of the entity.</param>
    public SegmentMargin MarginOf(int entity) => DecidedBy[entity] == SegmentDecision.Hysteresis && Release[entity] is { } release
        ? new SegmentMargin(Model.Segment[entity], release.Driver, release.Boundary, release.Margin, release.Deviations)
        : Segment[entity] == Model.Segment[entity]
            ? new SegmentMargin(Model.SecondSegment[entity], Model.MarginDriver[entity], Model.Boundary[entity], Model.Margin[entity], Model.MarginDeviations[entity])
            : new SegmentMargin(Model.Segment[entity], SegmentAssignments.None, double.NaN, double.NaN, double.NaN);

    /// <summary>Holds an entity in the segment and the classes that it had in the version before.</summary>
    internal void HoldPrevious(int entity, SegmentDecision decision)
    {
        Move(entity, Previous.Segment[entity], decision, "");
        for (var d = 0; d < Classes.Length; d++)
        {
            if (Previous.Classes[d][entity] != ClassScheme.NoClass)
            {
                Classes[d][entity] = Previous.Classes[d][entity];
            }
        }
    }
}
