using SegmentationML.Core.Segmentation;
using SegmentationML.Core.Segmentation.Chain;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Pipeline.Segment;

/// <summary>How a segment comes about, as one flow: edge cases and matrix, then the chain of rules, hysteresis, overrides, budget and events.</summary>
/// <param name="Draft">Where every entity ended, and every move.</param>
/// <param name="Notes">What an owner should know: overrides past their end, keys that nobody has.</param>
internal sealed record SegmentFlow(SegmentDraft Draft, IReadOnlyList<string> Notes)
{
    /// <summary>The names of the dimensions that make the segment.</summary>
    public static IReadOnlyList<string> MatrixDimensions(ModelDefinition model) => model.Matrix.Dimensions is { Count: > 0 } chosen ? chosen : [.. model.Dimensions.Keys];

    /// <summary>Runs it.</summary>
    /// <param name="model">The definition.</param>
    /// <param name="dimensions">Every dimension's classes.</param>
    /// <param name="drivers">Drivers by name; null for one that was not read.</param>
    /// <param name="facts">What edge cases ask.</param>
    /// <param name="previous">Where the entities stood before, once the matrix is known; null in a first version.</param>
    /// <param name="indexOf">Index of an entity by key; -1 when there is none.</param>
    /// <param name="day">The day of the run: its cut-off.</param>
    /// <param name="cancellation">Ends it between chunks.</param>
    /// <param name="nameOf">What a class is called, by dimension and code; null for what the model says.</param>
    public static SegmentFlow Run(
        ModelDefinition model,
        IReadOnlyList<DimensionClasses> dimensions,
        Func<string, double[]?> drivers,
        EntityFacts facts,
        Func<SegmentMatrix, EdgeCaseList, PreviousSegments?> previous,
        Func<string, int> indexOf,
        DateOnly day,
        CancellationToken cancellation,
        Func<string, string, string?>? nameOf = null)
    {
        Classification[] used = [.. MatrixDimensions(model).Select(name => dimensions.Single(d => d.Name == name).Classification)];
        var edgeCases = model.EdgeCases.List();
        var matrix = MatrixBuilder.Build(model, [.. used.Select(c => c.Scheme)], edgeCases, nameOf);
        var assignments = Segmenter.Assign(used, matrix, edgeCases, facts, cancellationToken: cancellation);
        var draft = new SegmentDraft(assignments, used, matrix, previous(matrix, edgeCases));

        var notes = new List<string>();
        var asked = new SegmentFacts(drivers, dimensions);
        string[] names = [.. model.Dimensions.Keys];
        var holding = model.WithoutEnded(day);
        void Unknown(string id, string key) => notes.Add($"'{id}' names the key '{key}', which no entity of this run has.");
        var rules = ExpertRuleBook.Create([.. model.Rules.Select(r => r.ToRule(names))], matrix, SegmentOrder.Of(matrix, model.Order), asked);
        var overrides = PlacedEntities.Create(SegmentDecision.Override, PlacementText.Of(holding.Overrides, names, indexOf, Unknown), matrix, asked, day);
        var events = PlacedEntities.Create(SegmentDecision.Event, PlacementText.Of(holding.Events, names, indexOf, Unknown), matrix, asked, day);
        var benefit = drivers(model.Budget.Benefit ?? model.ValueDriver) ?? new double[draft.Count];
        SegmentChain.Run(draft, rules, new Hysteresis(model.Hysteresis.Options()), overrides, new ChangeBudget(model.Budget.Options(), benefit, rules), events);
        notes.AddRange(model.Overrides.Except(holding.Overrides).Select(o => $"Override '{o.Id}' is past its end and moves nobody: prolong or delete it."));
        return new SegmentFlow(draft, notes);
    }
}
