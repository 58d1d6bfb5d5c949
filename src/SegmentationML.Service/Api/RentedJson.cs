using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SegmentationML.Service.Api;

/// <summary>A writer of small JSON answers whose memory is used again by the next answer of the thread; the answer gets its length, so it goes out in one piece.</summary>
internal sealed class RentedJson : IDisposable
{
    private const int LargestKept = 1 << 20;
    [ThreadStatic]
    private static RentedJson? _idle;
    private readonly ArrayBufferWriter<byte> _buffer = new(2048);

    private RentedJson() => Json = new Utf8JsonWriter(_buffer);

    /// <summary>Where to write.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>A writer with nothing in it. The answer is written and sent without an await in between.</summary>
    public static RentedJson Begin()
    {
        var rented = _idle ?? new RentedJson();
        _idle = null;
        return rented;
    }

    /// <summary>Copies what was written into the answer's body.</summary>
    public void Send(HttpResponse response)
    {
        Json.Flush();
        response.ContentLength = _buffer.WrittenCount;
        response.BodyWriter.Write(_buffer.WrittenSpan);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _buffer.ResetWrittenCount();
        Json.Reset(_buffer);
        _idle = _buffer.Capacity <= LargestKept ? this : null;
    }
}
