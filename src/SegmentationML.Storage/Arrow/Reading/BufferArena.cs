namespace SegmentationML.Storage.Arrow.Reading;

/// <summary>The arrays that hold the buffers of one batch; the next batch uses them again, buffer by buffer.</summary>
internal sealed class BufferArena(long limit)
{
    private readonly List<byte[]> _buffers = [];
    private int _next;

    /// <summary>Bytes of this batch so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Starts another batch: what was given out may be overwritten.</summary>
    public void Begin()
    {
        _next = 0;
        Bytes = 0;
    }

    /// <summary>Counts bytes against the limit before they are read or made.</summary>
    public int Claim(long bytes, string what)
    {
        if (bytes > Array.MaxLength)
        {
            throw ArrowProblems.Large($"A buffer of {what} has {bytes} bytes; {Array.MaxLength} are allowed.", "Write smaller batches.");
        }

        Bytes += bytes;
        return Bytes <= limit
            ? (int)bytes
            : throw ArrowProblems.Large($"A batch needs more than {limit} bytes in memory.", "Write smaller batches, or raise the reader's limit.");
    }

    /// <summary>A place for the next buffer; its array may be too small and is then replaced by the caller.</summary>
    public ref byte[] Next()
    {
        if (_next == _buffers.Count)
        {
            _buffers.Add([]);
        }

        return ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_buffers)[_next++];
    }

    /// <summary>An array of at least so many bytes, counted against the limit; its content is undefined.</summary>
    public byte[] Rent(long bytes, string what)
    {
        var length = Claim(bytes, what);
        ref var buffer = ref Next();
        if (buffer.Length < length)
        {
            buffer = GC.AllocateUninitializedArray<byte>(length);
        }

        return buffer;
    }
}
