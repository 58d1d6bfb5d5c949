using System.Buffers.Binary;
using SegmentationML.Core;

namespace SegmentationML.Storage.Arrow.Reading;

/// <summary>Decodes the LZ4 frame format (version 1), which most Arrow writers choose when they compress.</summary>
/// <remarks>Sources: LZ4 Frame Format Description 1.6 and LZ4 Block Format Description. Checksums are skipped, not verified; every length is checked against both buffers.</remarks>
internal static class Lz4Frame
{
    private const uint Magic = 0x184D2204;
    private const int MinMatch = 4;

    /// <summary>The most bytes that so many compressed bytes can give: one length byte of a match stands for 255.</summary>
    public static long MostBytes(int compressed) => 255L * compressed;

    /// <summary>Decodes a frame that fills the target exactly.</summary>
    public static void Decode(ReadOnlySpan<byte> frame, Span<byte> target, string column)
    {
        var at = Header(frame, column, out var blockChecksums);
        var written = 0;
        while (true)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(Take(frame, ref at, sizeof(uint), column));
            if (size == 0)
            {
                break;
            }

            var block = Take(frame, ref at, (int)(size & int.MaxValue), column);
            written = (size & ~(uint)int.MaxValue) != 0 ? Copy(block, target, written, column) : Block(block, target, written, column);
            if (blockChecksums)
            {
                Take(frame, ref at, sizeof(uint), column);
            }
        }

        if (written != target.Length)
        {
            throw Damaged(column);
        }
    }

    // Magic, flags, block descriptor, content size (8) and dictionary id (4) where flagged, header checksum (1).
    private static int Header(ReadOnlySpan<byte> frame, string column, out bool blockChecksums)
    {
        var at = 0;
        var head = Take(frame, ref at, 6, column);
        var flags = head[4];
        if (BinaryPrimitives.ReadUInt32LittleEndian(head) != Magic || flags >> 6 != 1)
        {
            throw Damaged(column);
        }

        blockChecksums = (flags & 0x10) != 0;
        Take(frame, ref at, ((flags & 0x08) != 0 ? 8 : 0) + ((flags & 0x01) != 0 ? 4 : 0) + 1, column);
        return at;
    }

    private static int Copy(ReadOnlySpan<byte> source, Span<byte> target, int written, string column)
    {
        if (source.Length > target.Length - written)
        {
            throw Damaged(column);
        }

        source.CopyTo(target[written..]);
        return written + source.Length;
    }

    // Sequences of literals and a match into what was written; the last sequence has literals only.
    private static int Block(ReadOnlySpan<byte> block, Span<byte> target, int written, string column)
    {
        var at = 0;
        while (at < block.Length)
        {
            int token = block[at++];
            var literals = Length(block, ref at, token >> 4, column);
            written = Copy(Take(block, ref at, literals, column), target, written, column);
            if (at == block.Length)
            {
                break;
            }

            var distance = BinaryPrimitives.ReadUInt16LittleEndian(Take(block, ref at, sizeof(ushort), column));
            var match = Length(block, ref at, token & 15, column) + MinMatch;
            if (distance == 0 || distance > written || match > target.Length - written)
            {
                throw Damaged(column);
            }

            Repeat(target, written, distance, match);
            written += match;
        }

        return written;
    }

    // A match may overlap what it makes: copy in runs of what is there already.
    private static void Repeat(Span<byte> target, int written, int distance, int count)
    {
        var from = written - distance;
        while (count > 0)
        {
            var run = Math.Min(count, written - from);
            target.Slice(from, run).CopyTo(target[written..]);
            written += run;
            count -= run;
        }
    }

    private static int Length(ReadOnlySpan<byte> block, ref int at, int length, string column)
    {
        if (length < 15)
        {
            return length;
        }

        byte more;
        do
        {
            more = Take(block, ref at, 1, column)[0];
            length += more;
        }
        while (more == byte.MaxValue && length < int.MaxValue - 1024);
        return length;
    }

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> source, ref int at, int count, string column)
    {
        if (count < 0 || count > source.Length - at)
        {
            throw Damaged(column);
        }

        at += count;
        return source.Slice(at - count, count);
    }

    private static ProblemException Damaged(string column) => ArrowProblems.Data($"The LZ4 frame of column '{column}' is damaged.");
}
