using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SegmentationML.Storage.Tests.Registry.Mlflow;

/// <summary>A server on this machine that answers every connection in one bad way.</summary>
internal sealed class BadServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly string _kind;
    private int _requests;

    public BadServer(string kind)
    {
        _kind = kind;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        if (kind == "down")
        {
            _listener.Stop();
            return;
        }

        _ = AcceptAsync();
    }

    public Uri Address { get; }

    public int Requests => _requests;

    /// <summary>Kinds whose answer never ends: whoever asks has to give up.</summary>
    public static bool NeverAnswers(string kind) => kind is "silent" or "drip";

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _end.Dispose();
    }

    private static byte[] Answer(string status, string body, string more = "") => Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{more}\r\n{body}");

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Interlocked.Increment(ref _requests);
                var stream = client.GetStream();
                if (await stream.ReadAsync(new byte[65536], _end.Token) > 0)
                {
                    await AnswerAsync(stream);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The client has had enough.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        switch (_kind)
        {
            case "html":
                await stream.WriteAsync(Answer("200 OK", "<!doctype html><title>Login</title>"), _end.Token);
                break;
            case "redirect":
                await stream.WriteAsync(Answer("301 Moved Permanently", "", $"Location: {Address}elsewhere\r\n"), _end.Token);
                break;
            case "half":
                await stream.WriteAsync(Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"experiment\": {\"exp"), _end.Token);
                break;
            case "silent":
                await Task.Delay(Timeout.Infinite, _end.Token);
                break;
            case "drip":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"u8.ToArray(), _end.Token);
                while (true)
                {
                    await stream.WriteAsync(" "u8.ToArray(), _end.Token);
                    await Task.Delay(20, _end.Token);
                }

            case "endless":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10000000000\r\n\r\n"u8.ToArray(), _end.Token);
                var block = new byte[65536];
                while (true)
                {
                    await stream.WriteAsync(block, _end.Token);
                }

            case "headers":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), _end.Token);
                while (true)
                {
                    await stream.WriteAsync("X-More: 0123456789012345678901234567890123456789012345678901234567890123456789\r\n"u8.ToArray(), _end.Token);
                }

            case "garbage":
                await stream.WriteAsync("\0\0\0\0SSH-2.0-OpenSSH\r\n"u8.ToArray(), _end.Token);
                break;
            case "login":
                await stream.WriteAsync(Answer("401 Unauthorized", "You are not authenticated.", "WWW-Authenticate: Basic realm=\"mlflow\"\r\n"), _end.Token);
                break;
            case "deep":
                await stream.WriteAsync(Answer("200 OK", new string('[', 5000) + new string(']', 5000)), _end.Token);
                break;
            case "error":
                await stream.WriteAsync(Answer("503 Service Unavailable", "{\"error_code\":\"TEMPORARILY_UNAVAILABLE\",\"message\":\"s3cret <script>\"}"), _end.Token);
                break;
            default:
                await stream.WriteAsync(Answer("200 OK", "{\"experiment\":{\"experiment_id\":{\"a\":1}}}"), _end.Token);
                break;
        }
    }
}
