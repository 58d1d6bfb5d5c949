using System.Buffers;
using System.IO.Pipelines;

namespace SegmentationML.Service.Api;

/// <summary>The body of an answer for a writer that does not await: a write returns when the connection has taken what came before, so a slow receiver holds the writer up and nothing piles up in memory.</summary>
/// <param name="body">The answer's body.</param>
/// <param name="cancellation">Ends the waiting.</param>
internal sealed class AnswerStream(PipeWriter body, CancellationToken cancellation) : Stream
{
    private const int FlushAfter = 64 * 1024;
    private int _unflushed;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var piece = buffer[..Math.Min(buffer.Length, FlushAfter)];
            body.Write(piece);
            buffer = buffer[piece.Length..];
            _unflushed += piece.Length;
            if (_unflushed >= FlushAfter)
            {
                Flush();
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        _unflushed = 0;
        var flush = body.FlushAsync(cancellation);
        var result = flush.IsCompletedSuccessfully ? flush.Result : flush.AsTask().GetAwaiter().GetResult();
        if (result.IsCompleted || result.IsCanceled)
        {
            throw new OperationCanceledException("The receiver has gone.");
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
