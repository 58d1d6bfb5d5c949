using SegmentationML.Core;

namespace SegmentationML.Pipeline.Publish;

/// <summary>The <c>publish:</c> section of <c>pipeline.yaml</c>. None of it changes what is computed, so it is no part of the definition's digest.</summary>
public sealed record PublishOptions : AlgorithmOptions
{
    /// <summary>auto: a run's version is in use at once; gated: it waits for gates and decision rights (<c>models/NAME/decision-rights.yaml</c>). Default auto.</summary>
    public PromotionMode Promotion { get; init; }

    /// <summary>The first number of the published tables' schema version, at least 1. Raising it is how the owner agrees to a change that breaks readers; see <c>docs/versions.md</c>. Default 1.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Which versions are kept.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
        => Schema >= 1 ? Retention.Validate() : Retention.Validate().Prepend(new Problem("SEG-PUB-014", $"publish.schema is {Schema}.", "Set it to 1 or more."));
}
