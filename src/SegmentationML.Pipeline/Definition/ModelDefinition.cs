using SegmentationML.Core;
using SegmentationML.Core.Governance.Overrides;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Definition;

/// <summary>The definition of a segmentation, <c>models/NAME/model.yaml</c>: what divides, into which segments, with which policies. What was fitted lies in the workspace.</summary>
public sealed record ModelDefinition
{
    /// <summary>The model's name; equals its folder's.</summary>
    public required string Name { get; init; }

    /// <summary>One or two sentences for the report.</summary>
    public string Description { get; init; } = "";

    /// <summary>What divides the entities, by name, in the order of the segment code.</summary>
    public required IReadOnlyDictionary<string, DimensionDefinition> Dimensions { get; init; }

    /// <summary>Drivers from reference tables, by the name under which dimensions and rules read them.</summary>
    public IReadOnlyDictionary<string, FactorDefinition> Factors { get; init; } = new Dictionary<string, FactorDefinition>();

    /// <summary>Features to publish beside those that decide.</summary>
    public IReadOnlyList<string> Drivers { get; init; } = [];

    /// <summary>The feature by which segments are weighed in reports and migrations. Default net_revenue.</summary>
    public string ValueDriver { get; init; } = "net_revenue";

    /// <summary>Entities that no class can judge, as an ordered decision list.</summary>
    public EdgeCaseDefinition EdgeCases { get; init; } = new();

    /// <summary>How classes are combined into segments.</summary>
    public MatrixDefinition Matrix { get; init; } = new();

    /// <summary>Segment codes, best first: what at_least, at_most and the monotone rules mean by better. Segments may stand outside it.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>Expert rules, in the order in which they are asked.</summary>
    public IReadOnlyList<RuleDefinition> Rules { get; init; } = [];

    /// <summary>How much it takes to change a segment.</summary>
    public HysteresisDefinition Hysteresis { get; init; } = new();

    /// <summary>Decisions of persons, for a time; also in <c>overrides.yaml</c> beside the model.</summary>
    public IReadOnlyList<OverrideDefinition> Overrides { get; init; } = [];

    /// <summary>Who may ask for overrides on the command line, and who may approve them.</summary>
    public OverrideRights OverrideRights { get; init; } = new();

    /// <summary>How many entities may change their segment in one cycle.</summary>
    public BudgetDefinition Budget { get; init; } = new();

    /// <summary>Temporary rules for occasions.</summary>
    public IReadOnlyList<EventDefinition> Events { get; init; } = [];

    /// <summary>Decisions that the business expects; also in <c>tests.yaml</c> beside the model. They run before every publish.</summary>
    public IReadOnlyList<DecisionTest> Tests { get; init; } = [];

    /// <summary>When a cluster of a new fit is one of the version before.</summary>
    public IdentityDefinition Identity { get; init; } = new();

    /// <summary>Names and descriptions of segments, by code.</summary>
    public IReadOnlyDictionary<string, SegmentLabel> Segments { get; init; } = new Dictionary<string, SegmentLabel>();

    /// <summary>The policy of each segment, by code; <c>"*"</c> serves every segment without a line of its own.</summary>
    public required IReadOnlyDictionary<string, SegmentPolicy> Policies { get; init; }

    /// <summary>Lists everything that is wrong, without looking at data.</summary>
    public IEnumerable<Problem> Validate()
    {
        if (Dimensions.Count == 0)
        {
            yield return new Problem("SEG-SEGM-101", $"model {Name} has no dimension.", "Name at least one under dimensions:, such as abc: {kind: cumulative-share, driver: net_revenue}.");
        }

        foreach (var problem in Dimensions.SelectMany(d => d.Value.Validate(d.Key)).Concat(EdgeCases.Validate()).Concat(Policies.SelectMany(p => p.Value.Validate(p.Key))).Concat(AfterTheMatrix()))
        {
            yield return problem;
        }

        foreach (var name in Matrix.Dimensions.Where(d => !Dimensions.ContainsKey(d)))
        {
            yield return new Problem("SEG-SEGM-102", $"matrix.dimensions names '{name}'.", $"Known dimensions: {string.Join(", ", Dimensions.Keys)}.");
        }
    }

    /// <summary>The canonical tables that the segmentation reads beside the features.</summary>
    internal IReadOnlyList<string> TablesRead()
        => [.. Dimensions.Values.SelectMany(d => d.GroupBy is { } attribute ? [EntityAttribute.TableOf(attribute)] : d.Kind == DimensionKind.Tag ? ["entity_tags"] : Array.Empty<string>())
            .Concat(Factors.Values.SelectMany(f => new[] { EntityAttribute.TableOf(f.Attribute), "reference_factors" })).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The same without the overrides and events that are past their end: they move nobody any more, and so ask for no feature, class or segment that has gone since.</summary>
    /// <param name="day">The day of the run: its cut-off.</param>
    public ModelDefinition WithoutEnded(DateOnly day)
        => this with { Overrides = [.. Overrides.Where(o => !(o.To <= day))], Events = [.. Events.Where(e => !(e.To <= day))] };

    /// <summary>The pipelines whose published segments it reads.</summary>
    internal IReadOnlyList<string> PipelinesRead() => [.. Dimensions.Values.Where(d => d.Kind == DimensionKind.SegmentOf).Select(d => d.Pipeline!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private IEnumerable<Problem> AfterTheMatrix()
    {
        foreach (var name in Hysteresis.Bands.Keys.Where(b => !Dimensions.ContainsKey(b)))
        {
            yield return new Problem("SEG-SEGM-102", $"hysteresis.bands names '{name}'.", $"Known dimensions: {string.Join(", ", Dimensions.Keys)}.");
        }

        foreach (var problem in Rules.SelectMany(r => r.Validate()).Concat(Overrides.SelectMany(o => o.Validate())).Concat(OverrideRights.Validate()).Concat(Events.SelectMany(e => e.Validate()))
            .Concat(Hysteresis.Options().Validate()).Concat(Budget.Options().Validate()).Concat(Identity.Options().Validate())
            .Concat(Factors.SelectMany(f => f.Value.Validate(f.Key))).Concat(Matrix.Validate(Dimensions.Keys)))
        {
            yield return problem;
        }
    }
}
