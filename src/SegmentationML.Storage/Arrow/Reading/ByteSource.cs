using System.Buffers.Binary;

namespace SegmentationML.Storage.Arrow.Reading;

/// <summary>Bytes of a file or pipe, read exactly or not at all. Memory grows with the bytes that came, never with the bytes that were promised.</summary>
internal sealed class ByteSource
{
    private const int FirstPiece = 1 << 20;
    private readonly Stream _stream;
    private readonly long _start;

    public ByteSource(Stream stream)
    {
        _stream = stream;
        CanSeek = stream.CanSeek;
        _start = CanSeek ? stream.Position : 0;
        Length = CanSeek ? stream.Length - _start : -1;
    }

    /// <summary>True for a file, false for a pipe.</summary>
    public bool CanSeek { get; }

    /// <summary>Bytes in all; -1 when that is not known.</summary>
    public long Length { get; }

    /// <summary>Bytes read or skipped so far.</summary>
    public long Position { get; private set; }

    /// <summary>Goes to a place of a file.</summary>
    public void Seek(long position)
    {
        _stream.Position = _start + position;
        Position = position;
    }

    /// <summary>Fills the span, or reads less where the input ends.</summary>
    /// <returns>Bytes read.</returns>
    public int ReadUpTo(Span<byte> target)
    {
        var read = _stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        Position += read;
        return read;
    }

    /// <summary>Fills the span.</summary>
    /// <param name="target">The bytes.</param>
    /// <param name="what">What they are, for the message.</param>
    public void Read(Span<byte> target, string what)
    {
        if (ReadUpTo(target) < target.Length)
        {
            throw Short(what);
        }
    }

    /// <summary>Four bytes, little endian.</summary>
    public int ReadInt32(string what)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        Read(bytes, what);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    /// <summary>Reads into an array that grows as the bytes come.</summary>
    /// <param name="buffer">Used if it is large enough, replaced if not.</param>
    /// <param name="count">Bytes, checked by the caller against its limits.</param>
    /// <param name="what">What they are, for the message.</param>
    public void Read(ref byte[] buffer, int count, string what)
    {
        Require(count, what);
        if (buffer.Length < count)
        {
            buffer = GC.AllocateUninitializedArray<byte>(CanSeek ? count : Math.Min(count, FirstPiece));
        }

        for (var done = 0; done < count;)
        {
            if (buffer.Length == done)
            {
                Array.Resize(ref buffer, (int)Math.Min(count, 2L * done));
            }

            var piece = Math.Min(buffer.Length, count) - done;
            Read(buffer.AsSpan(done, piece), what);
            done += piece;
        }
    }

    /// <summary>Leaves bytes out.</summary>
    public void Skip(long count, string what)
    {
        Require(count, what);
        if (CanSeek)
        {
            Seek(Position + count);
            return;
        }

        Span<byte> scratch = stackalloc byte[512];
        while (count > 0)
        {
            var piece = scratch[..(int)Math.Min(count, scratch.Length)];
            Read(piece, what);
            count -= piece.Length;
        }
    }

    /// <summary>Throws when a file has fewer bytes left than promised.</summary>
    public void Require(long count, string what)
    {
        if (count < 0)
        {
            throw ArrowProblems.Metadata($"The length of {what} is {count}.");
        }

        if (CanSeek && count > Length - Position)
        {
            throw Short(what);
        }
    }

    private SegmentationML.Core.ProblemException Short(string what) => ArrowProblems.Short($"The input ends at byte {(CanSeek ? Length : Position)}, within {what}.");
}
