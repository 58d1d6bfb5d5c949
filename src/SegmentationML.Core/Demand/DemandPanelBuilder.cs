namespace SegmentationML.Core.Demand;

/// <summary>Fills a <see cref="DemandPanel"/> by scattering (series, bucket, quantity) triples in any order: no sort, no second copy.</summary>
/// <remarks>Quantities of one bucket are added in the order in which they arrive, so the same order gives the same bytes. Not safe for several threads at once.</remarks>
public sealed class DemandPanelBuilder
{
    /// <summary>Values in a block unless a longer series needs more: 2^24, 128 MiB.</summary>
    internal const int DefaultBlockShift = 24;

    private readonly int _blockShift;
    private readonly double[][] _blocks;
    private readonly long[] _offsets;
    private readonly int[] _lengths;
    private readonly int[] _firstBuckets;
    private bool _built;

    /// <summary>Lays out the series; every bucket starts at zero demand.</summary>
    /// <param name="firstBuckets">Calendar bucket of the first value of each series, shape (count).</param>
    /// <param name="lastBuckets">Calendar bucket of the last value, inclusive, shape (count); <c>first - 1</c> makes an empty series.</param>
    /// <exception cref="ProblemException">SEG-CORE-010 when the two differ in length, SEG-CORE-011 when a span is negative or longer than an array can be.</exception>
    public DemandPanelBuilder(ReadOnlySpan<int> firstBuckets, ReadOnlySpan<int> lastBuckets)
        : this(firstBuckets, lastBuckets, DefaultBlockShift)
    {
    }

    internal DemandPanelBuilder(ReadOnlySpan<int> firstBuckets, ReadOnlySpan<int> lastBuckets, int blockShift)
    {
        if (firstBuckets.Length != lastBuckets.Length)
        {
            throw new ProblemException(new Problem(
                "SEG-CORE-010",
                $"A demand panel was given {firstBuckets.Length} first buckets and {lastBuckets.Length} last buckets.",
                "Give one of each per series."));
        }

        _firstBuckets = firstBuckets.ToArray();
        _lengths = MeasureLengths(firstBuckets, lastBuckets);
        while (_lengths.Length > 0 && _lengths.Max() > 1L << blockShift)
        {
            blockShift++;
        }

        _blockShift = blockShift;
        _offsets = new long[_lengths.Length];
        _blocks = Allocate(_lengths, _offsets, blockShift);
    }

    /// <summary>Triples that fell outside the span of their series and were left out.</summary>
    public long OutsideCount { get; private set; }

    /// <summary>Adds one quantity.</summary>
    /// <param name="series">Index in [0, count).</param>
    /// <param name="bucket">Calendar bucket; outside the span of the series it is left out and counted.</param>
    /// <param name="quantity">Units, added to what the bucket holds.</param>
    public void Add(int series, int bucket, double quantity)
    {
        var position = (long)bucket - _firstBuckets[series];
        if (position < 0 || position >= _lengths[series])
        {
            OutsideCount++;
            return;
        }

        var offset = _offsets[series] + position;
        _blocks[(int)(offset >> _blockShift)][(int)(offset & ((1L << _blockShift) - 1))] += quantity;
    }

    /// <summary>Adds many quantities: triples (series[k], buckets[k], quantities[k]) in the order given.</summary>
    /// <param name="series">Series indices, shape (n).</param>
    /// <param name="buckets">Calendar buckets, shape (n).</param>
    /// <param name="quantities">Units, shape (n).</param>
    public void AddRange(ReadOnlySpan<int> series, ReadOnlySpan<int> buckets, ReadOnlySpan<double> quantities)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(buckets.Length, series.Length, nameof(buckets));
        ArgumentOutOfRangeException.ThrowIfNotEqual(quantities.Length, series.Length, nameof(quantities));
        for (var k = 0; k < series.Length; k++)
        {
            Add(series[k], buckets[k], quantities[k]);
        }
    }

    /// <summary>Says that the demand of a bucket is not known; whatever is added to it afterwards, it stays missing.</summary>
    /// <param name="series">Index in [0, count).</param>
    /// <param name="bucket">Calendar bucket; outside the span of the series it is left out and counted.</param>
    public void MarkMissing(int series, int bucket) => Add(series, bucket, double.NaN);

    /// <summary>Replaces a whole series.</summary>
    /// <param name="series">Index in [0, count).</param>
    /// <param name="demand">Units per bucket, oldest first, as long as the span of the series; NaN = missing.</param>
    public void Set(int series, ReadOnlySpan<double> demand)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(demand.Length, _lengths[series], nameof(demand));
        demand.CopyTo(Values(series));
    }

    /// <summary>Hands the filled panel over; the builder is spent.</summary>
    public DemandPanel Build()
    {
        if (_built)
        {
            throw new InvalidOperationException("This builder has handed its panel over: make a new one.");
        }

        _built = true;
        long missing = 0;
        long invalid = 0;
        for (var i = 0; i < _lengths.Length; i++)
        {
            missing += DemandScan.CountMissing(Values(i));
            invalid += DemandScan.CountInvalid(Values(i));
        }

        return new DemandPanel(_blocks, _blockShift, _offsets, _lengths, _firstBuckets, missing, invalid);
    }

    private static int[] MeasureLengths(ReadOnlySpan<int> firstBuckets, ReadOnlySpan<int> lastBuckets)
    {
        var lengths = new int[firstBuckets.Length];
        for (var i = 0; i < lengths.Length; i++)
        {
            var length = (long)lastBuckets[i] - firstBuckets[i] + 1;
            if (length < 0 || length > Array.MaxLength)
            {
                throw new ProblemException(new Problem(
                    "SEG-CORE-011",
                    $"Series {i} spans the buckets {firstBuckets[i]} to {lastBuckets[i]}.",
                    "The last bucket is inclusive and may not lie before first - 1; a series may be as long as an array."));
            }

            lengths[i] = (int)length;
        }

        return lengths;
    }

    /// <summary>Gives each series its offset, so that none straddles two blocks, and allocates blocks of the size that is needed.</summary>
    private static double[][] Allocate(int[] lengths, long[] offsets, int blockShift)
    {
        var blockSize = 1L << blockShift;
        var used = new List<int>();
        long next = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            var left = blockSize - (next & (blockSize - 1));
            if (lengths[i] > left)
            {
                next += left;
            }

            offsets[i] = next;
            next += lengths[i];
            var block = (int)(offsets[i] >> blockShift);
            while (used.Count <= block)
            {
                used.Add(0);
            }

            used[block] = (int)(next - ((long)block << blockShift));
        }

        return [.. used.Select(static size => new double[size])];
    }

    private Span<double> Values(int series)
    {
        var offset = _offsets[series];
        return _blocks[(int)(offset >> _blockShift)].AsSpan((int)(offset & ((1L << _blockShift) - 1)), _lengths[series]);
    }
}
