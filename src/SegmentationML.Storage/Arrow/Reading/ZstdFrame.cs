using ZstdSharp;

namespace SegmentationML.Storage.Arrow.Reading;

/// <summary>Decodes the Zstandard frame of a buffer (RFC 8878).</summary>
internal static class ZstdFrame
{
    /// <summary>The most bytes that so many compressed bytes can give: a block of 128 KiB of one byte takes four, and headers stand before the first.</summary>
    public static long MostBytes(int compressed) => (128L << 10) / 4 * compressed;

    /// <summary>Decodes a frame that fills the target exactly.</summary>
    public static void Decode(ReadOnlySpan<byte> frame, Span<byte> target, string column)
    {
        using var decompressor = new Decompressor();
        int written;
        try
        {
            written = decompressor.Unwrap(frame, target);
        }
        catch (ZstdException e)
        {
            throw ArrowProblems.Data($"The Zstandard frame of column '{column}' is damaged: {e.Message}");
        }

        if (written != target.Length)
        {
            throw ArrowProblems.Data($"The Zstandard frame of column '{column}' gives {written} bytes, {target.Length} are said.");
        }
    }
}
