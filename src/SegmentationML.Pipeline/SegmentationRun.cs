using System.Text.Json;
using Microsoft.Extensions.Logging;
using SegmentationML.Contracts.Outcomes;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Pipeline.Contract;
using SegmentationML.Pipeline.Contract.Persons;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Forecast;
using SegmentationML.Pipeline.Forecast.Files;
using SegmentationML.Pipeline.Ingest;
using SegmentationML.Pipeline.Monitor;
using SegmentationML.Pipeline.Policy;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Promotion;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline;

/// <summary>One run of a pipeline: order lines in, a version of segments, forecasts and policies out.</summary>
/// <param name="given">What to run.</param>
/// <param name="ports">What the run reaches the world through.</param>
/// <param name="options">What this run is told beside its definition.</param>
public sealed class SegmentationRun(Definitions given, RunPorts ports, RunOptions options)
{
    private static readonly TimeSpan KeepUnused = TimeSpan.FromDays(7);
    private readonly Definitions _definitions = given.WithPersons(ports.Persons, enter: true);
    private readonly PipelineDefinition _pipeline = given.Pipeline;
    private readonly ColumnClasses _classes = given.Classes;

    /// <summary>Runs all steps, taking finished outputs where nothing has changed. A run that ends early leaves the last version in place and can be resumed.</summary>
    /// <param name="cancellation">Ends the run between or within steps.</param>
    /// <exception cref="ProblemException">What went wrong; the ledger has it too.</exception>
    public async Task<RunOutcome> RunAsync(CancellationToken cancellation)
    {
        using var lease = ports.Ledger.Begin(new RunRequest(_pipeline.Name, RequestDigest()) { Actor = options.By, Followers = Followers(), Terms = Terms(), Resume = options.Resume }, options.Wait, cancellation);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lease.CancelAsked);
        var scratch = Directory.CreateTempSubdirectory("segml-run-");
        try
        {
            ports.Observer.Began(lease.Run);
            var outcome = await FlowAsync(lease, new StepRunner(ports, lease, options.From, either.Token), scratch.FullName);
            lease.Ended(outcome.State, outcome.Published?.IsNew == true ? outcome.Published.Version : null, outcome.Accepted.Blocking is [var first, ..] ? first.ToString() : null);
            return outcome with { Run = lease.Run };
        }
        catch (OperationCanceledException)
        {
            lease.Ended(options.Stop.IsCancellationRequested ? RunState.Interrupted : RunState.Cancelled, null, null);
            throw;
        }
        catch (ProblemException e) when (_classes.HasPersons)
        {
            var told = UnquotedProblem.Of(e);
            lease.Ended(RunState.Failed, null, told.Problems[0].ToString());
            throw told;
        }
        catch (Exception e)
        {
            lease.Ended(RunState.Failed, null, (e as ProblemException)?.Problems[0].ToString() ?? e.Message);
            throw;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private StepInputs Inputs => field ??= new StepInputs(_definitions, options, _classes.HasPersons ? ports.Persons!.State : null);

    private PersonStage? Persons(StepContext context) => _classes.HasPersons ? new PersonStage(context, _classes, _pipeline.Entity, ports.Persons!) : null;

    private async Task<RunOutcome> FlowAsync(IRunLease lease, StepRunner run, string scratch)
    {
        var parent = ports.Snapshots.Parent(lease);
        using var held = parent is null ? null : ports.Snapshots.Hold(parent);
        var ingest = new IngestStep(ports.Steps, ports.Arrow);
        IngestPlan? plan = null;
        PlannedChanges.Check(ports.Engine, _definitions.Changes);

        var loaded = await run.RunAsync(StepName.Ingest, () => StepInputs.Ingest(plan = Plan(scratch, run.Cancellation)), context => ingest.Run(context, plan!), result => ingest.IsWhole(_pipeline.Name, result));
        var accepted = await run.RunAsync(StepName.Contract, () => Inputs.Contract(loaded), context => ContractStep.Run(context, _definitions.Contracts, loaded, Inputs.AsOf, ports.OpenScratch, Persons(context)));
        if (accepted.Outcome == ContractOutcome.Block)
        {
            return new RunOutcome(lease.Run, RunState.Blocked, run.Flow, loaded, accepted);
        }

        var tables = accepted.Tables.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var features = await run.RunAsync(StepName.Features, () => Inputs.Features(accepted), context => FeaturesStep.Run(context, new(tables, _pipeline.Entity, Inputs.AsOf, _pipeline.Features, _definitions.FeatureGroups)));
        var others = PublishedSegments.Of(_definitions, ports.Snapshots);
        var inputs = Inputs.SegmentInputs(accepted, features, others);
        var history = SegmentHistory.Of(parent, inputs, number => ports.Snapshots.Find(_pipeline.Name, number));
        var segments = await run.RunAsync(StepName.Segment, () => Inputs.Segment(accepted, features, history, others), context => SegmentStep.Run(context, new(_definitions.Model, features, _pipeline.Entity, history, inputs, tables, others) { Currency = loaded.Currency }));
        var carried = Inputs.ForecastHistory(accepted, features, segments, parent, number => ports.Snapshots.Find(_pipeline.Name, number));
        var forecasts = await run.RunAsync(StepName.Forecast, () => Inputs.Forecast(accepted, features, segments, carried), context => ForecastStep.Run(context, new(_definitions.Model, tables, features, segments, _pipeline.Entity, _pipeline.Forecast) { Changes = _definitions.Changes?.Path, KeyOf = _definitions.KeyOf(ports.Persons), IsKeyOpen = _classes.IsKeyOpen, History = carried }));
        var policies = await run.RunAsync(StepName.Policy, () => Inputs.Policy(accepted, segments, forecasts), context => PolicyStep.Run(context, new(_definitions.Model, tables, features, segments, forecasts, _pipeline.Entity, _pipeline.Policy)));
        var content = Content(loaded, accepted, features);
        var published = await run.RunOnceAsync(
            StepName.Publish,
            context => PublishStep.Run(context, ports.Exporter, ports.Snapshots, lease, new(_pipeline.Entity, features, segments, forecasts, policies, content, parent, options.Force, loaded.Currency, _pipeline.Publish.Promotion == PromotionMode.Gated) { Schema = _pipeline.Publish.Schema, Classes = _classes }),
            result => !result.IsNew);
        var version = ports.Snapshots.Open(_pipeline.Name, published.Version);
        var drift = await run.RunOnceAsync(StepName.Monitor, context => MonitorStep.Run(context, new(_pipeline.Monitor, _definitions.Model, version, published.IsNew ? parent : null)), _ => false);

        var promotion = await Task.Run(() => Enter(lease, published, version, drift, segments, forecasts, policies, run.Cancellation), run.Cancellation);
        Expire();
        ports.Steps.Trim(_pipeline.Name, [.. run.Used, .. loaded.Parts.Select(key => (StepName.Ingest, key))], KeepUnused);
        return new RunOutcome(lease.Run, published.IsNew ? RunState.Published : RunState.Unchanged, run.Flow, loaded, accepted)
        {
            Features = features, Segments = segments, Forecasts = forecasts, Policies = policies, Published = published, Drift = drift, Parent = published.IsNew ? parent : null, Promotion = promotion,
        };
    }

    /// <summary>Registers the model and enters the version among the promotions: where it is published into use, as a record; else it goes on by gates and decision rights.</summary>
    private PromotionRecord Enter(
        IRunLease lease, PublishResult published, Snapshot version, MonitorResult drift, SegmentResult segments, ForecastResult forecasts, PolicyResult policies, CancellationToken cancellation)
    {
        var parent = published.Parent is { } number ? ports.Snapshots.Find(_pipeline.Name, number) : null;
        var metrics = VersionMetrics.Of(ports.Engine, ports.Steps.Folder, segments, forecasts, policies, cancellation);
        var lineages = segments.Clusters.Where(c => c.Lineage is not null).ToDictionary(c => c.Dimension, c => c.Lineage!, StringComparer.Ordinal);
        return new PromotionDesk(ports.Snapshots, ports.Models, ports.Promotions, ports.Clock)
            .Enter(ports.Engine, ports.Exporter, _definitions, new RunRelease(lease.Run, lease.Actor, version, parent, metrics, drift, lineages), cancellation);
    }

    /// <summary>Lets old versions go by the pipeline's rules. The run is done by then: what stands against it is told and tried again by the next one.</summary>
    private void Expire()
    {
        if (!_pipeline.Publish.Retention.LetsGo)
        {
            return;
        }

        try
        {
            foreach (var line in ports.Snapshots.Expire(_pipeline.Name, _pipeline.Publish.Retention, AuditEvent.Program).Where(l => l.Action != ExpiryAction.Keep))
            {
                ports.Logger.LogInformation("Version {Version}: {Action} {Why}", line.Version, line.Action, line.Why);
            }
        }
        catch (ProblemException e)
        {
            ports.Logger.LogWarning("Old versions were not let go: {Problem}", e.Problems[0]);
        }
    }

    private IngestPlan Plan(string scratch, CancellationToken cancellation)
        => new IngestPlanner(ports.Databases).Plan(_pipeline.Name, _pipeline.Ingest.WithPaths(options.Sources), _definitions.Folder, _pipeline.TimeZone, scratch, cancellation);

    private SnapshotContent Content(IngestResult loaded, ContractResult accepted, FeaturesResult features) => new(
        _pipeline.Name,
        _definitions.Model.Name,
        _pipeline.Entity,
        features.Calendar.AsOf,
        "",
        $"segml {typeof(SegmentationRun).Assembly.GetName().Version!.ToString(3)}",
        RequestDigest(),
        [.. loaded.Loads.Select(l => new SnapshotInput(l.Source, l.File, l.Bytes, l.Sha256))],
        [.. accepted.Reports.Where(r => r.ContractId is not null).Select(r => new SnapshotContract(r.ContractId!, r.ContractVersion!, r.Table, r.Outcome.ToString().ToLowerInvariant()))],
        [],
        [],
        new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>The digest of a request.</summary>
    /// <param name="definitions">The definitions.</param>
    /// <param name="asOf">The cut-off that the run was told; empty when it was told none.</param>
    internal static string RequestDigest(Definitions definitions, string asOf) => StepKey.OfText(string.Join('\n', definitions.Digest, asOf));

    private RunTerms? Terms() => options.Unattended ? new RunTerms(options.AsOf, options.From, options.Force) : null;

    private List<RunFollower> Followers()
    {
        var followers = new List<RunFollower>();
        if (_pipeline.Registry == RegistryKind.Mlflow)
        {
            Add("mlflow", _pipeline.Mlflow with { Experiment = _pipeline.Mlflow.Experiment ?? _pipeline.Name });
        }

        LineageOptions[] sinks = [_pipeline.Lineage with { Url = null }, _pipeline.Lineage with { File = null }];
        foreach (var sink in sinks.Where(s => s.IsOn))
        {
            var tables = _pipeline.Ingest.Sources.ToDictionary(s => s.Key, s => s.Value.Table ?? s.Key, StringComparer.Ordinal);
            Add("lineage", new LineageTarget(sink, ColumnOrigins.Of(_definitions), tables));
        }

        return followers;

        void Add<T>(string topic, T target) => followers.Add(new RunFollower(topic, _definitions.Model.Name, JsonSerializer.Serialize(target, StepKey.Json)));
    }

    /// <summary>The same request has the same digest: definitions and options, but neither where the sources lie nor how the run is watched.</summary>
    private string RequestDigest() => RequestDigest(_definitions, $"{options.AsOf:yyyy-MM-dd}");
}
