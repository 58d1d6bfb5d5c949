using SegmentationML.Storage.Arrow.Gather;

namespace SegmentationML.Storage.Tests.Arrow.Gather;

public sealed unsafe class BitmapTests
{
    [Fact]
    public void Append_AnyPositionsAndLengths_IsBitByBitCopying()
    {
        var random = new SplitMix64Box(11);
        for (var turn = 0; turn < 500; turn++)
        {
            using var target = new NativeBuffer();
            var expected = new List<bool>();
            while (expected.Count < 300)
            {
                var source = RandomBytes(random, 40);
                var start = random.Next(100);
                var count = random.Next((source.Length * 8) - start + 1);
                fixed (byte* bits = source)
                {
                    if (random.Next(4) == 0)
                    {
                        Bitmap.AppendOnes(target, expected.Count, count);
                        expected.AddRange(Enumerable.Repeat(true, count));
                    }
                    else
                    {
                        Bitmap.Append(target, expected.Count, bits, start, count);
                        expected.AddRange(Enumerable.Range(start, count).Select(bit => IsSet(source, bit)));
                    }
                }
            }

            Assert.Equal((expected.Count + 7) / 8, target.Length);
            Assert.Equal(expected, Enumerable.Range(0, expected.Count).Select(bit => Bitmap.Get(target.Pointer, bit)));
            Assert.Equal(0, expected.Count % 8 == 0 ? 0 : target.Pointer[expected.Count / 8] >> (expected.Count % 8));
        }
    }

    [Fact]
    public void CountOnes_AnyRange_IsBitByBitCounting()
    {
        var random = new SplitMix64Box(12);
        for (var turn = 0; turn < 500; turn++)
        {
            var source = RandomBytes(random, 1 + random.Next(40));
            var start = random.Next(source.Length * 8);
            var count = random.Next((source.Length * 8) - start + 1);
            fixed (byte* bits = source)
            {
                Assert.Equal(Enumerable.Range(start, count).Count(bit => IsSet(source, bit)), Bitmap.CountOnes(bits, start, count));
            }
        }
    }

    [Fact]
    public void Load_UpTo64Bits_HasTheFirstLowestAndZerosAbove()
    {
        byte[] source = [0b1010_1100, 0xFF, 0x00, 0xFF, 0x00, 0xFF, 0x00, 0xFF, 0b0000_0101];
        fixed (byte* bits = source)
        {
            Assert.Equal(0b011UL, Bitmap.Load(bits, 2, 3));
            Assert.Equal(0UL, Bitmap.Load(bits, 5, 0));
            Assert.Equal(0b1_1111_1111UL, Bitmap.Load(bits, 7, 9));
            Assert.Equal(0b101_1111_1111UL, Bitmap.Load(bits, 56, 16));
            Assert.Equal(0xBFE0_1FE0_1FE0_1FF5UL, Bitmap.Load(bits, 3, 64));
            Assert.Equal(0b101UL, Bitmap.Load(bits, 64, 8));
        }
    }

    private static byte[] RandomBytes(SplitMix64Box random, int count) => [.. Enumerable.Range(0, count).Select(_ => (byte)random.Bits())];

    private static bool IsSet(byte[] bits, int position) => (bits[position / 8] >> (position % 8) & 1) != 0;
}
