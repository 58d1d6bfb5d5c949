namespace SegmentationML.Core.Segmentation;

/// <summary>Fast, slow and non-moving (FSN).</summary>
public sealed record MovementOptions : AlgorithmOptions
{
    /// <summary>Name of the dimension. Default FSN.</summary>
    public string Name { get; init; } = "FSN";

    /// <summary>Name of the driver: turns, or issues, in a year or another fixed span. Default turns.</summary>
    public string Driver { get; init; } = "turns";

    /// <summary>Above it an entity is fast, positive. Default 3.</summary>
    public double FastAbove { get; init; } = 3;

    /// <summary>Below it an entity does not move, positive and at most <see cref="FastAbove"/>. Default 1.</summary>
    public double SlowFrom { get; init; } = 1;

    /// <summary>So many periods without an issue make it non-moving whatever the rate, at least 1. Default 52.</summary>
    public int NonMovingAfter { get; init; } = 52;

    /// <summary>F, S and N.</summary>
    public ClassScheme Scheme() => new(Name, ["F", "S", "N"], 3);

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(SlowFrom > 0 && SlowFrom <= FastAbove && double.IsFinite(FastAbove)))
        {
            yield return SegmentationProblems.Cuts(Name, [SlowFrom, FastAbove], "above zero");
        }

        if (NonMovingAfter < 1)
        {
            yield return SegmentationProblems.Option($"{Name}.non_moving_after", NonMovingAfter, "to 1 period or more");
        }
    }
}
