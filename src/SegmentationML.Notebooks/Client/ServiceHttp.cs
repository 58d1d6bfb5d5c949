using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using SegmentationML.Core;

namespace SegmentationML.Notebooks.Client;

/// <summary>Calls to a service: the key on every call, answers judged, calls that may be sent again sent again.</summary>
/// <remarks>Reading calls are sent up to four times, with pauses that double, when the service cannot be reached, is busy (429) or cannot answer now (502 to 504). So are changes: each bears an Idempotency-Key, so it is made once.</remarks>
internal sealed class ServiceHttp : IDisposable
{
    private const int Attempts = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http;
    private readonly ServiceAddress _address;
    private readonly TimeProvider _clock;

    public ServiceHttp(ServiceAddress address, TimeProvider clock, HttpMessageHandler? handler)
    {
        (_address, _clock) = (address, clock);
        _http = handler is null ? new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) }) : new HttpClient(handler, disposeHandler: false);
        _http.BaseAddress = new Uri(address.Url, "/api/v1/");
        _http.Timeout = Timeout.InfiniteTimeSpan; // Streams may take long; the first byte has its own time.
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", address.Key);
    }

    /// <summary>How long the service may take to begin an answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Reads JSON.</summary>
    public async Task<T> GetAsync<T>(string path, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null, null, isChange: false, cancellation);
        return await ReadAsync<T>(answer, cancellation);
    }

    /// <summary>Sends JSON and reads JSON.</summary>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, bool isChange, CancellationToken cancellation)
    {
        using var answer = await SendAsync(method, path, body, null, isChange, cancellation);
        return await ReadAsync<T>(answer, cancellation);
    }

    /// <summary>Begins to read an answer of a media type; the caller disposes of it.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path, string accept, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, accept, isChange: false, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, string? accept, bool isChange, CancellationToken cancellation)
    {
        var (key, content) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), ServiceJson.Options));
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? pause;
            try
            {
                using var request = Request(method, path, content, accept, isChange ? key : null);
                var answer = await OnceAsync(request, cancellation);
                if (answer.IsSuccessStatusCode)
                {
                    return answer;
                }

                using (answer)
                {
                    pause = Pause(answer, attempt) ?? throw await ServiceProblem.OfAsync(answer, cancellation);
                }
            }
            catch (HttpRequestException e)
            {
                pause = attempt < Attempts ? Doubled(attempt) : throw new ProblemException(new Problem("SEG-CLNT-003", $"{_address} cannot be reached: {e.Message.TrimEnd('.')}.", "Check address and network; `segml serve` runs the service."), e);
            }

            await Task.Delay(pause.Value, _clock, cancellation);
        }
    }

    private async Task<HttpResponseMessage> OnceAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new ProblemException(new Problem("SEG-CLNT-003", $"{_address} did not begin to answer within {Patience.TotalSeconds:F0} seconds.", "Ask for less, or see how the service stands: GET /health/ready."), e);
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, byte[]? content, string? accept, string? key)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept ?? "application/json"));
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (content is not null)
        {
            request.Content = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        return request;
    }

    /// <summary>How long to wait before the call is sent again; null for one that would be answered in the same way.</summary>
    private static TimeSpan? Pause(HttpResponseMessage answer, int attempt)
    {
        var again = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
        return !again || attempt == Attempts ? null : answer.Headers.RetryAfter?.Delta is { } told ? (told < LongestPause ? told : LongestPause) : Doubled(attempt);
    }

    private static TimeSpan Doubled(int attempt) => FirstPause * (1 << (attempt - 1));

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
            return (await JsonSerializer.DeserializeAsync<T>(body, ServiceJson.Options, cancellation))!;
        }
        catch (JsonException e)
        {
            throw new ProblemException(new Problem("SEG-CLNT-004", $"The server's answer is not what was expected: {e.Message}", "Check that the address is that of segml serve, of this version or a later one."), e);
        }
    }
}
