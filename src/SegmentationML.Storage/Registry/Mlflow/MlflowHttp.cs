using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Registry.Mlflow;

/// <summary>Requests to an MLflow server: no redirects, no cookies, no compression, limits on time and length, credentials from the environment and in no message.</summary>
/// <remarks>Only requests that read are repeated. Whatever writes is found again by its tags instead, since a lost answer does not mean a lost change.</remarks>
internal sealed class MlflowHttp : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _server;
    private readonly AuthenticationHeaderValue? _credentials;
    private readonly MlflowLimits _limits;

    public MlflowHttp(Uri server, AuthenticationHeaderValue? credentials, MlflowLimits limits)
    {
        _server = new Uri(server.AbsoluteUri.TrimEnd('/') + "/");
        _credentials = credentials;
        _limits = limits;
        _http = OutboundHttp.Create(limits.Connect);
    }

    /// <summary>Reads.</summary>
    public async Task<JsonElement> GetAsync(string path, IEnumerable<(string Name, string Value)> query, CancellationToken cancellation)
    {
        var target = path + "?" + string.Join('&', query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}"));
        return await RepeatAsync(() => SendAsync(HttpMethod.Get, target, null, _limits.Request, cancellation), cancellation);
    }

    /// <summary>Reads by POST, as searches do.</summary>
    public Task<JsonElement> SearchAsync(string path, JsonObject body, CancellationToken cancellation)
        => RepeatAsync(() => SendAsync(HttpMethod.Post, path, Json(body), _limits.Request, cancellation), cancellation);

    /// <summary>Writes, once.</summary>
    public Task<JsonElement> WriteAsync(HttpMethod method, string path, JsonObject body, CancellationToken cancellation)
        => SendAsync(method, path, Json(body), _limits.Request, cancellation);

    /// <summary>Uploads a file.</summary>
    public async Task UploadAsync(string path, string file, CancellationToken cancellation)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var content = new StreamContent(stream);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        await SendAsync(HttpMethod.Put, path, content, _limits.Request + TimeSpan.FromSeconds(stream.Length / _limits.LeastUploadRate), cancellation);
    }

    public void Dispose() => _http.Dispose();

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    private async Task<JsonElement> RepeatAsync(Func<Task<JsonElement>> request, CancellationToken cancellation)
    {
        var pause = _limits.Pause;
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await request();
            }
            catch (MlflowFailure e) when (!e.IsAnswer && tries < _limits.Retries)
            {
                await Task.Delay(pause, cancellation);
                pause += pause;
            }
        }
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string target, HttpContent? content, TimeSpan limit, CancellationToken cancellation)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(limit);
        using var request = new HttpRequestMessage(method, new Uri(_server, target)) { Content = content };
        request.Headers.Authorization = _credentials;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, time.Token);
            return MlflowAnswer.Read((int)response.StatusCode, await BodyAsync(response, time.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MlflowFailure($"It did not answer within {limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new MlflowFailure($"It cannot be reached, or broke off: {e.Message.TrimEnd('.')}.", cause: e);
        }
    }

    private async Task<ReadOnlyMemory<byte>> BodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var block = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(block, cancellation)) > 0;)
        {
            body.Write(block, 0, read);
            if (body.Length > _limits.AnswerBytes)
            {
                throw new MlflowFailure($"Its answer is longer than {_limits.AnswerBytes} bytes.");
            }
        }

        return body.ToArray();
    }
}
