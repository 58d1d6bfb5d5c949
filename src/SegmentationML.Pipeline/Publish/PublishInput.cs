using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Forecast;
using SegmentationML.Pipeline.Policy;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Publish;

/// <summary>What the publish step reads.</summary>
/// <param name="Entity">The key's columns.</param>
/// <param name="Features">Entities, calendar and drivers.</param>
/// <param name="Segments">Assignments.</param>
/// <param name="Forecasts">Forecasts.</param>
/// <param name="Policies">Policies.</param>
/// <param name="Content">The manifest's content part, without files, tables and schema version.</param>
/// <param name="Parent">The version in use; null before the first.</param>
/// <param name="Force">Publish even when nothing has changed.</param>
/// <param name="Currency">Currency of all amounts; null when no source says it.</param>
/// <param name="Candidate">Leave the version in use where it is: the new one waits for a decision.</param>
public sealed record PublishInput(
    IReadOnlyList<string> Entity,
    FeaturesResult Features,
    SegmentResult Segments,
    ForecastResult Forecasts,
    PolicyResult Policies,
    SnapshotContent Content,
    Snapshot? Parent,
    bool Force,
    string? Currency = null,
    bool Candidate = false)
{
    /// <summary>The first number of the schema version that the owner has set.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Who may see which column; null for everybody.</summary>
    public ColumnClasses? Classes { get; init; }
}
