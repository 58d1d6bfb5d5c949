using SegmentationML.Core;
using SegmentationML.Storage.Arrow.Reading;

namespace SegmentationML.Storage.Tests.Arrow.Reading;

public sealed class Lz4FrameTests
{
    // Magic; version 1, blocks independent; 64 KiB blocks; header checksum (skipped).
    private static readonly byte[] Head = [0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, 0x82];
    private static readonly byte[] End = [0, 0, 0, 0];

    // By hand from the block format: 3 literals "abc", then a match of 15 + 1 + 4 = 20 bytes at distance 3, then the literals "xyz".
    [Fact]
    public void Decode_OverlappingMatch_Repeats()
    {
        byte[] block = [0x3F, (byte)'a', (byte)'b', (byte)'c', 3, 0, 1, 0x30, (byte)'x', (byte)'y', (byte)'z'];

        Assert.Equal("abc" + "abcabcabcabcabcabcab" + "xyz", Decode([.. Head, 11, 0, 0, 0, .. block, .. End], 26));
    }

    [Fact]
    public void Decode_PlainBlock_IsCopied()
        => Assert.Equal("hello", Decode([.. Head, 5, 0, 0, 0x80, .. "hello"u8, .. End], 5));

    [Fact]
    public void Decode_BlockChecksumsAndContentSize_AreSkipped()
        => Assert.Equal("hello", Decode([0x04, 0x22, 0x4D, 0x18, 0x78, 0x40, 5, 0, 0, 0, 0, 0, 0, 0, 0x82, 5, 0, 0, 0x80, .. "hello"u8, 1, 2, 3, 4, .. End], 5));

    // A match may reach into the block before: blocks that depend on each other.
    [Fact]
    public void Decode_MatchIntoTheBlockBefore_IsFollowed()
        => Assert.Equal("hello" + "hell" + "o", Decode([.. Head, 5, 0, 0, 0x80, .. "hello"u8, 5, 0, 0, 0, 0x00, 5, 0, 0x10, (byte)'o', .. End], 10));

    [Theory]
    [InlineData(new byte[] { 0x3F, 1, 2, 3, 4, 0, 0 }, 30)]
    [InlineData(new byte[] { 0x3F, 1, 2, 3, 0, 0, 0 }, 30)]
    [InlineData(new byte[] { 0xF0, 255, 255 }, 30)]
    [InlineData(new byte[] { 0x50, 1, 2, 3 }, 30)]
    [InlineData(new byte[] { 0x30, 1, 2, 3 }, 2)]
    [InlineData(new byte[] { 0x3F, 1, 2, 3, 3, 0, 200 }, 10)]
    [InlineData(new byte[] { 0x30, 1, 2, 3 }, 4)]
    public void Decode_DamagedBlock_IsAProblem(byte[] block, int length)
    {
        byte[] frame = [.. Head, (byte)block.Length, 0, 0, 0, .. block, .. End];

        Assert.Equal("SEG-ARROW-004", Assert.Throws<ProblemException>(() => Decode(frame, length)).Problems[0].Code);
    }

    [Fact]
    public void Decode_CutAnywhere_IsAProblem()
    {
        byte[] frame = [.. Head, 5, 0, 0, 0x80, .. "hello"u8, .. End];

        for (var length = 0; length < frame.Length; length++)
        {
            Assert.Throws<ProblemException>(() => Decode(frame[..length], 5));
        }
    }

    private static string Decode(byte[] frame, int length)
    {
        var target = new byte[length];
        Lz4Frame.Decode(frame, target, "c");
        return System.Text.Encoding.Latin1.GetString(target);
    }
}
