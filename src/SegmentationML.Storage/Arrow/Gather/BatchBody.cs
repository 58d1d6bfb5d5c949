namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>The plan of one message body: the nodes and buffers of all columns in schema order, each buffer padded to 64 bytes.</summary>
internal sealed class BatchBody
{
    private readonly List<long> _nodes = [];
    private readonly List<long> _places = [];
    private readonly List<NativeBuffer> _buffers = [];

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
    }

    /// <summary>Adds an array.</summary>
    public void Node(long length, long nulls)
    {
        _nodes.Add(length);
        _nodes.Add(nulls);
    }

    /// <summary>Adds a buffer.</summary>
    public void Buffer(NativeBuffer buffer)
    {
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
