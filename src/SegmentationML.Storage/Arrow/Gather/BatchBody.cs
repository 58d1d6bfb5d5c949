using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>The plan of one message body: the nodes and buffers of all columns in schema order, each buffer padded to 64 bytes.</summary>
/// <param name="compression">How buffers are packed.</param>
internal sealed class BatchBody(ArrowCompression compression)
{
    private static readonly byte[] Zeros = new byte[NativeBuffer.Alignment];
    private readonly List<long> _nodes = [];
    private readonly List<long> _places = [];
    private readonly List<NativeBuffer> _buffers = [];
    private readonly List<ReadOnlyMemory<byte>> _packed = [];

    /// <summary>How buffers are packed.</summary>
    public ArrowCompression Compression => compression;

    /// <summary>Rows of the batch.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes with padding.</summary>
    public long Length { get; private set; }

    /// <summary>Length and null count of each array, depth first.</summary>
    public ReadOnlySpan<long> NodeWords => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_nodes);

    /// <summary>Offset and length of each buffer.</summary>
    public ReadOnlySpan<long> BufferWords => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_places);

    /// <summary>Starts the plan of another batch.</summary>
    public void Begin(long rows)
    {
        Rows = rows;
        Length = 0;
        _nodes.Clear();
        _places.Clear();
        _buffers.Clear();
        _packed.Clear();
    }

    /// <summary>Adds an array.</summary>
    public void Node(long length, long nulls)
    {
        _nodes.Add(length);
        _nodes.Add(nulls);
    }

    /// <summary>Adds a buffer, packed where that is asked for.</summary>
    public unsafe void Buffer(NativeBuffer buffer)
    {
        if (compression != ArrowCompression.None && buffer.Length > 0)
        {
            var packed = BufferPacker.Pack(compression, new ReadOnlySpan<byte>(buffer.Pointer, checked((int)buffer.Length)));
            _places.Add(Length);
            _places.Add(packed.Length);
            _packed.Add(packed);
            Length += NativeBuffer.PaddedTo64(packed.Length);
            return;
        }

        _places.Add(Length);
        _places.Add(buffer.Length);
        _buffers.Add(buffer);
        Length += NativeBuffer.PaddedTo64(buffer.Length);
    }

    /// <summary>Adds a buffer that is left out: validity where nothing is null.</summary>
    public void NoBuffer()
    {
        _places.Add(Length);
        _places.Add(0);
    }

    /// <summary>Writes the buffers one after the other.</summary>
    public unsafe void WriteTo(Stream output)
    {
        // A buffer that is not packed beside packed ones is empty.
        foreach (var packed in _packed)
        {
            output.Write(packed.Span);
            output.Write(Zeros.AsSpan(0, (int)(NativeBuffer.PaddedTo64(packed.Length) - packed.Length)));
        }

        foreach (var buffer in _buffers)
        {
            var bytes = buffer.Pad();
            for (long done = 0; done < bytes;)
            {
                var piece = (int)Math.Min(bytes - done, 1 << 30);
                output.Write(new ReadOnlySpan<byte>(buffer.Pointer + done, piece));
                done += piece;
            }
        }
    }
}
