using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Reads a file of series in long form, several parts of it at once, and puts each series on the buckets or says why not.</summary>
/// <remarks>A file whose rows of a series stand together is read as it comes, whatever the order of its times; another is sorted by the engine first.</remarks>
public static class SeriesFile
{
    private const int SeriesToLookAt = 2000;
    private const long LeastRowsOfPart = 1 << 20;

    /// <summary>Reads the file.</summary>
    /// <param name="open">Opens an engine in memory.</param>
    /// <param name="request">The file and its columns.</param>
    /// <param name="threads">Parts that are read at once, at most.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ProblemException">SEG-FCST-201 … 208: the file, a column or the frequency.</exception>
    public static SeriesPanel Read(Func<IQueryEngine> open, SeriesFileRequest request, int threads, CancellationToken cancellation = default)
    {
        ProblemException.ThrowIfAny(request.Validate());
        var scratch = Directory.CreateTempSubdirectory("segml-series-");
        try
        {
            using var engine = open();
            var source = SeriesSource.Of(engine, request, scratch.FullName, cancellation);
            var names = SeriesNames.Read(engine, source, request.Attributes, cancellation);
            long rows = 0;
            engine.Read(source.CountSql, batch => rows = batch.Values<long>(0)[0], null, cancellation);
            var raw = InFileOrder(open, source, rows, threads, cancellation);
            if (raw.Keys.Distinct().Count() < raw.Count)
            {
                raw = ReadRows(engine, source.SortedSql, cancellation);
            }

            var grid = new TimeGrid(Frequency(raw, source, request), source.IsDate);
            return new SeriesPlacement(raw, names, grid, request).Place(rows, cancellation);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static RawSeries InFileOrder(Func<IQueryEngine> open, SeriesSource source, long rows, int threads, CancellationToken cancellation)
    {
        var parts = (int)Math.Clamp(rows / LeastRowsOfPart, 1, threads);
        var raws = new RawSeries[parts];
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts, CancellationToken = cancellation }, part =>
        {
            using var engine = open();
            raws[part] = ReadRows(engine, source.RowsSql(rows * part / parts, rows * (part + 1) / parts), cancellation);
        });
        foreach (var next in raws.AsSpan(1))
        {
            raws[0].Join(next);
        }

        return raws[0];
    }

    private static RawSeries ReadRows(IQueryEngine engine, string sql, CancellationToken cancellation)
    {
        var raw = new RawSeries();
        engine.Read(
            sql,
            batch =>
            {
                var keys = batch.Values<ulong>(0);
                var times = batch.Values<int>(1);
                var values = batch.Values<double>(2);
                for (int row = 0, end; row < keys.Length; row = end)
                {
                    var next = keys[(row + 1)..].IndexOfAnyExcept(keys[row]);
                    end = next < 0 ? keys.Length : row + 1 + next;
                    if (raw.Count == 0 || raw.Keys[^1] != keys[row])
                    {
                        raw.Begin(keys[row]);
                    }

                    raw.Append(times[row..end], values[row..end]);
                }
            },
            null,
            cancellation);
        return raw;
    }

    private static Frequency Frequency(RawSeries raw, SeriesSource source, SeriesFileRequest request)
    {
        if (!source.IsDate)
        {
            return request.Frequency is null or Files.Frequency.None
                ? Files.Frequency.None
                : throw new ProblemException(new Problem("SEG-FCST-207", $"Column '{request.Time}' holds whole numbers, which have no frequency of {request.Frequency.Value.Letter()}.", "Leave --frequency out (or give N), or give dates."));
        }

        if (request.Frequency is Files.Frequency.None)
        {
            throw new ProblemException(new Problem("SEG-FCST-207", $"Column '{request.Time}' holds dates, which frequency N does not go with.", "Give --frequency D, W, M, Q or Y, or leave it out."));
        }

        return request.Frequency ?? Found(raw);
    }

    private static Frequency Found(RawSeries raw)
    {
        var votes = new Dictionary<Frequency, int>();
        var step = Math.Max(1, raw.Count / SeriesToLookAt);
        for (var series = 0; series < raw.Count; series += step)
        {
            // Evenly spaced days are told by their distance alone; months are never evenly spaced, save for two or three of them.
            int[] times = raw.Stride(series) is > 0 and < 28 and var stride
                ? [raw.First(series), raw.First(series) + stride, raw.First(series) + (2 * stride)]
                : [.. raw.Times(series).Where(static t => t != SeriesSource.NoTime).Distinct().Order()];
            if (times.Length > 1)
            {
                var frequency = FrequencyFinder.Of(times);
                votes[frequency] = votes.GetValueOrDefault(frequency) + 1;
            }
        }

        return FrequencyFinder.Most(votes);
    }
}
