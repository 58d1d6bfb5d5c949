using System.Net;

namespace SegmentationML.Storage.Ledger;

/// <summary>HTTP to systems that are told something: no redirects (they would take the token elsewhere), no cookies, no compression. Who calls sets the limits of time and length.</summary>
internal static class OutboundHttp
{
    private const int HeaderKilobytes = 64;

    public static HttpClient Create(TimeSpan connect)
        => new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None, ConnectTimeout = connect, MaxResponseHeadersLength = HeaderKilobytes,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
}
