using SegmentationML.Core.Segmentation.Chain;

namespace SegmentationML.Pipeline.Segment;

/// <summary>How many entities may change their segment in one cycle.</summary>
public sealed record BudgetDefinition
{
    /// <summary>The largest share of the entities that stood in the version before, in [0, 1]. Default 1: no limit.</summary>
    public double Share { get; init; } = 1;

    /// <summary>The largest number. Default none.</summary>
    public int? Changes { get; init; }

    /// <summary>The feature by which changes are ranked, most first. Default the model's value driver.</summary>
    public string? Benefit { get; init; }

    /// <summary>The options as the chain reads them.</summary>
    internal ChangeBudgetOptions Options() => new() { Share = Share, Changes = Changes };
}
