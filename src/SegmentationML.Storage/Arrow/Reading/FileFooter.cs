using System.Buffers.Binary;
using SegmentationML.Storage.Arrow.FlatBuffers;
using SegmentationML.Storage.Arrow.Metadata;

namespace SegmentationML.Storage.Arrow.Reading;

/// <summary>The end of an Arrow file: its schema and where its messages lie.</summary>
internal sealed record FileFooter(ArrowTableSchema Schema, IReadOnlyList<MessageBlock> Dictionaries, IReadOnlyList<MessageBlock> Batches)
{
    private const int HeadLength = 8;

    // Length of the footer and the closing magic.
    private const int TailLength = 10;

    /// <summary>Reads the footer of a file that can be sought.</summary>
    public static FileFooter Read(ByteSource source, ArrowReadOptions options)
    {
        if (source.Length < HeadLength + TailLength)
        {
            throw ArrowProblems.Short($"The file has {source.Length} bytes, too few for a footer.");
        }

        Span<byte> tail = stackalloc byte[TailLength];
        source.Seek(source.Length - TailLength);
        source.Read(tail, "the footer");
        if (!tail[sizeof(int)..].SequenceEqual(FileMagic.Text))
        {
            throw ArrowProblems.Short("The file begins with ARROW1 and does not end with it.");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length <= 0 || length > source.Length - HeadLength - TailLength || length > options.MaxMetadataBytes)
        {
            throw ArrowProblems.Metadata($"The footer claims {length} bytes in a file of {source.Length}.");
        }

        var bytes = Array.Empty<byte>();
        var end = source.Length - TailLength - length;
        source.Seek(end);
        source.Read(ref bytes, length, "the footer");
        return Decode(FlatTable.Root(bytes.AsSpan(0, length)), end);
    }

    private static FileFooter Decode(FlatTable table, long end)
    {
        var version = table.Int16(FormatTables.Footer.Version);
        if (version is not (FormatTables.Version4 or FormatTables.Version5))
        {
            throw ArrowProblems.Unsupported($"The footer has version {version + 1}; versions 4 and 5 are read.", "Write the file with Arrow 0.8 or later.");
        }

        var dictionaries = Blocks(table.Vector(FormatTables.Footer.Dictionaries, FormatTables.Struct.Block), end);
        var batches = Blocks(table.Vector(FormatTables.Footer.RecordBatches, FormatTables.Struct.Block), end);
        RequireOnce([.. dictionaries, .. batches], end);
        return new FileFooter(SchemaDecoder.Decode(table.Table(FormatTables.Footer.Schema, "schema")), dictionaries, batches);
    }

    private static MessageBlock[] Blocks(ReadOnlySpan<byte> bytes, long end)
    {
        var blocks = new MessageBlock[bytes.Length / FormatTables.Struct.Block];
        for (var i = 0; i < blocks.Length; i++)
        {
            var block = bytes.Slice(i * FormatTables.Struct.Block, FormatTables.Struct.Block);
            var offset = BinaryPrimitives.ReadInt64LittleEndian(block);
            var metadata = BinaryPrimitives.ReadInt32LittleEndian(block[8..]);
            var body = BinaryPrimitives.ReadInt64LittleEndian(block[16..]);
            if (offset < HeadLength || metadata <= 0 || body < 0 || offset > end || metadata > end - offset || body > end - offset - metadata)
            {
                throw ArrowProblems.Metadata($"The footer names a message outside the file (byte {offset} + {metadata} + {body} of {end}).");
            }

            blocks[i] = new MessageBlock(offset, metadata, body);
        }

        return blocks;
    }

    // A small file whose footer names one message a million times would keep a reader busy for days.
    private static void RequireOnce(MessageBlock[] blocks, long end)
    {
        Array.Sort(blocks, (left, right) => left.Offset.CompareTo(right.Offset));
        var free = 0L;
        foreach (var block in blocks)
        {
            if (block.Offset < free)
            {
                throw ArrowProblems.Metadata($"The footer names two messages that overlap at byte {block.Offset} of {end}.");
            }

            free = block.Offset + block.MetadataLength + block.BodyLength;
        }
    }
}
