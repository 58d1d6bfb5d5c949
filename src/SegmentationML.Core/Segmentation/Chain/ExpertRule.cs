namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>One expert rule.</summary>
public sealed record ExpertRule
{
    /// <summary>Its name, which stands in the trace of every entity that it moves.</summary>
    public required string Name { get; init; }

    /// <summary>Whom it concerns.</summary>
    public EntityCondition When { get; init; } = EntityCondition.Everyone;

    /// <summary>What it demands.</summary>
    public required ExpertRuleKind Kind { get; init; }

    /// <summary>Segment codes: those forbidden of <see cref="ExpertRuleKind.Never"/>, the one bound of at least and at most, none of the monotone kinds.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>Where an entity goes that stands in a forbidden segment; null for the nearest allowed one in the model's order.</summary>
    public string? Instead { get; init; }

    /// <summary>Of the monotone kinds the driver; otherwise empty.</summary>
    public string Driver { get; init; } = "";

    /// <summary>The rule as a sentence.</summary>
    public override string ToString() => Kind switch
    {
        ExpertRuleKind.Never => $"{When}: never {string.Join(", ", Segments)}{(Instead is null ? "" : $", but {Instead}")}",
        ExpertRuleKind.AtLeast => $"{When}: at least {string.Join(", ", Segments)}",
        ExpertRuleKind.AtMost => $"{When}: at most {string.Join(", ", Segments)}",
        ExpertRuleKind.NeverWorseWithMore => $"{When}: more {Driver} is never a worse segment",
        _ => $"{When}: less {Driver} is never a worse segment",
    };

    internal bool IsMonotone => Kind is ExpertRuleKind.NeverWorseWithMore or ExpertRuleKind.NeverWorseWithLess;
}
