using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SegmentationML.Service.Tests.Webhooks;

/// <summary>A server on loopback that takes HTTP requests by hand, so that it can also answer badly.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    /// <param name="answer">Writes the answer to a request, which is given as text.</param>
    public LoopbackServer(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        _listener.Start();
        _work = Task.Run(() => ServeAsync(answer));
    }

    /// <summary>Requests so far: head and body.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}/hook";

    /// <summary>A server that answers each request with a status.</summary>
    public static LoopbackServer Answering(string status, string more = "") => new((_, stream, end) => stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n{more}\r\n"), end).AsTask());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await Task.WhenAny(_work, Task.Delay(2_000));
        _stop.Dispose();
    }

    private async Task ServeAsync(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(async () =>
                {
                    using (client)
                    {
                        try
                        {
                            var stream = client.GetStream();
                            var request = await ReadAsync(stream, _stop.Token);
                            Requests.Enqueue(request);
                            await answer(request, stream, _stop.Token);
                        }
                        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
                        {
                            // The caller went, or the test is over.
                        }
                    }
                });
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken end)
    {
        var (text, buffer) = (new StringBuilder(), new byte[8_192]);
        while (true)
        {
            var read = await stream.ReadAsync(buffer, end);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            var head = text.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (read == 0 || (head >= 0 && Encoding.UTF8.GetByteCount(text.ToString()) >= Encoding.UTF8.GetByteCount(text.ToString()[..(head + 4)]) + Length(text.ToString()[..head])))
            {
                return text.ToString();
            }
        }
    }

    private static int Length(string head)
        => head.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } line ? int.Parse(line.Split(':')[1].Trim(), System.Globalization.CultureInfo.InvariantCulture) : 0;
}
