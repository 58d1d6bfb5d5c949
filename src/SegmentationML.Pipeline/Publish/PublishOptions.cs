using SegmentationML.Core;

namespace SegmentationML.Pipeline.Publish;

/// <summary>The <c>publish:</c> section of <c>pipeline.yaml</c>.</summary>
public sealed record PublishOptions : AlgorithmOptions
{
    /// <summary>auto: a run's version is in use at once; gated: it waits for gates and decision rights (<c>models/NAME/decision-rights.yaml</c>). Default auto.</summary>
    public PromotionMode Promotion { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate() => [];
}
