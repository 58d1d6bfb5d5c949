using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace SegmentationML.Service.Worker;

/// <summary>Threads of their own for the work of runs, which the system serves after those that answer calls.</summary>
/// <remarks>
/// On Linux their niceness is raised once, which cannot be taken back: so they are no threads of the pool. The engine's threads inherit it from the one that opens the engine.
/// Elsewhere they are ordinary threads, and what helps is that the pool's stay free for calls.
/// </remarks>
internal sealed partial class BackgroundWork : TaskScheduler, IDisposable
{
    private const int Niceness = 15;
    private readonly BlockingCollection<Task> _tasks = [];
    private readonly int _threads;

    [ThreadStatic]
    private static bool _isOurs;

    /// <summary>Starts the threads: one a processor, and one for each run that may be under way.</summary>
    public BackgroundWork(ServiceOptions options)
    {
        _threads = Math.Max(Environment.ProcessorCount, options.ConcurrentRuns);
        for (var i = 0; i < _threads; i++)
        {
            new Thread(Work) { IsBackground = true, Name = $"run {i}" }.Start();
        }
    }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => _threads;

    /// <summary>Lets the threads end when they have nothing left to do.</summary>
    public void Dispose() => _tasks.CompleteAdding();

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [.. _tasks];

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => _tasks.Add(task);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => _isOurs && TryExecuteTask(task);

    private void Work()
    {
        _isOurs = true;
        if (OperatingSystem.IsLinux())
        {
            _ = setpriority(0, 0, Niceness); // Of this thread alone. Where it is refused, runs have the priority of calls.
        }

        foreach (var task in _tasks.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int setpriority(int which, uint who, int priority);
}
