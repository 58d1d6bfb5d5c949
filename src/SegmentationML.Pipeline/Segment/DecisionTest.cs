namespace SegmentationML.Pipeline.Segment;

/// <summary>One decision that the business expects: given these facts, this segment. They stand in <c>tests.yaml</c> beside the model, or under <c>tests:</c> in it, and run before every publish.</summary>
public sealed record DecisionTest
{
    /// <summary>What it says, as a sentence.</summary>
    public required string Name { get; init; }

    /// <summary>Drivers by name. Those that are not given are not known, but for active_buckets and demand_buckets (1000) and idle_buckets, units_returned and season_buckets (0; the length of the season in which it sells at all).</summary>
    public IReadOnlyDictionary<string, double> Given { get; init; } = new Dictionary<string, double>();

    /// <summary>Classes by dimension: needed where a class depends on the other entities (shares, ranks, clusters) or is given by people.</summary>
    public IReadOnlyDictionary<string, string> Classes { get; init; } = new Dictionary<string, string>();

    /// <summary>The entity's key, for overrides and events that name it.</summary>
    public string? Key { get; init; }

    /// <summary>Where it stood before; by default nowhere.</summary>
    public FormerDecision? Before { get; init; }

    /// <summary>The day of the decision, for overrides and events. Default 2000-01-01.</summary>
    public DateOnly AsOf { get; init; } = new(2000, 1, 1);

    /// <summary>The segment.</summary>
    public required string Expect { get; init; }

    /// <summary>What must have decided: model, edge-case, rule, hysteresis, dwell, override, budget or event. Default any.</summary>
    public string? DecidedBy { get; init; }
}
