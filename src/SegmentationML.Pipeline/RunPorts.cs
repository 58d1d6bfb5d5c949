using Microsoft.Extensions.Logging;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline;

/// <summary>What a run reaches the world through.</summary>
public sealed record RunPorts
{
    /// <summary>The run's analytical database; the caller disposes it.</summary>
    public required IQueryEngine Engine { get; init; }

    /// <summary>Reads Arrow files; null when the host has no such reader.</summary>
    public IArrowImport? Arrow { get; init; }

    /// <summary>Runs queries of sources on other databases; null when the host has no such reader.</summary>
    public IDatabaseExport? Databases { get; init; }

    /// <summary>Opens a fresh engine in memory, for the SQL rules of contracts.</summary>
    public required Func<IQueryEngine> OpenScratch { get; init; }

    /// <summary>Writes published tables.</summary>
    public required ITableExporter Exporter { get; init; }

    /// <summary>Runs and steps.</summary>
    public required IRunLedger Ledger { get; init; }

    /// <summary>Outputs of steps.</summary>
    public required IStepStore Steps { get; init; }

    /// <summary>Published versions.</summary>
    public required ISnapshotStore Snapshots { get; init; }

    /// <summary>Fitted models.</summary>
    public required IModelRegistry Models { get; init; }

    /// <summary>How versions come into use.</summary>
    public required IPromotionLedger Promotions { get; init; }

    /// <summary>The pseudonyms of persons; null when the host keeps none, and contracts may call nothing personal.</summary>
    public IPersonBook? Persons { get; init; }

    /// <summary>Watches the run.</summary>
    public required IRunObserver Observer { get; init; }

    /// <summary>The log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Where the steps do their work, and their loops over series: the pool's threads, or others of a service that has calls to answer.</summary>
    public TaskScheduler Work { get; init; } = TaskScheduler.Default;
}
