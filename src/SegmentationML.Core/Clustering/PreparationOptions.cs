namespace SegmentationML.Core.Clustering;

/// <summary>How features are prepared for clustering.</summary>
public sealed record PreparationOptions : AlgorithmOptions
{
    /// <summary>The preparation of every feature that has none of its own.</summary>
    public FeaturePreparation Default { get; init; } = new();

    /// <summary>Preparations of single features, by name.</summary>
    public IReadOnlyDictionary<string, FeaturePreparation> Features { get; init; } = new Dictionary<string, FeaturePreparation>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
        => Features.OrderBy(feature => feature.Key, StringComparer.Ordinal).Select(feature => feature.Value).Prepend(Default).SelectMany(preparation => preparation.Validate()).Distinct();

    internal FeaturePreparation For(string feature) => Features.GetValueOrDefault(feature, Default);
}
