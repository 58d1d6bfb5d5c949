using System.Text.Json;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Registry.Outbox;

namespace SegmentationML.Storage.Registry.Mlflow;

/// <summary>Tells an MLflow server of runs and of what happens in the model registry. What it makes there bears the names by which it is found again, so that a message told twice has the effect of once.</summary>
/// <param name="database">The ledger.</param>
/// <param name="modelsFolder">The folder of the registered versions.</param>
/// <param name="snapshots">Published versions.</param>
/// <param name="limits">How long a server may take and how much it may answer.</param>
internal sealed class MlflowReceiver(LedgerDatabase database, string modelsFolder, ISnapshotStore snapshots, MlflowLimits limits) : IOutboxReceiver
{
    private const string EventTag = "segml_event";
    private const string LedgerTag = "segml_ledger";
    private const string RunTag = "segml_run";

    public bool Takes(string topic) => topic is FollowerRows.Mlflow or RegistryEvent.Topic;

    public string? AddressOf(OutboxMessage message)
    {
        var target = message.Topic == FollowerRows.Mlflow ? RunMessage.Parse(message.Payload).Target : database.Read(c => FollowerRows.Find(c, RegistryEvent.Parse(message.Payload).Model));
        return target is null ? null : MlflowLogin.Address(Options(target)) ?? "";
    }

    public async Task DeliverAsync(OutboxMessage message, CancellationToken cancellation)
    {
        var run = message.Topic == FollowerRows.Mlflow ? RunMessage.Parse(message.Payload) : null;
        var what = run is null ? RegistryEvent.Parse(message.Payload) : null;
        var options = Options(run?.Target ?? database.Read(c => FollowerRows.Find(c, what!.Model))!);
        var address = MlflowLogin.Address(options) ?? throw new DeliveryException($"No MLflow server is named: set mlflow.tracking_uri in the pipeline, or {MlflowLogin.ServerVariable}.", isRefusal: false);
        try
        {
            using var server = new MlflowServer(new MlflowHttp(new Uri(address), MlflowLogin.Credentials(options), limits), limits);
            await (run is null ? TellAsync(server, address, options, message, what!, cancellation) : TellAsync(server, options, run, cancellation));
        }
        catch (MlflowFailure e)
        {
            throw new DeliveryException($"MLflow at {address}, message {message.Sequence}: {e.Message}", isRefusal: e.IsAnswer && e.Code != MlflowFailure.Internal, isOfMessage: e.IsAnswer, e);
        }
        catch (Exception e) when (FileProblem.Is(e) || e is Core.ProblemException)
        {
            throw new DeliveryException($"Message {message.Sequence} for MLflow: {e.Message}", isRefusal: false, isOfMessage: true, e);
        }
    }

    private static MlflowOptions Options(string target) => JsonSerializer.Deserialize<MlflowOptions>(target, StepKey.Json) ?? new MlflowOptions();

    private static string Status(RunState state) => state switch
    {
        RunState.Published or RunState.Unchanged => "FINISHED",
        RunState.Cancelled or RunState.Interrupted => "KILLED",
        _ => "FAILED",
    };

    private static string Word(RunState state) => state.ToString().ToLowerInvariant();

    private static bool IsFigure(string text, out double value) => double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out value);

    private async Task TellAsync(MlflowServer server, MlflowOptions options, RunMessage message, CancellationToken cancellation)
    {
        var ended = message.Ended ?? message.Started;
        var run = await RunAsync(server, options, message.Pipeline, message.Run, cancellation);
        var steps = database.Read(c => RunRows.Steps(c, message.Run));
        var metrics = steps.SelectMany(s => new[] { new MlflowMetric($"step.{s.Step}.rows".ToLowerInvariant(), s.Rows), new MlflowMetric($"step.{s.Step}.seconds".ToLowerInvariant(), ((s.Ended ?? s.Started) - s.Started).TotalSeconds) }).ToList();
        var parameters = new Dictionary<string, string> { ["pipeline"] = message.Pipeline, ["model"] = message.Model };
        var tags = new Dictionary<string, string> { ["segml_state"] = Word(message.State), ["segml_attempt"] = $"{message.Attempt}", ["segml_problem"] = message.Problem ?? "" };
        if (message.Version is { } version && Published(message.Pipeline, version) is { } snapshot)
        {
            var content = snapshot.Content;
            tags["segml_version"] = $"{version}";
            tags["segml_content_digest"] = snapshot.Commit.ContentDigest;
            parameters["as_of"] = $"{content.AsOf:yyyy-MM-dd}";
            parameters["entity"] = string.Join(", ", content.Entity);
            parameters["schema_version"] = content.SchemaVersion;
            parameters["producer"] = content.Producer;
            parameters["definition_digest"] = content.DefinitionDigest;
            metrics.AddRange(content.Tables.Select(t => new MlflowMetric($"rows.{t.Name}", t.Rows)));
            metrics.AddRange(content.Totals.Where(t => IsFigure(t.Value, out _)).Select(t => new MlflowMetric($"total.{t.Key}", IsFigure(t.Value, out var value) ? value : double.NaN)));
            var manifest = Path.Combine(snapshot.Folder, "manifest.json");
            if (File.Exists(manifest) && !await server.UploadAsync(run, $"version-{version}/manifest.json", manifest, cancellation))
            {
                tags["segml_artifacts"] = "not uploaded: the server keeps artifacts elsewhere";
            }
        }

        await server.LogAsync(run, metrics, parameters, tags, ended, cancellation);
        await server.EndRunAsync(run, Status(message.State), ended, cancellation);
    }

    private Snapshot? Published(string pipeline, long version) => snapshots.List(pipeline).FirstOrDefault(s => s.Commit.Version == version);

    private async Task TellAsync(MlflowServer server, string address, MlflowOptions options, OutboxMessage message, RegistryEvent what, CancellationToken cancellation)
    {
        switch (what.Kind)
        {
            case RegistryEventKind.VersionRegistered:
                await RegisterAsync(server, address, options, message, what, cancellation);
                break;
            case RegistryEventKind.VersionTagged:
                await server.SetTagAsync(what.Model, Number(address, what), what.Key!, what.Value ?? "", cancellation);
                break;
            case RegistryEventKind.VersionUntagged:
                await server.DeleteTagAsync(what.Model, Number(address, what), what.Key!, cancellation);
                break;
            case RegistryEventKind.AliasSet:
                await server.SetAliasAsync(what.Model, what.Alias!, Number(address, what), cancellation);
                break;
            case RegistryEventKind.AliasRemoved:
                await server.DeleteAliasAsync(what.Model, what.Alias!, cancellation);
                break;
            default:
                await server.DeleteVersionAsync(what.Model, Number(address, what), cancellation);
                break;
        }
    }

    private async Task RegisterAsync(MlflowServer server, string address, MlflowOptions options, OutboxMessage message, RegistryEvent what, CancellationToken cancellation)
    {
        await server.EnsureModelAsync(what.Model, cancellation);
        var number = await server.FindVersionAsync(what.Model, EventTag, message.Id, cancellation);
        if (number is null)
        {
            var run = await RunAsync(server, options, what.Pipeline ?? what.Model, what.Run ?? $"version-{what.Version}", cancellation);
            var folder = $"models/{what.Model}/{what.Version}";
            foreach (var file in FilesOf(what))
            {
                await server.UploadAsync(run, $"{folder}/{Path.GetFileName(file)}", file, cancellation);
            }

            var parameters = what.Parameters.ToDictionary(p => $"model.{p.Key}", p => p.Value, StringComparer.Ordinal);
            await server.LogAsync(run, what.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => new MlflowMetric($"model.{m.Key}", m.Value)), parameters, new Dictionary<string, string>(), message.Time, cancellation);
            var tags = new Dictionary<string, string>(what.Tags, StringComparer.Ordinal)
            {
                [EventTag] = message.Id, [LedgerTag] = Ledger(), ["segml_model_version"] = $"{what.Version}", ["segml_snapshot"] = $"{what.Snapshot}",
            };
            number = await server.CreateVersionAsync(what.Model, $"{run.ArtifactUri.TrimEnd('/')}/{folder}", run.Id, what.Description ?? "", tags, cancellation);
        }

        database.Write(c => FollowerRows.SetNumber(c, address, what.Model, what.Version!.Value, number));
    }

    private async Task<MlflowRun> RunAsync(MlflowServer server, MlflowOptions options, string pipeline, string run, CancellationToken cancellation)
    {
        var experiment = await server.ExperimentAsync(options.Experiment ?? pipeline, cancellation);
        var name = $"{pipeline}/{run}";
        var ledger = Ledger();
        if (await server.FindRunAsync(experiment, (RunTag, name), (LedgerTag, ledger), cancellation) is { } found)
        {
            return found;
        }

        var start = database.Read(c => RunRows.List(c, pipeline, int.MaxValue).FirstOrDefault(r => r.Record.Id == run))?.Record.Started ?? DateTimeOffset.UnixEpoch;
        var tags = new Dictionary<string, string> { [RunTag] = name, [LedgerTag] = ledger, ["mlflow.source.name"] = "segml" };
        return await server.CreateRunAsync(experiment, name, start, tags, cancellation);
    }

    private string[] FilesOf(RegistryEvent what)
    {
        var folder = SafePath.Below(modelsFolder, what.Model, what.Version!.Value.ToString("D4", System.Globalization.CultureInfo.InvariantCulture));
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Where(f => !SafePath.IsLink(f) && SafePath.IsBare(Path.GetFileName(f))).Order(StringComparer.Ordinal)] : [];
    }

    private string Number(string address, RegistryEvent what)
        => database.Read(c => FollowerRows.Number(c, address, what.Model, what.Version!.Value)) ?? throw new MlflowFailure(
            $"It does not have version {what.Version} of model '{what.Model}', which was registered before it followed, or which it refused.", isAnswer: true);

    private string Ledger() => database.Read(FollowerRows.LedgerName);
}
