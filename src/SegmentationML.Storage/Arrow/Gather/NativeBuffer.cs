using System.Runtime.InteropServices;

namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>Growing memory outside the managed heap, aligned to 64 bytes and kept from batch to batch: the first batch pays for its pages, the others do not. Its owner disposes it.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    /// <summary>The alignment and padding that the Arrow format recommends.</summary>
    public const int Alignment = 64;

    private byte* _pointer;
    private long _capacity;

    /// <summary>Bytes in use.</summary>
    public long Length { get; private set; }

    /// <summary>The first byte; changes when the buffer grows; null before the first growth.</summary>
    public byte* Pointer => _pointer;

    /// <summary>Makes room for so many bytes after those in use, counts them in, and returns their place; their content is undefined.</summary>
    public byte* Extend(long bytes)
    {
        Reserve(Length + bytes);
        var place = _pointer + Length;
        Length += bytes;
        return place;
    }

    /// <summary>Copies bytes to the end.</summary>
    public void Append(void* source, long bytes) => Buffer.MemoryCopy(source, Extend(bytes), bytes, bytes);

    /// <summary>Copies bytes to the end.</summary>
    public void Append(ReadOnlySpan<byte> source) => source.CopyTo(new Span<byte>(Extend(source.Length), source.Length));

    /// <summary>Takes back what was extended too far.</summary>
    public void Shrink(long length) => Length = length;

    /// <summary>Forgets the content and keeps the memory.</summary>
    public void Clear() => Length = 0;

    /// <summary>Writes zeros from the end to the next multiple of 64 bytes, so that the padding can be written in one go with the content.</summary>
    /// <returns>The length with padding.</returns>
    public long Pad()
    {
        var padded = PaddedTo64(Length);
        Reserve(padded);
        new Span<byte>(_pointer + Length, (int)(padded - Length)).Clear();
        return padded;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
        _capacity = 0;
        Length = 0;
    }

    /// <summary>The next multiple of 64.</summary>
    public static long PaddedTo64(long bytes) => (bytes + Alignment - 1) & -Alignment;

    private void Reserve(long bytes)
    {
        if (bytes <= _capacity)
        {
            return;
        }

        var capacity = PaddedTo64(Math.Max(bytes, Math.Max(_capacity + (_capacity / 2), 4096)));
        _pointer = (byte*)NativeMemory.AlignedRealloc(_pointer, checked((nuint)capacity), Alignment);
        _capacity = capacity;
    }
}
