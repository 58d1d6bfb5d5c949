namespace SegmentationML.Core.Forecasting;

/// <summary>Runs a body over the series of a panel on several threads; each thread keeps one state, each series is done once.</summary>
internal static class PanelLoop
{
    /// <summary>Runs the loop.</summary>
    /// <param name="count">Number of series.</param>
    /// <param name="chunkLength">Series that a thread takes at a time.</param>
    /// <param name="degreeOfParallelism">Threads at most.</param>
    /// <param name="createState">Makes the state of a thread.</param>
    /// <param name="body">Does one series; writes to places that belong to it alone.</param>
    /// <param name="progress">Told the share done, rising, at most a hundred times.</param>
    /// <param name="cancellation">Looked at before each chunk.</param>
    public static void Run<TState>(
        int count, int chunkLength, int degreeOfParallelism, Func<TState> createState, Action<TState, int> body, IProgress<double>? progress, CancellationToken cancellation)
    {
        var chunks = (count + chunkLength - 1) / chunkLength;
        var done = 0;
        var gate = new Lock();
        var reported = 0;
        Parallel.For(
            0,
            chunks,
            new ParallelOptions { MaxDegreeOfParallelism = degreeOfParallelism, CancellationToken = cancellation, TaskScheduler = TaskScheduler.Current },
            createState,
            (chunk, _, state) =>
            {
                var end = (int)Math.Min(count, (chunk + 1L) * chunkLength);
                for (var series = chunk * chunkLength; series < end; series++)
                {
                    body(state, series);
                }

                if (progress is not null)
                {
                    lock (gate)
                    {
                        done++;
                        var percent = (int)(100L * done / chunks);
                        if (percent > reported)
                        {
                            reported = percent;
                            progress.Report(percent / 100.0);
                        }
                    }
                }

                return state;
            },
            static _ => { });
    }
}
