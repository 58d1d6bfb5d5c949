namespace SegmentationML.Pipeline.Ingest.Files;

/// <summary>Two streams read as one, forward only.</summary>
/// <param name="first">Read to its end first.</param>
/// <param name="second">Read then.</param>
internal sealed class ConcatenatedStream(Stream first, Stream second) : Stream
{
    private bool _firstIsDone;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (!_firstIsDone)
        {
            var read = first.Read(buffer);
            if (read > 0 || buffer.Length == 0)
            {
                return read;
            }

            _firstIsDone = true;
        }

        return second.Read(buffer);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
