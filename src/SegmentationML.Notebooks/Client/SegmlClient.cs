using SegmentationML.Core;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Pipeline.Publish.Diff;

namespace SegmentationML.Notebooks.Client;

/// <summary>The service from a program: what <c>segml serve</c> answers, as records; rows as Arrow while they come.</summary>
/// <remarks>A failure is a <see cref="ProblemException"/> with the service's own words. Calls are sent again where that does no harm; a change is made once however often it is sent.</remarks>
public sealed class SegmlClient : IDisposable
{
    private const string ArrowStream = "application/vnd.apache.arrow.stream";
    private readonly ServiceHttp _http;

    /// <summary>Prepares calls; nothing is sent yet.</summary>
    /// <param name="address">The service and the key to it.</param>
    /// <param name="clock">The clock for pauses; null for the system's.</param>
    /// <param name="handler">Sends the calls in place of the usual one; stays the caller's.</param>
    public SegmlClient(ServiceAddress address, TimeProvider? clock = null, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        _http = new ServiceHttp(address, clock ?? TimeProvider.System, handler);
    }

    /// <summary>All pipelines, and how each stands.</summary>
    public Task<IReadOnlyList<ServicePipeline>> PipelinesAsync(CancellationToken cancellation = default) => _http.GetAsync<IReadOnlyList<ServicePipeline>>("pipelines", cancellation);

    /// <summary>One pipeline.</summary>
    public Task<ServicePipeline> PipelineAsync(string pipeline, CancellationToken cancellation = default) => _http.GetAsync<ServicePipeline>($"pipelines/{Part(pipeline)}", cancellation);

    /// <summary>Runs, newest first.</summary>
    /// <param name="pipeline">Only those of this pipeline; null for all.</param>
    /// <param name="limit">At most so many, 1 to 500.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<IReadOnlyList<ServiceRun>> RunsAsync(string? pipeline = null, int limit = 50, CancellationToken cancellation = default)
        => _http.GetAsync<IReadOnlyList<ServiceRun>>($"runs?limit={limit}{(pipeline is null ? "" : $"&pipeline={Part(pipeline)}")}", cancellation);

    /// <summary>One run with its steps.</summary>
    public Task<ServiceRun> RunAsync(string run, CancellationToken cancellation = default) => _http.GetAsync<ServiceRun>($"runs/{Part(run)}", cancellation);

    /// <summary>Starts a run.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="asOf">Cut-off: only data before this day counts.</param>
    /// <param name="from">Do this step and all later ones anew.</param>
    /// <param name="force">Publish even when nothing has changed.</param>
    /// <param name="cancellation">Ends the call, not the run.</param>
    public Task<ServiceRun> StartAsync(string pipeline, DateOnly? asOf = null, Pipeline.StepName? from = null, bool force = false, CancellationToken cancellation = default)
        => _http.SendAsync<ServiceRun>(HttpMethod.Post, $"pipelines/{Part(pipeline)}/runs", new { AsOf = asOf, From = from, Force = force }, isChange: true, cancellation);

    /// <summary>Waits until a run has ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="clock">The clock for the pauses between looks, a second each.</param>
    /// <param name="seen">Told of each look.</param>
    /// <param name="cancellation">Ends the waiting, not the run.</param>
    public async Task<ServiceRun> WaitAsync(string run, TimeProvider clock, Action<ServiceRun>? seen = null, CancellationToken cancellation = default)
    {
        while (true)
        {
            var now = await RunAsync(run, cancellation);
            seen?.Invoke(now);
            if (now.Ended is not null)
            {
                return now;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), clock, cancellation);
        }
    }

    /// <summary>Published versions, newest first.</summary>
    public Task<IReadOnlyList<ServiceVersion>> VersionsAsync(string pipeline, CancellationToken cancellation = default) => _http.GetAsync<IReadOnlyList<ServiceVersion>>($"pipelines/{Part(pipeline)}/snapshots", cancellation);

    /// <summary>What a version holds: its manifest.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="version">A number, <c>current</c>, an alias, <c>tag:NAME</c>, a day or a time.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<ServiceManifest> ManifestAsync(string pipeline, string version = "current", CancellationToken cancellation = default) => _http.GetAsync<ServiceManifest>($"pipelines/{Part(pipeline)}/snapshots/{Part(version)}", cancellation);

    /// <summary>What differs between two versions.</summary>
    public Task<VersionDiff> DiffAsync(string pipeline, string from, string to = "current", CancellationToken cancellation = default)
        => _http.GetAsync<VersionDiff>($"pipelines/{Part(pipeline)}/snapshots/{Part(from)}/diff?to={Part(to)}", cancellation);

    /// <summary>Rows of a table as an Arrow stream.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="version">The version, as for <see cref="ManifestAsync"/>.</param>
    /// <param name="table">assignments, forecasts, policies or forecast_levels.</param>
    /// <param name="columns">Columns of the answer; null for all.</param>
    /// <param name="filters">Conditions by column, such as <c>segment</c> and <c>in:AX,AY</c>.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<ServiceRows> RowsAsync(string pipeline, string version = "current", string table = "assignments", IReadOnlyList<string>? columns = null, IReadOnlyDictionary<string, string>? filters = null, CancellationToken cancellation = default)
        => await ServiceRows.OpenAsync(await _http.OpenAsync($"pipelines/{Part(pipeline)}/snapshots/{Part(version)}/tables/{Part(table)}/rows{Query(columns, filters)}", ArrowStream, cancellation), cancellation);

    /// <summary>The rows that came in, changed or went out since what a consumer has taken in, as an Arrow stream with the column <c>change</c>. Told again until <see cref="AcknowledgeAsync"/>.</summary>
    public async Task<ServiceRows> DeltaAsync(string pipeline, string consumer, string table = "assignments", CancellationToken cancellation = default)
        => await ServiceRows.OpenAsync(await _http.OpenAsync($"pipelines/{Part(pipeline)}/delta?consumer={Part(consumer)}&table={Part(table)}", ArrowStream, cancellation), cancellation);

    /// <summary>Says that a consumer has taken in a version.</summary>
    public Task<ServiceConsumer> AcknowledgeAsync(string pipeline, string consumer, long version, CancellationToken cancellation = default)
        => _http.SendAsync<ServiceConsumer>(HttpMethod.Put, $"pipelines/{Part(pipeline)}/consumers/{Part(consumer)}", new { Version = version }, isChange: true, cancellation);

    /// <summary>Writes a file of a version into a stream.</summary>
    public async Task DownloadAsync(string pipeline, string version, string file, Stream target, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var answer = await _http.OpenAsync($"pipelines/{Part(pipeline)}/snapshots/{Part(version)}/files/{Part(file)}", "*/*", cancellation);
        await answer.Content.CopyToAsync(target, cancellation);
    }

    /// <summary>Writes rows of a table as CSV into a stream.</summary>
    public async Task DownloadCsvAsync(string pipeline, string version, string table, Stream target, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        for (string? cursor = null, number = Part(version); ;)
        {
            using var answer = await _http.OpenAsync($"pipelines/{Part(pipeline)}/snapshots/{number}/tables/{Part(table)}/rows?format=csv&limit=100000{(cursor is null ? "" : $"&cursor={cursor}")}", "text/csv", cancellation);
            await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
            if (cursor is not null)
            {
                await SkipLineAsync(body, cancellation);
            }

            await body.CopyToAsync(target, cancellation);
            if (!answer.Headers.TryGetValues("Segml-Next", out var next))
            {
                return;
            }

            (cursor, number) = (next.First(), answer.Headers.GetValues("Segml-Version").First());
        }
    }

    /// <summary>All that a version says of an entity.</summary>
    public Task<PublishedEntity> ExplainAsync(string pipeline, string key, string version = "current", CancellationToken cancellation = default)
        => _http.GetAsync<PublishedEntity>($"pipelines/{Part(pipeline)}/entities/{Part(key)}?version={Part(version)}", cancellation);

    /// <summary>Scores entities by the model of the version in use.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="entities">The entities.</param>
    /// <param name="state">Whether an entity that the version holds is judged from where it stands.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<ServiceScore> ScoreAsync(string pipeline, IReadOnlyList<EntityDrivers> entities, bool state = true, CancellationToken cancellation = default)
        => _http.SendAsync<ServiceScore>(HttpMethod.Post, $"pipelines/{Part(pipeline)}/score", new { Entities = entities, State = state }, isChange: false, cancellation);

    /// <summary>Models that have registered versions.</summary>
    public Task<IReadOnlyList<ServiceModel>> ModelsAsync(CancellationToken cancellation = default) => _http.GetAsync<IReadOnlyList<ServiceModel>>("models", cancellation);

    /// <summary>The registered versions of a model, oldest first.</summary>
    public Task<IReadOnlyList<ServiceModelVersion>> ModelVersionsAsync(string model, CancellationToken cancellation = default) => _http.GetAsync<IReadOnlyList<ServiceModelVersion>>($"models/{Part(model)}/versions", cancellation);

    /// <summary>How the versions of a pipeline came into use, oldest first.</summary>
    public Task<IReadOnlyList<ServicePromotion>> PromotionsAsync(string pipeline, CancellationToken cancellation = default) => _http.GetAsync<IReadOnlyList<ServicePromotion>>($"pipelines/{Part(pipeline)}/promotions", cancellation);

    /// <summary>One of them, with evidence and everything that was done.</summary>
    public Task<ServicePromotionDetail> PromotionAsync(string pipeline, long version, CancellationToken cancellation = default) => _http.GetAsync<ServicePromotionDetail>($"pipelines/{Part(pipeline)}/promotions/{version}", cancellation);

    /// <summary>Brings a candidate forward.</summary>
    public Task<ServicePromotionDetail> ProposeAsync(string pipeline, long version, string reason = "", CancellationToken cancellation = default) => DecideAsync(pipeline, version, "propose", reason, cancellation);

    /// <summary>Approves a version that was brought forward.</summary>
    public Task<ServicePromotionDetail> ApproveAsync(string pipeline, long version, string reason = "", CancellationToken cancellation = default) => DecideAsync(pipeline, version, "approve", reason, cancellation);

    /// <summary>Refuses a version.</summary>
    public Task<ServicePromotionDetail> RejectAsync(string pipeline, long version, string reason, CancellationToken cancellation = default) => DecideAsync(pipeline, version, "reject", reason, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private Task<ServicePromotionDetail> DecideAsync(string pipeline, long version, string decision, string reason, CancellationToken cancellation)
        => _http.SendAsync<ServicePromotionDetail>(HttpMethod.Post, $"pipelines/{Part(pipeline)}/promotions/{version}/{decision}", new { Reason = reason }, isChange: true, cancellation);

    private static async Task SkipLineAsync(Stream body, CancellationToken cancellation)
    {
        var one = new byte[1];
        while (await body.ReadAsync(one, cancellation) > 0 && one[0] != '\n')
        {
        }
    }

    private static string Query(IReadOnlyList<string>? columns, IReadOnlyDictionary<string, string>? filters)
    {
        var parts = (filters ?? new Dictionary<string, string>()).Select(f => $"{Part(f.Key)}={Part(f.Value)}").Concat(columns is null ? [] : [$"columns={Part(string.Join(',', columns))}"]);
        return string.Join('&', parts) is { Length: > 0 } text ? $"?{text}" : "";
    }

    /// <summary>A part of an address: whatever stands in it stays in its place.</summary>
    private static string Part(string text) => text is "." or ".." ? text.Replace(".", "%252e", StringComparison.Ordinal) : Uri.EscapeDataString(text);
}
