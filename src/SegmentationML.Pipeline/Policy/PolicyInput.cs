using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Forecast;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Policy;

/// <summary>What the policy step reads.</summary>
/// <param name="Model">The segmentation, for the policies of its segments.</param>
/// <param name="Tables">Accepted canonical tables by name; products bring costs, minimum and multiple of orders.</param>
/// <param name="Features">Entities and drivers.</param>
/// <param name="Segments">The segment of each entity.</param>
/// <param name="Forecasts">Demand over lead time and review period.</param>
/// <param name="Entity">The key's columns.</param>
/// <param name="Options">The pipeline's settings.</param>
public sealed record PolicyInput(
    ModelDefinition Model,
    IReadOnlyDictionary<string, TableHandle> Tables,
    FeaturesResult Features,
    SegmentResult Segments,
    ForecastResult Forecasts,
    IReadOnlyList<string> Entity,
    PolicyOptions Options);
