using SegmentationML.Core;
using SegmentationML.Pipeline.Contract;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Forecast;
using SegmentationML.Pipeline.Ingest;
using SegmentationML.Pipeline.Monitor;
using SegmentationML.Pipeline.Policy;
using SegmentationML.Pipeline.Publish;

namespace SegmentationML.Pipeline.Definition;

/// <summary>What a pipeline runs and with which options: <c>pipelines/NAME/pipeline.yaml</c>.</summary>
public sealed record PipelineDefinition
{
    /// <summary>The pipeline's name; equals its folder's.</summary>
    public required string Name { get; init; }

    /// <summary>One or two sentences for the report.</summary>
    public string Description { get; init; } = "";

    /// <summary>The segmentation, a folder below <c>models</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The columns that make the key of what is segmented, such as <c>product_id</c> or <c>[customer_id, product_id]</c>.</summary>
    public required IReadOnlyList<string> Entity { get; init; }

    /// <summary>The IANA time zone in which dates are read and buckets begin. Default UTC.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The cut-off: only data before this day counts. By default the day after the last order, never today.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Sources and mappings.</summary>
    public required IngestOptions Ingest { get; init; }

    /// <summary>Data contracts.</summary>
    public ContractOptions Contract { get; init; } = new();

    /// <summary>Features and demand series.</summary>
    public FeaturesOptions Features { get; init; } = new();

    /// <summary>Forecasting.</summary>
    public ForecastOptions Forecast { get; init; } = new();

    /// <summary>Stock policy.</summary>
    public PolicyOptions Policy { get; init; } = new();

    /// <summary>How a version comes into use, its schema, and which versions are kept.</summary>
    public PublishOptions Publish { get; init; } = new();

    /// <summary>Drift and migration.</summary>
    public MonitorOptions Monitor { get; init; } = new();

    /// <summary>Where runs and model versions are registered. Default: in the workspace.</summary>
    public RegistryKind Registry { get; init; } = RegistryKind.Embedded;

    /// <summary>The MLflow server that follows with <c>registry: mlflow</c>.</summary>
    public MlflowOptions Mlflow { get; init; } = new();

    /// <summary>When the service runs the pipeline by itself; null for on request only.</summary>
    public ScheduleOptions? Schedule { get; init; }

    /// <summary>Where OpenLineage events of its runs go.</summary>
    public LineageOptions Lineage { get; init; } = new();

    /// <summary>Lists everything that is wrong, without looking at data.</summary>
    public IEnumerable<Problem> Validate()
    {
        if (Entity.Count == 0 || Entity.Distinct(StringComparer.Ordinal).Count() != Entity.Count)
        {
            yield return new Problem("SEG-CFG-006", $"entity is [{string.Join(", ", Entity)}].", "Name one or more different key columns, such as product_id.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new Problem("SEG-CFG-007", $"time_zone is '{TimeZone}'.", "Name an IANA time zone, such as Europe/Berlin or UTC.");
        }

        AlgorithmOptions[] sections = [Contract, Features, Forecast, Policy, Publish, Monitor, Mlflow, Lineage, .. Schedule is null ? Array.Empty<AlgorithmOptions>() : [Schedule]];
        foreach (var problem in Ingest.Validate().Concat(sections.SelectMany(s => s.Validate())))
        {
            yield return problem;
        }
    }
}
