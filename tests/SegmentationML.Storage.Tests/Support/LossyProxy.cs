using System.Net;
using System.Net.Sockets;

namespace SegmentationML.Storage.Tests.Support;

/// <summary>A wire to a server on this machine that can be cut at the worst moments.</summary>
internal sealed class LossyProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _server;

    public LossyProxy(int server)
    {
        _server = server;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>The next answer of the server is waited for and thrown away, and the connection with it.</summary>
    public bool LoseNextAnswer { get; set; }

    /// <summary>Whether new connections are turned away; from the loss of an answer on, when <see cref="DownAfterLoss"/>.</summary>
    public bool Down { get; set; }

    public bool DownAfterLoss { get; set; }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = Down ? Task.Run(client.Dispose) : ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
                await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), _end.Token), AnswerAsync(server.GetStream(), client.GetStream()));
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // Cut.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream client)
    {
        var block = new byte[8192];
        for (int read; (read = await server.ReadAsync(block, _end.Token)) > 0;)
        {
            if (LoseNextAnswer)
            {
                LoseNextAnswer = false;
                Down = DownAfterLoss;
                return;
            }

            await client.WriteAsync(block.AsMemory(0, read), _end.Token);
        }
    }
}
