using SegmentationML.Storage.Arrow.CData;

namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>A column of the null type: rows are counted, there are no buffers, not even a bitmap.</summary>
internal sealed unsafe class NullGatherer(ArrowField field) : ColumnGatherer(field)
{
    public override long BytesHeld => Rows;

    public override long BytesIn(ArrowArray* array, long first, long count) => count;

    public override void Describe(BatchBody body) => body.Node(Rows, Rows);

    protected override void AppendValues(ArrowArray* array, byte* validity, long first, long count)
    {
    }

    protected override void DescribeValues(BatchBody body)
    {
    }

    protected override void ClearValues()
    {
    }

    protected override void DisposeValues()
    {
    }
}
