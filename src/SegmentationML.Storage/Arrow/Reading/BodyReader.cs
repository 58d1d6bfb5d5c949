using System.Buffers.Binary;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Arrow.Metadata;

namespace SegmentationML.Storage.Arrow.Reading;

/// <summary>Reads the buffers of a message body from front to back.</summary>
/// <remarks>Buffers must not overlap: so no few bytes can be claimed as many buffers, and the memory is bounded by the body.</remarks>
internal sealed class BodyReader(ByteSource source, BufferArena arena)
{
    private BatchLayout _layout = null!;
    private long _bodyLength;
    private long _start;
    private byte[] _compressed = [];

    /// <summary>Starts the body that begins at the source's position.</summary>
    public void Begin(BatchLayout layout, long bodyLength)
    {
        source.Require(bodyLength, "a message body");
        _layout = layout;
        _bodyLength = bodyLength;
        _start = source.Position;
    }

    /// <summary>Reads the next buffer of the layout.</summary>
    /// <param name="column">The column's name, for messages.</param>
    public ReadOnlyMemory<byte> Next(string column)
    {
        var (offset, length) = _layout.NextBuffer();
        var position = source.Position - _start;
        if (length < 0 || offset < 0 || offset > _bodyLength || length > _bodyLength - offset)
        {
            throw ArrowProblems.Metadata($"A buffer of column '{column}' lies outside the message body (byte {offset} + {length} of {_bodyLength}).");
        }

        if (length == 0)
        {
            return default;
        }

        if (offset < position)
        {
            throw ArrowProblems.Metadata($"A buffer of column '{column}' overlaps another.");
        }

        source.Skip(offset - position, "a message body");
        return _layout.Compression != ArrowCompression.None ? ReadCompressed(length, column) : ReadPlain(length, column);
    }

    /// <summary>Goes past the body.</summary>
    public void End() => source.Skip(_bodyLength - (source.Position - _start), "a message body");

    private ReadOnlyMemory<byte> ReadPlain(long length, string column)
    {
        var count = arena.Claim(length, $"column '{column}'");
        ref var buffer = ref arena.Next();
        source.Read(ref buffer, count, $"column '{column}'");
        return buffer.AsMemory(0, count);
    }

    // The length without compression stands before the frame; -1 says that the bytes are plain.
    private ReadOnlyMemory<byte> ReadCompressed(long length, string column)
    {
        if (length < sizeof(long))
        {
            throw ArrowProblems.Data($"A compressed buffer of column '{column}' has {length} bytes.");
        }

        Span<byte> prefix = stackalloc byte[sizeof(long)];
        source.Read(prefix, $"column '{column}'");
        var plain = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (plain == -1)
        {
            return ReadPlain(length - sizeof(long), column);
        }

        var count = arena.Claim(length - sizeof(long), $"column '{column}'");
        source.Read(ref _compressed, count, $"column '{column}'");
        var isLz4 = _layout.Compression == ArrowCompression.Lz4;
        if (plain < 0 || plain > (isLz4 ? Lz4Frame.MostBytes(count) : ZstdFrame.MostBytes(count)))
        {
            throw ArrowProblems.Data($"A compressed buffer of column '{column}' claims {plain} bytes from {count}.");
        }

        var buffer = arena.Rent(plain, $"column '{column}'");
        if (isLz4)
        {
            Lz4Frame.Decode(_compressed.AsSpan(0, count), buffer.AsSpan(0, (int)plain), column);
        }
        else
        {
            ZstdFrame.Decode(_compressed.AsSpan(0, count), buffer.AsSpan(0, (int)plain), column);
        }

        return buffer.AsMemory(0, (int)plain);
    }
}
