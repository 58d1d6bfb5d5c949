using SegmentationML.Storage.Arrow.CData;

namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>Lists of any type that can be gathered. An entry counts a byte beside its own, so that the entries of a batch stay within 32-bit offsets too.</summary>
internal sealed unsafe class ListGatherer(ArrowField field, ColumnGatherer items, bool wide) : OffsetGatherer(field, wide)
{
    public override long BytesHeld => items.BytesHeld + items.Rows;

    protected override long End => items.Rows;

    public override long BytesIn(ArrowArray* array, long first, long count)
    {
        var start = OffsetAt(array, first);
        var entries = OffsetAt(array, first + count) - start;
        var child = array->Children[0];
        return items.BytesIn(child, child->Offset + start, entries) + entries;
    }

    protected override long ExactBytesOf(ArrowArray* array, long start, long end)
    {
        var child = array->Children[0];
        return items.ExactBytesIn(child, child->Offset + start, end - start) + end - start;
    }

    protected override void AppendRange(ArrowArray* array, long start, long count)
    {
        var child = array->Children[0];
        items.Append(child, child->Offset + start, count);
    }

    protected override void DescribeValues(BatchBody body)
    {
        base.DescribeValues(body);
        items.Describe(body);
    }

    protected override void ClearValues()
    {
        base.ClearValues();
        items.Clear();
    }

    protected override void DisposeValues()
    {
        base.DisposeValues();
        items.Dispose();
    }
}
