using SegmentationML.Storage.Arrow.CData;

namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>What text and lists share: offsets of 32 or 64 bits in, 32 bits out, beginning at zero in every batch.</summary>
internal abstract unsafe class OffsetGatherer : ColumnGatherer
{
    private readonly NativeBuffer _offsets = new();
    private readonly bool _wide;

    /// <param name="field">The column as it is written.</param>
    /// <param name="wide">The source has 64-bit offsets.</param>
    protected OffsetGatherer(ArrowField field, bool wide)
        : base(field)
    {
        _wide = wide;
        *(int*)_offsets.Extend(sizeof(int)) = 0;
    }

    /// <summary>Where the next value starts: bytes of text or entries of the lists collected.</summary>
    protected abstract long End { get; }

    public override long Fit(ArrowArray* array, long first, long count, long limit) => FitByBytes(array, first, count, limit);

    public override long ExactBytesIn(ArrowArray* array, long first, long count)
    {
        var validity = array->NullCount == 0 ? null : (byte*)array->Buffers[0];
        long bytes = 0;
        for (var row = first; row < first + count; row++)
        {
            if (validity == null || Bitmap.Get(validity, row))
            {
                bytes += ExactBytesOf(array, OffsetAt(array, row), OffsetAt(array, row + 1));
            }
        }

        return bytes;
    }

    /// <summary>Bytes of one value, given where it starts and ends.</summary>
    protected abstract long ExactBytesOf(ArrowArray* array, long start, long end);

    protected override void AppendValues(ArrowArray* array, byte* validity, long first, long count)
    {
        if (validity != null && NullsHoldValues(array, validity, first, count))
        {
            AppendRowByRow(array, validity, first, count);
            return;
        }

        var target = (int*)_offsets.Extend(count * sizeof(int));
        var start = OffsetAt(array, first);
        var delta = End - start;
        if (_wide)
        {
            OffsetRebase.Narrow((long*)array->Buffers[1] + first + 1, target, count, delta);
        }
        else
        {
            OffsetRebase.Add((int*)array->Buffers[1] + first + 1, target, count, (int)delta);
        }

        AppendRange(array, start, OffsetAt(array, first + count) - start);
    }

    /// <summary>Appends a range of what the offsets point into.</summary>
    protected abstract void AppendRange(ArrowArray* array, long start, long count);

    protected long OffsetAt(ArrowArray* array, long row)
        => _wide ? ((long*)array->Buffers[1])[row] : ((int*)array->Buffers[1])[row];

    protected override void DescribeValues(BatchBody body) => body.Buffer(_offsets);

    protected override void ClearValues()
    {
        _offsets.Clear();
        *(int*)_offsets.Extend(sizeof(int)) = 0;
    }

    protected override void DisposeValues() => _offsets.Dispose();

    private bool NullsHoldValues(ArrowArray* array, byte* validity, long first, long count)
    {
        for (var row = first; row < first + count; row++)
        {
            if (!Bitmap.Get(validity, row) && OffsetAt(array, row + 1) != OffsetAt(array, row))
            {
                return true;
            }
        }

        return false;
    }

    private void AppendRowByRow(ArrowArray* array, byte* validity, long first, long count)
    {
        for (var row = first; row < first + count; row++)
        {
            if (Bitmap.Get(validity, row))
            {
                var start = OffsetAt(array, row);
                AppendRange(array, start, OffsetAt(array, row + 1) - start);
            }

            *(int*)_offsets.Extend(sizeof(int)) = (int)End;
        }
    }
}
