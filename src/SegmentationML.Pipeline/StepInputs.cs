using System.Text.Json;
using SegmentationML.Pipeline.Contract;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Forecast;
using SegmentationML.Pipeline.Ingest;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline;

/// <summary>What each step's output depends on, said once: a run finds outputs by it, and a plan foresees what a run will find.</summary>
/// <param name="definitions">What to run.</param>
/// <param name="options">What the run is told beside its definition.</param>
/// <param name="persons">What outputs depend on besides where persons are published under pseudonyms; null where none are.</param>
internal sealed class StepInputs(Definitions definitions, RunOptions options, string? persons)
{
    private readonly PipelineDefinition _pipeline = definitions.Pipeline;

    /// <summary>The cut-off as asked for; null when the data decides.</summary>
    public DateOnly? AsOf => options.AsOf ?? _pipeline.AsOf;

    public static StepInput Ingest(IngestPlan plan) => new(StepName.Ingest, plan.TimeZone, [plan.Digest]);

    public StepInput Contract(IngestResult loaded)
        => new(StepName.Contract, new { _pipeline.Contract, Contracts = definitions.Contracts.Digest, AsOf, loaded.Blocking, Persons = persons }, [.. loaded.Tables.Select(t => t.Handle.Digest)]);

    public StepInput Features(ContractResult accepted)
        => new(StepName.Features, new { _pipeline.Entity, AsOf, _pipeline.Features, Groups = definitions.FeatureGroups }, Digests(accepted));

    /// <summary>Digest of features and model: a version made from the same ones is the same cycle.</summary>
    /// <param name="accepted">The tables.</param>
    /// <param name="features">The features.</param>
    /// <param name="published">Versions of other pipelines that the model reads.</param>
    public string SegmentInputs(ContractResult accepted, FeaturesResult features, IReadOnlyDictionary<string, Snapshot> published)
        => StepKey.OfText(string.Join('\n', [JsonSerializer.Serialize(definitions.Model, StepKey.Json), .. SegmentDigests(accepted, features, published)]));

    public StepInput Segment(ContractResult accepted, FeaturesResult features, SegmentHistory? history, IReadOnlyDictionary<string, Snapshot> published)
        => new(StepName.Segment, new { _pipeline.Entity, _pipeline.Ingest.Currency, definitions.Model, Base = history?.Base.Commit.ContentDigest, history?.Base.Commit.Version }, SegmentDigests(accepted, features, published));

    /// <summary>The version whose fitted methods the forecast goes on from; null when it fits from nothing.</summary>
    public ForecastHistory? ForecastHistory(ContractResult accepted, FeaturesResult features, SegmentResult segments, Snapshot? parent, Func<long, Snapshot?> find)
    {
        if (_pipeline.Forecast.Parent == ParentRule.Fit)
        {
            return null;
        }

        var input = Forecast(accepted, features, segments, null);
        return Pipeline.Forecast.ForecastHistory.Of(parent, StepKey.OfText(string.Join('\n', [JsonSerializer.Serialize(input.Options, input.Options.GetType(), StepKey.Json), .. input.Digests])), find);
    }

    public StepInput Forecast(ContractResult accepted, FeaturesResult features, SegmentResult segments, ForecastHistory? history)
        => new(StepName.Forecast, new { _pipeline.Entity, _pipeline.Forecast, Changes = definitions.Changes?.Digest, definitions.Classes.IsKeyOpen, definitions.Model.Policies, Base = history?.Base?.Commit.ContentDigest, history?.Base?.Commit.Version }, [features.Demand.Digest, segments.Assignments.Digest, .. Digests(accepted)]);

    public StepInput Policy(ContractResult accepted, SegmentResult segments, ForecastResult forecasts)
        => new(StepName.Policy, new { _pipeline.Entity, _pipeline.Policy, definitions.Model.Policies }, [segments.Assignments.Digest, forecasts.Choices.Digest, .. Digests(accepted)]);

    private string[] SegmentDigests(ContractResult accepted, FeaturesResult features, IReadOnlyDictionary<string, Snapshot> published)
    {
        var tables = definitions.Model.TablesRead();
        return [features.Features.Digest, .. accepted.Tables.Where(t => tables.Contains(t.Name, StringComparer.Ordinal)).Select(t => t.Digest), .. published.Values.Select(s => s.Commit.ContentDigest)];
    }

    private static string[] Digests(ContractResult accepted) => [.. accepted.Tables.Select(t => t.Digest)];
}
