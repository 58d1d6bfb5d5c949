using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Lineage;

/// <summary>Hands OpenLineage events to a file or an HTTP address.</summary>
/// <param name="database">The ledger.</param>
/// <param name="snapshots">Published versions.</param>
/// <param name="workspace">The workspace's folder, where relative paths start.</param>
/// <param name="time">How long an address may take to answer.</param>
internal sealed class LineageReceiver(LedgerDatabase database, ISnapshotStore snapshots, string workspace, TimeSpan time) : IOutboxReceiver
{
    public const string Topic = "lineage";
    private static readonly TimeSpan TimeToConnect = TimeSpan.FromSeconds(10);

    public static TimeSpan DefaultTime { get; } = TimeSpan.FromSeconds(30);

    public bool Takes(string topic) => topic == Topic;

    public string? AddressOf(OutboxMessage message) => Target(RunMessage.Parse(message.Payload)).Options is var options ? options.Url ?? options.File : null;

    public async Task DeliverAsync(OutboxMessage message, CancellationToken cancellation)
    {
        var run = RunMessage.Parse(message.Payload);
        var target = Target(run);
        try
        {
            var snapshot = run.Version is { } version ? snapshots.List(run.Pipeline).FirstOrDefault(s => s.Commit.Version == version) : null;
            var line = LineageEvent.Of(run, target, snapshot, database.Read(FollowerRows.LedgerName)).ToJsonString();
            if (target.Options.Url is { } url)
            {
                await PostAsync(new Uri(url), target.Options.TokenEnv, line, message.Sequence, cancellation);
            }
            else
            {
                LineageFile.Append(Path.Combine(workspace, target.Options.File!), line);
            }
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new DeliveryException($"Lineage event {message.Sequence} for '{target.Options.File}': {e.Message}", isRefusal: false, isOfMessage: false, e);
        }
    }

    private static LineageTarget Target(RunMessage message) => JsonSerializer.Deserialize<LineageTarget>(message.Target, StepKey.Json) ?? throw new JsonException("The target is null.");

    private async Task PostAsync(Uri url, string tokenEnv, string line, long sequence, CancellationToken cancellation)
    {
        using var http = OutboundHttp.Create(TimeToConnect);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(time);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(line, Encoding.UTF8, "application/json") };
        if (Environment.GetEnvironmentVariable(tokenEnv) is { Length: > 0 } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        try
        {
            // The answer's body is of no interest, and is not read.
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (!response.IsSuccessStatusCode)
            {
                var status = (int)response.StatusCode;
                throw new DeliveryException($"Lineage event {sequence}: {url.GetLeftPart(UriPartial.Path)} answered {status}.", isRefusal: status is 400 or 413 or 422, isOfMessage: status == 500);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new DeliveryException($"Lineage event {sequence}: {url.GetLeftPart(UriPartial.Path)} did not answer within {time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} seconds.", isRefusal: false);
        }
        catch (HttpRequestException e)
        {
            throw new DeliveryException($"Lineage event {sequence}: {url.GetLeftPart(UriPartial.Path)} cannot be reached, or broke off: {e.Message.TrimEnd('.')}.", isRefusal: false, isOfMessage: false, e);
        }
    }
}
