using System.Text;

namespace SegmentationML.Pipeline.Ingest.Files;

/// <summary>Writes text of another encoding as UTF-8, block by block; characters may be cut by block ends.</summary>
internal sealed class Transcoder
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Decoder _decoder;
    private readonly Encoder _encoder = Utf8.GetEncoder();
    private readonly Stream _output;
    private readonly char[] _chars = new char[1 << 16];
    private readonly byte[] _bytes = new byte[Utf8.GetMaxByteCount(1 << 16)];
    private bool _isStart = true;

    /// <summary>Starts a text.</summary>
    /// <param name="from">Its encoding; invalid bytes throw <see cref="DecoderFallbackException"/>.</param>
    /// <param name="output">Takes the UTF-8.</param>
    public Transcoder(Encoding from, Stream output)
    {
        _decoder = from.GetDecoder();
        _output = output;
    }

    /// <summary>Writes the next bytes.</summary>
    /// <param name="bytes">In the other encoding.</param>
    public void Write(ReadOnlySpan<byte> bytes) => Write(bytes, flush: false);

    /// <summary>Ends the text; an unfinished character throws.</summary>
    public void Complete() => Write([], flush: true);

    private void Write(ReadOnlySpan<byte> bytes, bool flush)
    {
        bool completed;
        do
        {
            _decoder.Convert(bytes, _chars, flush, out var bytesUsed, out var charsUsed, out completed);
            bytes = bytes[bytesUsed..];
            ReadOnlySpan<char> text = _chars.AsSpan(0, charsUsed);
            if (_isStart && text.Length > 0)
            {
                // A byte order mark is no text.
                text = text[0] == '\uFEFF' ? text[1..] : text;
                _isStart = false;
            }

            var written = _encoder.GetBytes(text, _bytes, flush && completed);
            _output.Write(_bytes, 0, written);
        }
        while (!completed);
    }
}
