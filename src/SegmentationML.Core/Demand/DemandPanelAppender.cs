namespace SegmentationML.Core.Demand;

/// <summary>Fills a <see cref="DemandPanel"/> series after series, as values arrive whose number is not known before: no second copy.</summary>
/// <remarks>Not safe for several threads at once.</remarks>
public sealed class DemandPanelAppender
{
    private const int DefaultBlockShift = 22;

    private readonly int _blockShift;
    private readonly List<double[]> _blocks = [];
    private readonly List<long> _offsets = [];
    private readonly List<int> _lengths = [];
    private int _free;
    private bool _built;

    /// <summary>An empty panel.</summary>
    public DemandPanelAppender()
        : this(DefaultBlockShift)
    {
    }

    internal DemandPanelAppender(int blockShift) => _blockShift = blockShift;

    /// <summary>Number of series begun.</summary>
    public int Count => _lengths.Count;

    /// <summary>The values of a series so far.</summary>
    /// <param name="series">Index in [0, Count).</param>
    public Span<double> this[int series] => _blocks[(int)(_offsets[series] >> _blockShift)].AsSpan((int)(_offsets[series] & ((1L << _blockShift) - 1)), _lengths[series]);

    /// <summary>Begins the next series, empty.</summary>
    /// <returns>Its index.</returns>
    public int Begin()
    {
        _offsets.Add(_blocks.Count == 0 || _free >= 1 << _blockShift ? (long)_blocks.Count << _blockShift : ((long)(_blocks.Count - 1) << _blockShift) + _free);
        _lengths.Add(0);
        if (_offsets[^1] >> _blockShift == _blocks.Count)
        {
            Open(0);
        }

        return _lengths.Count - 1;
    }

    /// <summary>Appends to the series begun last.</summary>
    /// <param name="values">Units per bucket, oldest first; NaN = missing.</param>
    public void Append(ReadOnlySpan<double> values)
    {
        if (values.Length > _blocks[^1].Length - _free)
        {
            MoveLast(values.Length);
        }

        values.CopyTo(_blocks[^1].AsSpan(_free));
        _free += values.Length;
        _lengths[^1] += values.Length;
    }

    /// <summary>Replaces the values of a series; a longer one takes new room.</summary>
    /// <param name="series">Index in [0, Count).</param>
    /// <param name="values">Units per bucket, oldest first; NaN = missing; not memory of this panel.</param>
    public void Set(int series, ReadOnlySpan<double> values)
    {
        if (values.Length > _lengths[series])
        {
            // A series begins within the first 2^shift places of its block, also of a longer one.
            if (values.Length > _blocks[^1].Length - _free || _free >= 1 << _blockShift)
            {
                Open(values.Length);
            }

            _offsets[series] = ((long)(_blocks.Count - 1) << _blockShift) + _free;
            _free += values.Length;
        }

        _lengths[series] = values.Length;
        values.CopyTo(this[series]);
    }

    /// <summary>Takes the series of another appender over, after its own; the other is spent.</summary>
    /// <param name="other">Of the same kind.</param>
    /// <param name="from">The first of its series that is taken.</param>
    public void Adopt(DemandPanelAppender other, int from)
    {
        var shift = (long)_blocks.Count << _blockShift;
        _blocks.AddRange(other._blocks);
        _offsets.AddRange(other._offsets.Skip(from).Select(offset => offset + shift));
        _lengths.AddRange(other._lengths.Skip(from));
        _free = other._blocks.Count == 0 ? _free : other._free;
        other._built = true;
    }

    /// <summary>Hands the filled panel over; the appender is spent.</summary>
    /// <param name="firstBuckets">Calendar bucket of the first value of each series, shape (Count).</param>
    public DemandPanel Build(ReadOnlySpan<int> firstBuckets)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(firstBuckets.Length, Count, nameof(firstBuckets));
        if (_built)
        {
            throw new InvalidOperationException("This appender has handed its panel over: make a new one.");
        }

        _built = true;
        long missing = 0;
        long invalid = 0;
        for (var series = 0; series < Count; series++)
        {
            missing += DemandScan.CountMissing(this[series]);
            invalid += DemandScan.CountInvalid(this[series]);
        }

        return new DemandPanel([.. _blocks], _blockShift, [.. _offsets], [.. _lengths], firstBuckets.ToArray(), missing, invalid);
    }

    /// <summary>Moves the series begun last to a block with room for more.</summary>
    private void MoveLast(int more)
    {
        var (offset, length) = (_offsets[^1], _lengths[^1]);
        var from = _blocks[(int)(offset >> _blockShift)].AsSpan((int)(offset & ((1L << _blockShift) - 1)), length);
        Open(checked(length + more) > 1 << _blockShift ? (int)Math.Min(Array.MaxLength, 2L * (length + more)) : 0);
        from.CopyTo(_blocks[^1]);
        _offsets[^1] = (long)(_blocks.Count - 1) << _blockShift;
        _free = length;
    }

    private void Open(int room)
    {
        _blocks.Add(GC.AllocateUninitializedArray<double>(Math.Max(room, 1 << _blockShift)));
        _free = 0;
    }
}
