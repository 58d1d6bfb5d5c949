using SegmentationML.Storage.Arrow.CData;

namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>Text and bytes of any length.</summary>
internal sealed unsafe class TextGatherer(ArrowField field, bool wide) : OffsetGatherer(field, wide)
{
    private readonly NativeBuffer _bytes = new();

    public override long BytesHeld => _bytes.Length;

    protected override long End => _bytes.Length;

    public override long BytesIn(ArrowArray* array, long first, long count) => OffsetAt(array, first + count) - OffsetAt(array, first);

    protected override long ExactBytesOf(ArrowArray* array, long start, long end) => end - start;

    protected override void AppendRange(ArrowArray* array, long start, long count) => _bytes.Append((byte*)array->Buffers[2] + start, count);

    protected override void DescribeValues(BatchBody body)
    {
        base.DescribeValues(body);
        body.Buffer(_bytes);
    }

    protected override void ClearValues()
    {
        base.ClearValues();
        _bytes.Clear();
    }

    protected override void DisposeValues()
    {
        base.DisposeValues();
        _bytes.Dispose();
    }
}
