using SegmentationML.Storage.Arrow.Gather;

namespace SegmentationML.Storage.Tests.Arrow.Gather;

public sealed unsafe class OffsetRebaseTests
{
    [Fact]
    public void Add_AnyLength_IsThePlainLoop()
    {
        for (var count = 0; count < 70; count++)
        {
            var source = Enumerable.Range(0, count).Select(i => i * i).ToArray();
            var target = new int[count + 1];
            fixed (int* from = source)
            fixed (int* to = target)
            {
                OffsetRebase.Add(from, to, count, -1000);
            }

            Assert.Equal([.. source.Select(offset => offset - 1000), 0], target);
        }
    }

    [Fact]
    public void Narrow_AnyLength_IsThePlainLoop()
    {
        for (var count = 0; count < 70; count++)
        {
            var source = Enumerable.Range(0, count).Select(i => (1L << 40) + (i * i)).ToArray();
            var target = new int[count + 1];
            fixed (long* from = source)
            fixed (int* to = target)
            {
                OffsetRebase.Narrow(from, to, count, 5 - (1L << 40));
            }

            Assert.Equal([.. source.Select(offset => (int)(offset + 5 - (1L << 40))), 0], target);
        }
    }
}
