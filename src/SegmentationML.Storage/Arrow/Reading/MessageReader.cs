using System.Buffers.Binary;
using SegmentationML.Core;
using SegmentationML.Storage.Arrow.FlatBuffers;
using SegmentationML.Storage.Arrow.Metadata;

namespace SegmentationML.Storage.Arrow.Reading;

/// <summary>Reads the frames of messages: continuation mark, metadata length, metadata. The body is left to be read.</summary>
internal sealed class MessageReader(ByteSource source, ArrowReadOptions options)
{
    private const int Continuation = -1;
    private byte[] _metadata = [];
    private int _length;
    private int? _firstWord;

    /// <summary>Looks at the first bytes and stands before the first message afterwards.</summary>
    public ArrowFormat Start()
    {
        Span<byte> magic = stackalloc byte[8];
        var read = source.ReadUpTo(magic[..sizeof(int)]);
        if (read < sizeof(int))
        {
            throw read == 0 ? ArrowProblems.NoArrow("The input is empty.") : ArrowProblems.NoArrow($"The input has {read} bytes.");
        }

        if (!magic[..sizeof(int)].SequenceEqual(FileMagic.Text[..sizeof(int)]))
        {
            _firstWord = BinaryPrimitives.ReadInt32LittleEndian(magic);
            return ArrowFormat.Stream;
        }

        source.Read(magic[sizeof(int)..], "the magic letters");
        return magic[..FileMagic.Text.Length].SequenceEqual(FileMagic.Text)
            ? ArrowFormat.File
            : throw ArrowProblems.NoArrow("The input does not begin with ARROW1.");
    }

    /// <summary>The first message, which must be a schema.</summary>
    public ArrowTableSchema Schema()
    {
        if (!TryNext(out var header) || header.Kind != MessageKind.Schema)
        {
            throw ArrowProblems.NoArrow("The input does not begin with an Arrow schema.");
        }

        source.Skip(header.BodyLength, "the schema message");
        return SchemaDecoder.Decode(Header(header));
    }

    /// <summary>The next message; false at the end marker or where the input ends between messages.</summary>
    public bool TryNext(out MessageHeader header)
    {
        header = default;
        if (!TryReadWord(out var length))
        {
            return false;
        }

        // Before format 0.15 there was no continuation mark: the first word is the length.
        var guessed = _firstWord is not null && length != Continuation;
        _firstWord = null;
        if (length == Continuation)
        {
            length = source.ReadInt32("a message");
        }

        if (length == 0)
        {
            return false;
        }

        if (length < 0 || length > options.MaxMetadataBytes)
        {
            throw guessed
                ? ArrowProblems.NoArrow("The input begins neither with ARROW1 nor with an Arrow message.")
                : ArrowProblems.Metadata($"The metadata of a message has {length} bytes.");
        }

        try
        {
            source.Read(ref _metadata, length, "the metadata of a message");
            _length = length;
            header = Decode();
        }
        catch (ProblemException) when (guessed)
        {
            throw ArrowProblems.NoArrow("The input begins neither with ARROW1 nor with an Arrow message.");
        }

        return true;
    }

    /// <summary>The message at a place that a footer names.</summary>
    public MessageHeader At(MessageBlock block)
    {
        source.Seek(block.Offset);
        return TryNext(out var header) && header.BodyLength == block.BodyLength
            ? header
            : throw ArrowProblems.Metadata($"The footer points to byte {block.Offset}, where no such message is.");
    }

    /// <summary>The header table of the message that was read last.</summary>
    /// <param name="header">The outcome of the last read.</param>
    public FlatTable Header(MessageHeader header)
        => FlatTable.Root(_metadata.AsSpan(0, _length)).Table(FormatTables.Message.Header, $"{header.Kind} header");

    private bool TryReadWord(out int word)
    {
        if (_firstWord is { } first)
        {
            word = first;
            return true;
        }

        Span<byte> bytes = stackalloc byte[sizeof(int)];
        var read = source.ReadUpTo(bytes);
        word = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return read switch
        {
            sizeof(int) => true,
            0 => false,
            _ => throw ArrowProblems.Short($"The input ends at byte {source.Position}, within a message."),
        };
    }

    private MessageHeader Decode()
    {
        var message = FlatTable.Root(_metadata.AsSpan(0, _length));
        var version = message.Int16(FormatTables.Message.Version);
        if (version is not (FormatTables.Version4 or FormatTables.Version5))
        {
            throw ArrowProblems.Unsupported($"The metadata has version {version + 1}; versions 4 and 5 are read.", "Write the file with Arrow 0.8 or later.");
        }

        var body = message.Int64(FormatTables.Message.BodyLength);
        return body >= 0
            ? new MessageHeader((MessageKind)message.Byte(FormatTables.Message.HeaderType), body)
            : throw ArrowProblems.Metadata($"The body of a message has {body} bytes.");
    }
}
