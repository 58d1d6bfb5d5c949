using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Core.Governance.Cases;
using SegmentationML.Core.Governance.Overrides;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Pipeline.Publish.Diff;
using SegmentationML.Storage.Ledger;

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

    /// <summary>Overrides that were asked for, by number.</summary>
    /// <param name="pipeline">Only those of this pipeline; null for all.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<IReadOnlyList<OverrideRecord>> OverridesAsync(string? pipeline = null, CancellationToken cancellation = default) => _http.GetAsync<IReadOnlyList<OverrideRecord>>($"overrides{Questions(("pipeline", pipeline))}", cancellation);

    /// <summary>Asks for an override; it is approved at once where the model's rights allow and the key may approve.</summary>
    public Task<OverrideRecord> AddOverrideAsync(OverrideRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _http.SendAsync<OverrideRecord>(HttpMethod.Post, $"pipelines/{Part(request.Pipeline)}/overrides", new { request.Keys, request.When, request.Segment, request.Reason, request.Reference, request.From, request.To }, isChange: true, cancellation);
    }

    /// <summary>Approves or refuses an override that was asked for.</summary>
    /// <param name="number">The override.</param>
    /// <param name="approve">True to approve.</param>
    /// <param name="note">What is said with it; needed to refuse.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<OverrideRecord> DecideOverrideAsync(long number, bool approve, string note = "", CancellationToken cancellation = default)
        => _http.SendAsync<OverrideRecord>(HttpMethod.Post, $"overrides/{number}/{(approve ? "approve" : "refuse")}", new { Note = note }, isChange: true, cancellation);

    /// <summary>Ends an override early.</summary>
    /// <param name="number">The override.</param>
    /// <param name="on">The first day on which it holds no longer; null for today.</param>
    /// <param name="note">What is said with it.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<OverrideRecord> ExpireOverrideAsync(long number, DateOnly? on = null, string note = "", CancellationToken cancellation = default)
        => _http.SendAsync<OverrideRecord>(HttpMethod.Post, $"overrides/{number}/expire", new { On = on, Note = note }, isChange: true, cancellation);

    /// <summary>The kinds of case that a pipeline's model knows.</summary>
    public Task<IReadOnlyList<WorkflowDefinition>> CaseKindsAsync(string pipeline, CancellationToken cancellation = default) => _http.GetAsync<IReadOnlyList<WorkflowDefinition>>($"pipelines/{Part(pipeline)}/case-kinds", cancellation);

    /// <summary>Cases by number.</summary>
    /// <param name="pipeline">Only those of this pipeline; null for all.</param>
    /// <param name="all">Closed ones as well.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<IReadOnlyList<ServiceCase>> CasesAsync(string? pipeline = null, bool all = false, CancellationToken cancellation = default) => _http.GetAsync<IReadOnlyList<ServiceCase>>($"cases{Questions(("pipeline", pipeline), ("all", all ? "true" : null))}", cancellation);

    /// <summary>One case.</summary>
    public Task<ServiceCaseDetail> CaseAsync(long number, CancellationToken cancellation = default) => _http.GetAsync<ServiceCaseDetail>($"cases/{number}", cancellation);

    /// <summary>Opens a case.</summary>
    public Task<ServiceCaseDetail> OpenCaseAsync(string pipeline, string kind, IReadOnlyDictionary<string, string> fields, CancellationToken cancellation = default)
        => _http.SendAsync<ServiceCaseDetail>(HttpMethod.Post, $"pipelines/{Part(pipeline)}/cases", new { Kind = kind, Fields = fields }, isChange: true, cancellation);

    /// <summary>Does what a case's state allows.</summary>
    public Task<ServiceCaseDetail> ActOnCaseAsync(long number, string action, IReadOnlyDictionary<string, string>? fields = null, string note = "", CancellationToken cancellation = default)
        => _http.SendAsync<ServiceCaseDetail>(HttpMethod.Post, $"cases/{number}/actions/{Part(action)}", new { Fields = fields, Note = note }, isChange: true, cancellation);

    /// <summary>Attaches a file's name, length and digest to a case.</summary>
    public Task<ServiceCaseDetail> AttachAsync(long number, CaseEvidence evidence, CancellationToken cancellation = default)
        => _http.SendAsync<ServiceCaseDetail>(HttpMethod.Post, $"cases/{number}/evidence", evidence, isChange: true, cancellation);

    /// <summary>Entries of the audit chain, the newest that fit, oldest of them first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> AuditAsync(AuditFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var question = Questions(("kind", filter.Kind), ("subject", filter.Subject), ("actor", filter.Actor), ("from", Day(filter.From)), ("to", Day(filter.To)), ("limit", $"{filter.Limit}"));
        return [.. (await _http.GetAsync<IReadOnlyList<ServiceAuditEntry>>($"audit{question}", cancellation)).Select(e => e.Entry)];
    }

    /// <summary>Walks along the whole audit chain and compares it with the state of the ledger.</summary>
    /// <param name="head">A head that an earlier export gave: it must be in the chain; null for none.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<AuditVerdict> VerifyAuditAsync(string? head = null, CancellationToken cancellation = default) => _http.GetAsync<AuditVerdict>($"audit/verify{Questions(("head", head))}", cancellation);

    /// <summary>Writes the whole audit chain into a stream, a line of JSON an entry.</summary>
    /// <returns>Its head, to be kept elsewhere.</returns>
    public async Task<string> ExportAuditAsync(Stream target, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var answer = await _http.OpenAsync("audit/export", "application/x-ndjson", cancellation);
        await answer.Content.CopyToAsync(target, cancellation);
        return answer.Headers.GetValues("Segml-Audit-Head").First();
    }

    /// <summary>Alerts, the heaviest first; those that were over within the last day last.</summary>
    /// <param name="pipeline">Only those of this pipeline; null for all.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<IReadOnlyList<ServiceAlert>> AlertsAsync(string? pipeline = null, CancellationToken cancellation = default) => _http.GetAsync<IReadOnlyList<ServiceAlert>>($"alerts{Questions(("pipeline", pipeline))}", cancellation);

    /// <summary>Silences, those that have ended as well.</summary>
    public Task<IReadOnlyList<AlertSilence>> SilencesAsync(CancellationToken cancellation = default) => _http.GetAsync<IReadOnlyList<AlertSilence>>("alerts/silences?ended=true", cancellation);

    /// <summary>Silences alerts that meet all of some conditions, from now on.</summary>
    public Task<AlertSilence> SilenceAsync(IReadOnlyList<string> matchers, double hours, string reason, CancellationToken cancellation = default)
        => _http.SendAsync<AlertSilence>(HttpMethod.Post, "alerts/silences", new { Matchers = matchers, Hours = hours, Reason = reason }, isChange: true, cancellation);

    /// <summary>Ends a silence now.</summary>
    public Task<AlertSilence> EndSilenceAsync(long number, CancellationToken cancellation = default) => _http.SendAsync<AlertSilence>(HttpMethod.Delete, $"alerts/silences/{number}", null, isChange: true, cancellation);

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

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What is asked after the address; what is null is left out.</summary>
    private static string Questions(params (string Name, string? Value)[] questions)
        => string.Join('&', questions.Where(q => q.Value is not null).Select(q => $"{q.Name}={Part(q.Value!)}")) is { Length: > 0 } text ? $"?{text}" : "";

    /// <summary>A part of an address: whatever stands in it stays in its place.</summary>
    private static string Part(string text) => text is "." or ".." ? text.Replace(".", "%252e", StringComparison.Ordinal) : Uri.EscapeDataString(text);
}
