using Microsoft.Extensions.Logging;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage;
using SegmentationML.Storage.DuckDb;
using SegmentationML.Storage.Sources;

namespace SegmentationML.Service.Worker;

/// <summary>The engine of one run, with its spill folder below the workspace's cache.</summary>
public sealed class RunResources : IDisposable
{
    private static long _opened;
    private readonly string _spill;

    private RunResources(DuckDbEngine engine, string spill)
    {
        Engine = engine;
        _spill = spill;
    }

    /// <summary>The run's engine: in memory, spilling to disk past its limit.</summary>
    public DuckDbEngine Engine { get; }

    /// <summary>Opens the engine.</summary>
    /// <param name="workspace">The workspace.</param>
    public static RunResources Open(Workspace workspace)
    {
        var spill = Path.Combine(workspace.CacheFolder, $"spill-{Environment.ProcessId}-{Interlocked.Increment(ref _opened)}");
        return new RunResources(DuckDbEngine.Open(new DuckDbOptions { MemoryLimitBytes = MemoryLimit(), TempDirectory = spill }), spill);
    }

    /// <summary>The ports of a run.</summary>
    public RunPorts Ports(Workspace workspace, IRunObserver observer, ILogger logger, TimeProvider clock) => new()
    {
        Engine = Engine,
        Exporter = new DuckDbTableExporter(Engine),
        Arrow = new ArrowImport(),
        Databases = new PostgresExport(),
        OpenScratch = () => DuckDbEngine.Open(new DuckDbOptions()),
        Ledger = workspace.Ledger,
        Steps = workspace.Steps,
        Snapshots = workspace.Snapshots,
        Models = workspace.Models,
        Promotions = workspace.Promotions,
        Persons = workspace.Persons,
        Observer = observer,
        Logger = logger,
        Clock = clock,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        Engine.Dispose();
        if (Directory.Exists(_spill))
        {
            Directory.Delete(_spill, recursive: true);
        }
    }

    /// <summary>Half of what the machine (or the container) has.</summary>
    private static long MemoryLimit() => Math.Max(DuckDbOptions.LeastMemoryBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);
}
