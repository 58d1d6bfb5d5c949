namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Puts raw series on the buckets: fills gaps, adds or refuses repeats, sorts by time.</summary>
/// <param name="raw">The rows; their values become the panel.</param>
/// <param name="names">Their names.</param>
/// <param name="grid">The buckets.</param>
/// <param name="request">What gaps and repeats mean.</param>
internal sealed class SeriesPlacement(RawSeries raw, SeriesNames names, TimeGrid grid, SeriesFileRequest request)
{
    private const int LongestSeries = 100_000;
    private const int LeastRowsOfAFrequency = 4;

    private readonly int[] _first = new int[raw.Count];
    private readonly int[] _anchors = new int[raw.Count];
    private readonly string?[] _refusals = new string?[raw.Count];
    private long _gaps;
    private long _repeats;
    private int _disordered;

    /// <summary>Places all series.</summary>
    /// <param name="rows">Rows of the file.</param>
    /// <param name="cancellation">Stops it.</param>
    public SeriesPanel Place(long rows, CancellationToken cancellation)
    {
        var nameless = names.Nameless is { } none ? raw.Keys.IndexOf(none) : -1;
        var namelessRows = nameless < 0 ? 0 : raw.Values[nameless].Length;
        if (nameless >= 0)
        {
            raw.Values.Set(nameless, []);
        }

        for (var series = 0; series < raw.Count; series++)
        {
            cancellation.ThrowIfCancellationRequested();
            _refusals[series] = series == nameless ? SeriesRefusals.NoName : Place(series);
            if (_refusals[series] is not null)
            {
                raw.Values.Set(series, []);
            }

            raw.Forget(series);
        }

        var endEarly = EndTogether();
        var known = raw.Keys.Select((key, series) => series == nameless ? (string.Empty, [.. request.Attributes.Select(static _ => string.Empty)]) : names.Of(key)).ToArray();
        return new SeriesPanel
        {
            Names = [.. known.Select(static k => k.Item1)],
            Attributes = [.. known.Select(static k => k.Item2)],
            Panel = raw.Values.Build(_first),
            Refusals = _refusals,
            Grid = grid,
            Anchors = _anchors,
            Counts = new SeriesFileCounts(rows, namelessRows, _gaps, _repeats, _disordered, endEarly),
        };
    }

    private string? Place(int series)
    {
        var stride = raw.Stride(series);
        var (first, last) = (raw.First(series), raw.Last(series));
        if (stride >= 0 && first != SeriesSource.NoTime)
        {
            _anchors[series] = grid.Anchor(first, last);
            if (grid.TryBucket(first, _anchors[series], out _first[series]) && (stride == 0 || IsOneBucket(stride)))
            {
                return raw.Values[series].Length > LongestSeries ? SeriesRefusals.TooLong : null;
            }
        }

        return PlaceRows(series, raw.Times(series), raw.Values[series].ToArray());
    }

    private bool IsOneBucket(int stride) => grid.Frequency switch
    {
        Frequency.Day or Frequency.None => stride == 1,
        Frequency.Week => stride == 7,
        _ => false,
    };

    private string? PlaceRows(int series, int[] times, double[] values)
    {
        if (Array.IndexOf(times, SeriesSource.NoTime) >= 0)
        {
            return SeriesRefusals.NoTime;
        }

        Sort(times, values);
        _anchors[series] = grid.Anchor(times[0], times[^1]);
        var buckets = new int[times.Length];
        for (var i = 0; i < times.Length; i++)
        {
            if (!grid.TryBucket(times[i], _anchors[series], out buckets[i]))
            {
                return SeriesRefusals.OtherFrequency;
            }
        }

        var length = (long)buckets[^1] - buckets[0] + 1;
        if (length > LongestSeries)
        {
            return SeriesRefusals.TooLong;
        }

        if (length >= times.Length + 2 && IsOfALongerFrequency(times))
        {
            return SeriesRefusals.OtherFrequency;
        }

        var placed = new double[length];
        Array.Fill(placed, request.GapsAreMissing ? double.NaN : 0);
        if (Repeat(times, values, buckets, placed) is { } refusal)
        {
            return refusal;
        }

        _first[series] = buckets[0];
        raw.Values.Set(series, placed);
        return null;
    }

    private void Sort(int[] times, double[] values)
    {
        for (var i = 1; i < times.Length; i++)
        {
            if (times[i] < times[i - 1])
            {
                _disordered++;
                Array.Sort(times, values);
                return;
            }
        }
    }

    /// <summary>Writes the values to their buckets.</summary>
    private string? Repeat(int[] times, double[] values, int[] buckets, double[] placed)
    {
        var filled = 0;
        for (var i = 0; i < times.Length; i++)
        {
            ref var place = ref placed[buckets[i] - buckets[0]];
            if (i == 0 || buckets[i] != buckets[i - 1])
            {
                place = values[i];
                filled++;
            }
            else if (request.SumsRepeats)
            {
                place += values[i];
                _repeats++;
            }
            else
            {
                return times[i] == times[i - 1] ? SeriesRefusals.RepeatedTime : SeriesRefusals.OtherFrequency;
            }
        }

        _gaps += placed.Length - filled;
        return null;
    }

    /// <summary>True when the rows lie evenly at a longer frequency than the file's: a weekly series among daily ones has no gaps.</summary>
    private bool IsOfALongerFrequency(int[] times)
    {
        if (!grid.IsDate || times.Length < LeastRowsOfAFrequency)
        {
            return false;
        }

        var own = FrequencyFinder.Of(times);
        var theirs = new TimeGrid(own, IsDate: true);
        var anchor = theirs.Anchor(times[0], times[^1]);
        return own > grid.Frequency
            && theirs.TryBucket(times[0], anchor, out var from)
            && theirs.TryBucket(times[^1], anchor, out var to)
            && to - from + 1 == times.Length;
    }

    /// <summary>Counts the series that end before the last bucket, and fills them where that is asked for.</summary>
    private int EndTogether()
    {
        var last = Enumerable.Range(0, raw.Count).Where(s => _refusals[s] is null).Select(Last).DefaultIfEmpty(0).Max();
        var early = 0;
        for (var series = 0; series < raw.Count; series++)
        {
            if (_refusals[series] is not null || Last(series) >= last)
            {
                continue;
            }

            early++;
            if (request.EndsTogether && last - _first[series] < LongestSeries)
            {
                var values = new double[last - _first[series] + 1];
                Array.Fill(values, request.GapsAreMissing ? double.NaN : 0);
                var known = raw.Values[series];
                known.CopyTo(values);
                _gaps += values.Length - known.Length;
                raw.Values.Set(series, values);
            }
        }

        return early;
    }

    private int Last(int series) => _first[series] + raw.Values[series].Length - 1;
}
