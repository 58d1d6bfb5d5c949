using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>What the forecast step reads.</summary>
/// <param name="Model">The segmentation, for the policies of its segments.</param>
/// <param name="Tables">Accepted canonical tables by name; products and receipts bring lead times, products and customers groups, promotions and calendar events.</param>
/// <param name="Features">The demand series.</param>
/// <param name="Segments">The segment of each entity.</param>
/// <param name="Entity">The key's columns.</param>
/// <param name="Options">The pipeline's settings.</param>
public sealed record ForecastInput(
    ModelDefinition Model, IReadOnlyDictionary<string, TableHandle> Tables, FeaturesResult Features, SegmentResult Segments, IReadOnlyList<string> Entity, ForecastOptions Options)
{
    /// <summary>A file of planners' changes; null for none.</summary>
    public string? Changes { get; init; }

    /// <summary>The published key of an entity that people name otherwise: persons stand under pseudonyms.</summary>
    public Func<string, string> KeyOf { get; init; } = static key => key;

    /// <summary>Whether keys may be named in what people are told: no column of the key is classified.</summary>
    public bool IsKeyOpen { get; init; } = true;

    /// <summary>The version whose methods the run goes on from; null when the pipeline fits every run from nothing.</summary>
    public ForecastHistory? History { get; init; }
}
