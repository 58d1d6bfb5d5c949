using System.Runtime.InteropServices;
using SegmentationML.Core.Demand;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>The rows of a file as they came: values series after series, times only where they are not evenly spaced.</summary>
internal sealed class RawSeries
{
    private readonly List<int> _first = [];
    private readonly List<int> _stride = [];
    private readonly List<int> _last = [];
    private readonly List<List<int>?> _times = [];

    /// <summary>Hashes of the series' names, in the order in which they came.</summary>
    public List<ulong> Keys { get; } = [];

    /// <summary>The values of every series in the order of its rows.</summary>
    public DemandPanelAppender Values { get; } = new();

    /// <summary>Number of series.</summary>
    public int Count => Keys.Count;

    /// <summary>Begins a series.</summary>
    public void Begin(ulong key)
    {
        ShareTimes();
        Keys.Add(key);
        _ = Values.Begin();
        _first.Add(0);
        _last.Add(0);
        _stride.Add(0);
        _times.Add(null);
    }

    /// <summary>Appends rows to the series begun last.</summary>
    /// <param name="times">Their times.</param>
    /// <param name="values">Their values.</param>
    public void Append(ReadOnlySpan<int> times, ReadOnlySpan<double> values)
    {
        var series = Count - 1;
        var known = Values[series].Length;
        if (known == 0)
        {
            _first[series] = times[0];
        }

        if (_times[series] is null && !IsEven(series, known, times))
        {
            _times[series] = [.. Enumerable.Range(0, known).Select(i => _first[series] + (i * _stride[series]))];
        }

        _times[series]?.AddRange(times);
        _last[series] = times[^1];
        Values.Append(values);
    }

    /// <summary>The distance of the rows of a series when they are evenly spaced and ascending (0 with one row); -1 when they are not.</summary>
    public int Stride(int series) => _times[series] is null ? _stride[series] : -1;

    /// <summary>The time of the first row as it came.</summary>
    public int First(int series) => _first[series];

    /// <summary>The time of the last row as it came.</summary>
    public int Last(int series) => _last[series];

    /// <summary>The times of all rows of a series in the order of the rows.</summary>
    public int[] Times(int series)
        => _times[series] is { } times ? [.. times] : [.. Enumerable.Range(0, Values[series].Length).Select(i => _first[series] + (i * _stride[series]))];

    /// <summary>Takes the rows of the next part of the file over.</summary>
    /// <param name="next">Its first series may go on with the last one here.</param>
    public void Join(RawSeries next)
    {
        var goesOn = Count > 0 && next.Count > 0 && Keys[^1] == next.Keys[0];
        if (goesOn)
        {
            // The last list of times may be shared.
            _times[^1] = _times[^1] is { } shared ? [.. shared] : null;
            Append(next.Times(0), next.Values[0]);
        }

        var from = goesOn ? 1 : 0;
        Keys.AddRange(next.Keys.Skip(from));
        _first.AddRange(next._first.Skip(from));
        _stride.AddRange(next._stride.Skip(from));
        _last.AddRange(next._last.Skip(from));
        _times.AddRange(next._times.Skip(from));
        Values.Adopt(next.Values, from);
    }

    /// <summary>Forgets the times of a series.</summary>
    public void Forget(int series) => _times[series] = null;

    /// <summary>Series after series often has the same times, such as the months of three years: they are kept once.</summary>
    private void ShareTimes()
    {
        if (Count > 1 && _times[^1] is { } times && _times[^2] is { } before && CollectionsMarshal.AsSpan(times).SequenceEqual(CollectionsMarshal.AsSpan(before)))
        {
            _times[^1] = before;
        }
    }

    private bool IsEven(int series, int known, ReadOnlySpan<int> times)
    {
        var previous = known == 0 ? times[0] : _last[series];
        var from = known == 0 ? 1 : 0;
        if (known <= 1 && times.Length > from)
        {
            _stride[series] = (int)Math.Clamp((long)times[from] - previous, 0, int.MaxValue);
        }

        var stride = _stride[series];
        for (var i = from; i < times.Length; i++)
        {
            if ((long)times[i] - previous != stride || stride == 0)
            {
                return false;
            }

            previous = times[i];
        }

        return times[0] != SeriesSource.NoTime;
    }
}
