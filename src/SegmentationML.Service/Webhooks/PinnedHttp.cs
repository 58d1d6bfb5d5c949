using System.Net;
using System.Net.Sockets;

namespace SegmentationML.Service.Webhooks;

/// <summary>HTTP to addresses that strangers chose: the name is resolved once, every address that it leads to must be allowed, and the call goes to one of those and no other. No redirects, no proxy, no cookies.</summary>
internal static class PinnedHttp
{
    private const int HeaderKilobytes = 16;
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(5);

    /// <summary>The client.</summary>
    /// <param name="networks">Where calls may go.</param>
    /// <param name="resolve">The addresses of a name; tests give their own.</param>
    public static HttpClient Create(WebhookNetworks networks, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        resolve ??= Dns.GetHostAddressesAsync;
        return new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None, MaxResponseHeadersLength = HeaderKilobytes, ConnectTimeout = ConnectWithin,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1), MaxConnectionsPerServer = 2, ResponseDrainTimeout = TimeSpan.Zero, ActivityHeadersPropagator = null,
            ConnectCallback = (context, cancellation) => ConnectAsync(context, networks, resolve, cancellation),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, WebhookNetworks networks, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var isHttps = context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttps;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellation);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        if (Array.Exists(addresses, a => !networks.Allows(a, isHttps)))
        {
            throw new ForbiddenAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
