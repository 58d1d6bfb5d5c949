namespace SegmentationML.Pipeline.Features;

/// <summary>What the features step reads.</summary>
/// <param name="Tables">Accepted canonical tables by name; <c>order_lines</c> or <c>demand</c> must be there.</param>
/// <param name="Entity">The key's columns.</param>
/// <param name="AsOf">The cut-off as asked for; null takes the day after the last order.</param>
/// <param name="Options">The pipeline's settings.</param>
/// <param name="Groups">The groups to compute.</param>
public sealed record FeaturesInput(
    IReadOnlyDictionary<string, TableHandle> Tables, IReadOnlyList<string> Entity, DateOnly? AsOf, FeaturesOptions Options, IReadOnlyList<FeatureGroup> Groups);
