namespace SegmentationML.Pipeline.Ingest;

/// <summary>Reports how far loading has come, by bytes of the files, a few times a second.</summary>
internal sealed class LoadProgress : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);
    private readonly StepContext _context;
    private readonly long _bytes;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private SourceFile? _file;
    private long _done;

    /// <summary>Starts reporting.</summary>
    /// <param name="context">Takes the progress and knows the engine's.</param>
    /// <param name="plan">The files.</param>
    public LoadProgress(StepContext context, IngestPlan plan)
    {
        _context = context;
        _bytes = Math.Max(1, plan.Files.Where(f => !f.IsLookup).Sum(f => f.Bytes));
        _timer = context.Clock.CreateTimer(_ => Report(), null, Period, Period);
    }

    /// <summary>Marks the start of a file; disposing marks its end.</summary>
    /// <param name="file">The file.</param>
    public IDisposable Begin(SourceFile file)
    {
        lock (_gate)
        {
            _file = file;
        }

        return new End(this, file);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Report()
    {
        lock (_gate)
        {
            if (_file is { } file)
            {
                var within = _context.Engine.Progress;
                _context.Progress.Report(new StepProgress((_done + ((double.IsNaN(within) ? 0 : within) * file.Bytes)) / _bytes, file.Name));
            }
        }
    }

    private sealed class End(LoadProgress progress, SourceFile file) : IDisposable
    {
        public void Dispose()
        {
            lock (progress._gate)
            {
                progress._done += file.Bytes;
                progress._file = null;
                progress._context.Progress.Report(new StepProgress((double)progress._done / progress._bytes, file.Name));
            }
        }
    }
}
