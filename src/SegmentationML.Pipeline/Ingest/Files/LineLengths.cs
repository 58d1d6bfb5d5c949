using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ingest.Files;

/// <summary>Watches text that passes by in blocks for a line that is too long for the engine, without holding the line.</summary>
/// <remarks>A line of two blocks or more covers at least one whole block, so a full block without a line end gives it away; the cost is a search to the first line end of each block.</remarks>
internal sealed class LineLengths(string source, string path)
{
    /// <summary>Bytes that a line may always have.</summary>
    public const int Limit = 1 << 20;

    private long _offset;

    /// <summary>Checks the next block; all blocks but the last must have <see cref="Limit"/> bytes.</summary>
    /// <param name="block">The bytes.</param>
    public void Check(ReadOnlySpan<byte> block)
    {
        if (block.Length >= Limit && block.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            throw new ProblemException(new Problem(
                "SEG-ING-017",
                $"Source {source}: {path} has a line of more than {Limit} bytes (no line end from byte {_offset} to byte {_offset + block.Length}).",
                "Check the file: it may be damaged, binary, or written without line ends."));
        }

        _offset += block.Length;
    }
}
