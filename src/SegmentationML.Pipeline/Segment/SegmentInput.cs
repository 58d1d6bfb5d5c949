using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>What the segment step reads.</summary>
/// <param name="Model">The segmentation's definition.</param>
/// <param name="Features">The features.</param>
/// <param name="Entity">The key's columns.</param>
/// <param name="History">The version that the segments are judged against; null for the first.</param>
/// <param name="Inputs">Digest of features and model.</param>
/// <param name="Tables">The canonical tables of the pipeline, by name.</param>
/// <param name="Published">The versions in use of the pipelines whose segments the model reads, by pipeline.</param>
public sealed record SegmentInput(
    ModelDefinition Model,
    FeaturesResult Features,
    IReadOnlyList<string> Entity,
    SegmentHistory? History = null,
    string Inputs = "",
    IReadOnlyDictionary<string, TableHandle>? Tables = null,
    IReadOnlyDictionary<string, Snapshot>? Published = null)
{
    /// <summary>Currency of all amounts; null when no source says it.</summary>
    public string? Currency { get; init; }

    /// <summary>The versions in use of the pipelines whose segments the model reads, by pipeline.</summary>
    public IReadOnlyDictionary<string, Snapshot> Published { get; init; } = Published ?? new Dictionary<string, Snapshot>(StringComparer.Ordinal);

    /// <summary>A canonical table; refused, with the reason, when the pipeline does not have it.</summary>
    /// <param name="name">Its name.</param>
    internal TableHandle Table(string name) => Tables is not null && Tables.TryGetValue(name, out var table) ? table : throw new ProblemException(new Problem(
        "SEG-SEGM-130", $"Model {Model.Name} reads the table {name}, which the pipeline does not have.", $"Add {name} under ingest.sources, or remove from the model what reads it."));
}
