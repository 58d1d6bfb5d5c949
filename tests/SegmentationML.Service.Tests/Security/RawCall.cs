using System.Net.Sockets;
using System.Text;

namespace SegmentationML.Service.Tests.Security;

/// <summary>A call whose address goes out as it is written: no client mends it first.</summary>
internal static class RawCall
{
    /// <summary>Sends a call and reads the whole answer.</summary>
    /// <returns>Status 0 when the connection was closed without an answer.</returns>
    public static async Task<(int Status, string Text)> SendAsync(Uri address, string? key, string method, string path, byte[]? body = null, string? type = "application/json", string more = "")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var head = $"{method} {path} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n{(key is null ? "" : $"Authorization: Bearer {key}\r\n")}{more}{(body is null ? (method is "GET" or "DELETE" ? "" : "Content-Length: 0\r\n") : $"Content-Length: {body.Length}\r\n{(type is null ? "" : $"Content-Type: {type}\r\n")}")}\r\n";
        using var received = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(head), TestContext.Current.CancellationToken);
            if (body is not null)
            {
                await stream.WriteAsync(body, TestContext.Current.CancellationToken);
            }

            await stream.CopyToAsync(received, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The service answers, or closes, before it has read everything: what came is judged.
        }

        var text = Encoding.UTF8.GetString(received.ToArray());
        return (text.Length > 12 && int.TryParse(text.AsSpan(9, 3), out var status) ? status : 0, text);
    }
}
