using System.Globalization;
using System.Net.Sockets;
using System.Text;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Webhooks;

/// <summary>Sends events to webhooks, signed. Of an answer only status and headers are read: a body is never waited for.</summary>
internal sealed class WebhookSender(WebhookBook webhooks, WebhookNetworks networks, TimeProvider clock, HttpClient http, TimeSpan? answerWithin = null) : IDeliverer, IDisposable
{
    private readonly TimeSpan _answerWithin = answerWithin ?? TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public string Topic => DeliveryQueue.WebhookTopic;

    /// <inheritdoc/>
    public async Task<DeliveryFailure?> DeliverAsync(OutboxMessage message, CancellationToken cancellation)
    {
        if (webhooks.List().FirstOrDefault(w => w.Id == message.Target) is not { } webhook || webhooks.SecretsOf(webhook.Id) is not { Count: > 0 } secrets)
        {
            return new DeliveryFailure("The webhook was removed.", IsFinal: true);
        }

        if (networks.Check(webhook.Url).FirstOrDefault() is { } problem)
        {
            return new DeliveryFailure(problem.What);
        }

        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(_answerWithin);
        try
        {
            using var request = Request(webhook, secrets, message, clock.GetUtcNow().ToUnixTimeSeconds());
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, time.Token);
            return Read(answer, clock.GetUtcNow());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new DeliveryFailure($"It did not answer within {_answerWithin.TotalSeconds:0.#} seconds.", IsOfTarget: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or ForbiddenAddressException)
        {
            return new DeliveryFailure(Words(e), IsOfTarget: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Request(WebhookRecord webhook, IReadOnlyList<string> secrets, OutboxMessage message, long seconds)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(message.Payload, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ', secrets.Select(s => WebhookSignature.Of(s, message.Id, seconds, message.Payload))));
        request.Headers.UserAgent.ParseAdd("segml");
        return request;
    }

    private static DeliveryFailure? Read(HttpResponseMessage answer, DateTimeOffset now)
    {
        var status = (int)answer.StatusCode;
        return status switch
        {
            >= 200 and < 300 => null,
            >= 300 and < 400 => new DeliveryFailure($"It answered {status}, a redirect, which is not followed."),
            410 => new DeliveryFailure("It answered 410: it does not want this any more.", IsFinal: true),
            408 or 429 or >= 500 => new DeliveryFailure($"It answered {status}.", IsOfTarget: true, Asked: answer.Headers.RetryAfter is { } retry ? retry.Delta ?? (retry.Date - now) : null),
            _ => new DeliveryFailure($"It answered {status}."),
        };
    }

    private static string Words(Exception e) => e switch
    {
        _ when Inner<ForbiddenAddressException>(e) is { } forbidden => forbidden.Message,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "Its name is not known.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "No secure connection came about: look at its certificate.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "Its answer is too large.",
        _ when Inner<SocketException>(e) is { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "Its name is not known.",
        _ => "It cannot be reached, or broke off the connection.",
    };

    private static T? Inner<T>(Exception? e)
        where T : Exception => e is null ? null : e as T ?? Inner<T>(e.InnerException);
}
