using SegmentationML.Storage.Arrow;

namespace SegmentationML.Notebooks.Client;

/// <summary>Rows of a service as an Arrow stream that is read while it comes: one batch is in memory.</summary>
public sealed class ServiceRows : IDisposable
{
    private readonly HttpResponseMessage _answer;

    private ServiceRows(HttpResponseMessage answer, ArrowIpcReader reader, long version, long? since)
        => (_answer, Reader, Version, Since) = (answer, reader, version, since);

    /// <summary>Reads the batches.</summary>
    public ArrowIpcReader Reader { get; }

    /// <summary>The version that the rows are of.</summary>
    public long Version { get; }

    /// <summary>Of a difference the version before; null for rows of a table.</summary>
    public long? Since { get; }

    internal static async Task<ServiceRows> OpenAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            var body = await answer.Content.ReadAsStreamAsync(cancellation);
            var reader = await Task.Run(() => new ArrowIpcReader(body, new ArrowReadOptions { MaxBatchBytes = 1L << 30 }), cancellation);
            return new ServiceRows(answer, reader, Number(answer, "Segml-Version") ?? 0, Number(answer, "Segml-Since"));
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Reader.Dispose();
        _answer.Dispose();
    }

    private static long? Number(HttpResponseMessage answer, string header)
        => answer.Headers.TryGetValues(header, out var values) && long.TryParse(values.First(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
