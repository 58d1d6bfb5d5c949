namespace SegmentationML.Core.Demand;

/// <summary>Demand of many series on one calendar of buckets: contiguous blocks of doubles, addressed by long offsets, so that millions of series fit.</summary>
/// <remarks>
/// Series <c>i</c> covers the buckets <c>FirstBucket(i) … LastBucket(i)</c> of the calendar, oldest first, zeros included. NaN marks a bucket whose demand is
/// not known: missing is not zero. A panel is immutable: it is made by <see cref="DemandPanelBuilder"/>, <see cref="FromSeries"/> or <see cref="FromMatrix"/>.
/// </remarks>
public sealed class DemandPanel
{
    private readonly double[][] _blocks;
    private readonly int _blockShift;
    private readonly long[] _offsets;
    private readonly int[] _lengths;
    private readonly int[] _firstBuckets;

    internal DemandPanel(double[][] blocks, int blockShift, long[] offsets, int[] lengths, int[] firstBuckets, long missing, long invalid)
    {
        _blocks = blocks;
        _blockShift = blockShift;
        _offsets = offsets;
        _lengths = lengths;
        _firstBuckets = firstBuckets;
        MissingCount = missing;
        InvalidCount = invalid;
    }

    /// <summary>Number of series.</summary>
    public int Count => _lengths.Length;

    /// <summary>Number of missing buckets over all series; 0 lets the kernels take their dense paths.</summary>
    public long MissingCount { get; }

    /// <summary>Number of values over all series that cannot be demand, below zero or infinite; the forecaster refuses their series one by one.</summary>
    public long InvalidCount { get; }

    /// <summary>Number of buckets over all series.</summary>
    public long BucketCount => _lengths.Sum(static length => (long)length);

    /// <summary>Length of the longest series; 0 when there is none.</summary>
    public int LongestSeries => _lengths.Length == 0 ? 0 : _lengths.Max();

    /// <summary>Demand of one series: units per bucket, shape (Length(series)), oldest first; NaN = missing.</summary>
    /// <param name="series">Index in [0, Count).</param>
    public ReadOnlySpan<double> this[int series]
    {
        get
        {
            var offset = _offsets[series];
            return _blocks[(int)(offset >> _blockShift)].AsSpan((int)(offset & ((1L << _blockShift) - 1)), _lengths[series]);
        }
    }

    /// <summary>Number of buckets of one series.</summary>
    public int Length(int series) => _lengths[series];

    /// <summary>Calendar bucket of the first value of a series.</summary>
    public int FirstBucket(int series) => _firstBuckets[series];

    /// <summary>Calendar bucket of the last value of a series; <c>FirstBucket - 1</c> for an empty one.</summary>
    public int LastBucket(int series) => _firstBuckets[series] + _lengths[series] - 1;

    /// <summary>The series from its first demand on: the active span of the definitions; empty when it has no demand at all.</summary>
    /// <param name="series">Index in [0, Count).</param>
    /// <remarks>Missing buckets before the first demand are left out with the zeros before it.</remarks>
    public ReadOnlySpan<double> ActiveSpan(int series)
    {
        var demand = this[series];
        return demand[DemandScan.FirstDemand(demand)..];
    }

    /// <summary>Some of the series as a panel of their own; the values are shared, not copied.</summary>
    /// <param name="start">The first series.</param>
    /// <param name="count">How many.</param>
    public DemandPanel Slice(int start, int count)
    {
        var range = start..(start + count);
        var (missing, invalid) = (0L, 0L);
        for (var series = start; series < start + count && (MissingCount > 0 || InvalidCount > 0); series++)
        {
            missing += DemandScan.CountMissing(this[series]);
            invalid += DemandScan.CountInvalid(this[series]);
        }

        return new DemandPanel(_blocks, _blockShift, _offsets[range], _lengths[range], _firstBuckets[range], missing, invalid);
    }

    /// <summary>The panel as it stood some buckets before the end of each series; the values are shared, not copied.</summary>
    /// <param name="buckets">Buckets to leave out at the end of each; a shorter series is empty.</param>
    public DemandPanel WithoutLast(int buckets)
        => new(_blocks, _blockShift, _offsets, Array.ConvertAll(_lengths, length => Math.Max(0, length - buckets)), _firstBuckets, MissingCount, InvalidCount);

    /// <summary>A panel of series that all begin at calendar bucket 0.</summary>
    /// <param name="series">One array a series, oldest first; copied.</param>
    public static DemandPanel FromSeries(IReadOnlyList<double[]> series)
    {
        var first = new int[series.Count];
        var last = series.Select(static demand => demand.Length - 1).ToArray();
        var builder = new DemandPanelBuilder(first, last);
        for (var i = 0; i < series.Count; i++)
        {
            builder.Set(i, series[i]);
        }

        return builder.Build();
    }

    /// <summary>A panel of equally long series.</summary>
    /// <param name="rows">Demand, shape (count × buckets), one row a series; copied.</param>
    /// <param name="buckets">Length of each series, at least 1 and a divisor of the number of values.</param>
    public static DemandPanel FromMatrix(ReadOnlySpan<double> rows, int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(buckets);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length % buckets, 0, nameof(rows));
        var count = rows.Length / buckets;
        var last = new int[count];
        Array.Fill(last, buckets - 1);
        var builder = new DemandPanelBuilder(new int[count], last);
        for (var i = 0; i < count; i++)
        {
            builder.Set(i, rows.Slice(i * buckets, buckets));
        }

        return builder.Build();
    }
}
