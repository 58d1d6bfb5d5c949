using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SegmentationML.Benchmarks.ServiceLoad;

/// <summary>One kept connection that asks for one assignment after the other.</summary>
internal sealed class LoadConnection(IPEndPoint service, string key, long entities, int number) : IDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] Length = "Content-Length: "u8.ToArray();
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[64 << 10];
    private long _next = number * 7919L;

    /// <summary>Answers that were not 200.</summary>
    public int Failures { get; private set; }

    public Task ConnectAsync() => _socket.ConnectAsync(service);

    /// <summary>Sends at fixed times, late or not, and notes each latency from the time at which the request was to be sent.</summary>
    /// <param name="start">The first time, in ticks of the stopwatch.</param>
    /// <param name="every">Ticks between two; 0 sends as soon as the answer is there.</param>
    /// <param name="end">When to stop.</param>
    /// <param name="latencies">Receives milliseconds; null while warming up.</param>
    public async Task RunAsync(long start, double every, long end, List<double>? latencies)
    {
        for (var i = 0L; ; i++)
        {
            var due = every > 0 ? start + (long)(i * every) : Stopwatch.GetTimestamp();
            if (due >= end)
            {
                return;
            }

            var wait = (due - Stopwatch.GetTimestamp()) * 1000.0 / Stopwatch.Frequency;
            if (wait >= 1)
            {
                await Task.Delay((int)wait);
            }

            await AskAsync();
            latencies?.Add((Stopwatch.GetTimestamp() - due) * 1000.0 / Stopwatch.Frequency);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task AskAsync()
    {
        _next = (_next + 104_729) % entities;
        var request = Encoding.ASCII.GetBytes($"GET /api/v1/pipelines/{LoadedWorkspace.Pipeline}/assignments/{LoadedWorkspace.Key(_next)} HTTP/1.1\r\nHost: {service}\r\nAuthorization: Bearer {key}\r\n\r\n");
        await _socket.SendAsync(request, SocketFlags.None);
        var (filled, whole) = (0, int.MaxValue);
        while (filled < whole)
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(filled), SocketFlags.None);
            if (read == 0)
            {
                throw new IOException("The service closed the connection.");
            }

            filled += read;
            whole = whole == int.MaxValue ? WholeLength(_answer.AsSpan(0, filled)) : whole;
        }

        if (!_answer.AsSpan(0, 12).SequenceEqual("HTTP/1.1 200"u8))
        {
            Failures++;
        }
    }

    private static int WholeLength(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf(EndOfHead);
        if (head < 0)
        {
            return int.MaxValue;
        }

        var at = answer[..head].IndexOf(Length);
        if (at < 0)
        {
            throw new IOException($"The answer has no length: {Encoding.ASCII.GetString(answer[..Math.Min(head, 200)])}");
        }

        var digits = answer[(at + Length.Length)..head];
        var end = digits.IndexOf((byte)'\r');
        return head + EndOfHead.Length + int.Parse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
