using System.Numerics;
using SegmentationML.Storage.Arrow.CData;

namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>Values of one width: numbers, decimals, dates, times, timestamps, fixed binary.</summary>
internal sealed unsafe class FixedGatherer(ArrowField field) : ColumnGatherer(field)
{
    private readonly NativeBuffer _values = new();
    private readonly int _width = field.Type.FixedWidth;

    public override long BytesHeld => _values.Length;

    public override long BytesIn(ArrowArray* array, long first, long count) => count * _width;

    protected override void AppendValues(ArrowArray* array, byte* validity, long first, long count)
    {
        var bytes = count * _width;
        var target = _values.Extend(bytes);
        Buffer.MemoryCopy((byte*)array->Buffers[1] + (first * _width), target, bytes, bytes);
        if (validity != null)
        {
            ZeroNulls(target, validity, first, count);
        }
    }

    protected override void DescribeValues(BatchBody body) => body.Buffer(_values);

    protected override void ClearValues() => _values.Clear();

    protected override void DisposeValues() => _values.Dispose();

    private void ZeroNulls(byte* target, byte* validity, long first, long count)
    {
        for (long done = 0; done < count; done += 64)
        {
            var rows = Math.Min(64, count - done);
            var nulls = ~Bitmap.Load(validity, first + done, rows);
            if (rows < 64)
            {
                nulls &= (1UL << (int)rows) - 1;
            }

            for (; nulls != 0; nulls &= nulls - 1)
            {
                new Span<byte>(target + ((done + BitOperations.TrailingZeroCount(nulls)) * _width), _width).Clear();
            }
        }
    }
}
