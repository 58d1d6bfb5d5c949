using SegmentationML.Pipeline.Contract;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Forecast;
using SegmentationML.Pipeline.Ingest;
using SegmentationML.Pipeline.Monitor;
using SegmentationML.Pipeline.Policy;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline;

/// <summary>How a run ended, with what its steps made; what comes after a blocking contract is null.</summary>
/// <param name="Run">The run as the ledger knows it.</param>
/// <param name="State">Published, unchanged or blocked.</param>
/// <param name="Flow">The steps with timings.</param>
/// <param name="Loaded">What ingest made.</param>
/// <param name="Accepted">What the contracts said.</param>
public sealed record RunOutcome(RunRecord Run, RunState State, IReadOnlyList<FlowTiming> Flow, IngestResult Loaded, ContractResult Accepted)
{
    /// <summary>Features and demand series.</summary>
    public FeaturesResult? Features { get; init; }

    /// <summary>Assignments.</summary>
    public SegmentResult? Segments { get; init; }

    /// <summary>Forecasts.</summary>
    public ForecastResult? Forecasts { get; init; }

    /// <summary>Stock policies.</summary>
    public PolicyResult? Policies { get; init; }

    /// <summary>The version.</summary>
    public PublishResult? Published { get; init; }

    /// <summary>The version that the published one is compared with; null when nothing new was published, or before the first.</summary>
    public Snapshot? Parent { get; init; }
    /// <summary>How the version came into use, or what it waits for.</summary>
    public PromotionRecord? Promotion { get; init; }

    /// <summary>Drift and migration.</summary>
    public MonitorResult? Drift { get; init; }
}
