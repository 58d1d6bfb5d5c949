using SegmentationML.Storage.Arrow.CData;

namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>Booleans, one bit a row.</summary>
internal sealed unsafe class BitGatherer(ArrowField field) : ColumnGatherer(field)
{
    private readonly NativeBuffer _bits = new();

    public override long BytesHeld => Rows;

    public override long BytesIn(ArrowArray* array, long first, long count) => count;

    protected override void AppendValues(ArrowArray* array, byte* validity, long first, long count)
    {
        var bits = (byte*)array->Buffers[1];
        if (validity == null)
        {
            Bitmap.Append(_bits, Rows, bits, first, count);
            return;
        }

        // Under a null the bit is zero: 64 rows a step, both bitmaps at once.
        for (long done = 0; done < count; done += 64)
        {
            var rows = Math.Min(64, count - done);
            var word = Bitmap.Load(bits, first + done, rows) & Bitmap.Load(validity, first + done, rows);
            Bitmap.Append(_bits, Rows + done, (byte*)&word, 0, rows);
        }
    }

    protected override void DescribeValues(BatchBody body) => body.Buffer(_bits);

    protected override void ClearValues() => _bits.Clear();

    protected override void DisposeValues() => _bits.Dispose();
}
