using SegmentationML.Storage.Arrow.CData;

namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>Collects the chunks of one column into the buffers of one batch. Rows are counted from the start of the array's buffers.</summary>
/// <remarks>What stands under a null is zeroed or left out, so that equal rows give equal bytes whatever memory the producer reused.</remarks>
internal abstract unsafe class ColumnGatherer(ArrowField field) : IDisposable
{
    private readonly NativeBuffer _validity = new();
    private long _nulls;

    /// <summary>The column as it is written.</summary>
    public ArrowField Field { get; } = field;

    /// <summary>Rows collected.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes of values collected; bits and nulls count as a byte each.</summary>
    public abstract long BytesHeld { get; }

    /// <summary>Appends rows of an array.</summary>
    /// <param name="array">The array, of the type that the gatherer was made for.</param>
    /// <param name="first">First row, counted from the start of the buffers: the array's offset is in it.</param>
    /// <param name="count">Rows.</param>
    public void Append(ArrowArray* array, long first, long count)
    {
        var validity = ValidityWithNulls(array, first, count, out var nulls);
        AppendValidity(validity, first, count, nulls);
        AppendValues(array, validity, first, count);
        Rows += count;
    }

    /// <summary>Bytes of values in a range of rows of an array, by the rule of <see cref="BytesHeld"/>; what hides under nulls may be counted.</summary>
    public abstract long BytesIn(ArrowArray* array, long first, long count);

    /// <summary>Bytes of a range of rows without what hides under nulls.</summary>
    public virtual long ExactBytesIn(ArrowArray* array, long first, long count) => BytesIn(array, first, count);

    /// <summary>How many of the next rows can be taken before this column's values pass a limit; at least one when nothing is collected yet.</summary>
    public virtual long Fit(ArrowArray* array, long first, long count, long limit) => count;

    /// <summary>Adds this column's node and buffers to the plan of a body.</summary>
    public virtual void Describe(BatchBody body)
    {
        body.Node(Rows, _nulls);
        if (_nulls == 0)
        {
            body.NoBuffer();
        }
        else
        {
            body.Buffer(_validity);
        }

        DescribeValues(body);
    }

    /// <summary>Forgets the rows and keeps the memory.</summary>
    public void Clear()
    {
        Rows = 0;
        _nulls = 0;
        _validity.Clear();
        ClearValues();
    }

    public void Dispose()
    {
        _validity.Dispose();
        DisposeValues();
    }

    /// <summary>Appends the values; <paramref name="validity"/> is null when none of these rows is null.</summary>
    protected abstract void AppendValues(ArrowArray* array, byte* validity, long first, long count);

    protected abstract void DescribeValues(BatchBody body);

    protected abstract void ClearValues();

    protected abstract void DisposeValues();

    /// <summary>The largest number of rows whose bytes stay within the limit; a single row may pass it up to what 32-bit offsets reach.</summary>
    protected long FitByBytes(ArrowArray* array, long first, long count, long limit)
    {
        var room = limit - BytesHeld;
        if (BytesIn(array, first, count) <= room)
        {
            return count;
        }

        // Near the limit, once a batch at most: row by row, without hidden bytes, so that the cut depends on the values alone.
        long fits = 0;
        while (fits < count && (room -= ExactBytesIn(array, first + fits, 1)) >= 0)
        {
            fits++;
        }

        return fits == 0 && Rows == 0 ? OneRow(ExactBytesIn(array, first, 1)) : fits;
    }

    private long OneRow(long bytes)
        => bytes <= int.MaxValue
            ? 1
            : throw ArrowProblems.Exception(ArrowProblems.RowTooLarge, $"A value of column '{Field.Name}' has {bytes} bytes; 32-bit offsets reach 2147483647.", "Cut the value, or leave the column out.");

    private static byte* ValidityWithNulls(ArrowArray* array, long first, long count, out long nulls)
    {
        nulls = 0;
        if (array->NullCount == 0 || array->BufferCount == 0)
        {
            return null;
        }

        var validity = (byte*)array->Buffers[0];
        if (validity != null)
        {
            nulls = count - Bitmap.CountOnes(validity, first, count);
        }

        return nulls == 0 ? null : validity;
    }

    // The bitmap is made when the first null comes: most columns never need one.
    private void AppendValidity(byte* validity, long first, long count, long nulls)
    {
        if (nulls > 0 && _nulls == 0)
        {
            Bitmap.AppendOnes(_validity, 0, Rows);
        }

        if (nulls > 0)
        {
            Bitmap.Append(_validity, Rows, validity, first, count);
        }
        else if (_nulls > 0)
        {
            Bitmap.AppendOnes(_validity, Rows, count);
        }

        _nulls += nulls;
    }
}
