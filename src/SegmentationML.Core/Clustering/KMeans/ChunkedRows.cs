namespace SegmentationML.Core.Clustering.KMeans;

/// <summary>Rows in chunks of a fixed length, so that sums by chunk, added in chunk order, do not depend on the number of threads.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="MaximumThreads">Upper bound of threads; -1 for as many as there are processors.</param>
/// <param name="Cancellation">Stops between chunks.</param>
internal readonly record struct ChunkedRows(int Rows, int MaximumThreads, CancellationToken Cancellation)
{
    public const int Length = 4096;

    public int Chunks => (Rows + Length - 1) / Length;

    /// <summary>Runs a body over all chunks: chunk number, first row, row after the last.</summary>
    public void ForEach(Action<int, int, int> body)
    {
        var rows = Rows;
        if (MaximumThreads == 1 || Chunks == 1)
        {
            for (var chunk = 0; chunk < Chunks; chunk++)
            {
                Cancellation.ThrowIfCancellationRequested();
                body(chunk, chunk * Length, Math.Min((chunk + 1) * Length, rows));
            }

            return;
        }

        Parallel.For(0, Chunks, new ParallelOptions { MaxDegreeOfParallelism = MaximumThreads, CancellationToken = Cancellation }, chunk => body(chunk, chunk * Length, Math.Min((chunk + 1) * Length, rows)));
    }
}
