using System.Text.Json;
using SegmentationML.Pipeline.Contract;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Forecast;
using SegmentationML.Pipeline.Forecast.Files;
using SegmentationML.Pipeline.Ingest;
using SegmentationML.Pipeline.Policy;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline;

/// <summary>What a run would do, without doing it: which files are new, which steps would run and why, and the disk that is needed.</summary>
/// <param name="Steps">The eight steps.</param>
/// <param name="Files">The files of all sources.</param>
/// <param name="DiskBytes">About how much is written below the workspace.</param>
public sealed record SegmentationPlan(IReadOnlyList<PlannedStep> Steps, IReadOnlyList<PlannedFile> Files, long DiskBytes)
{
    /// <summary>What the definitions ask for and the run will leave out, for people.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    // Measured on order lines: plain text shrinks to about half as Parquet, gzip grows to about two and a half times, and outputs are small beside them.
    private const double PlainRatio = 0.6;
    private const double GzipRatio = 2.5;
    private const long Overhead = 64L << 20;

    /// <summary>Makes the plan: planners' changes are read, the columns that the mappings name are looked for, files are hashed, nothing is loaded.</summary>
    /// <param name="definitions">What to run.</param>
    /// <param name="ports">What the run would reach the world through.</param>
    /// <param name="options">What the run would be told.</param>
    /// <param name="cancellation">Ends the reading of files.</param>
    public static SegmentationPlan Make(Definitions definitions, RunPorts ports, RunOptions options, CancellationToken cancellation = default)
    {
        var scratch = Directory.CreateTempSubdirectory("segml-plan-");
        try
        {
            var pipeline = definitions.Pipeline;
            PlannedChanges.Check(ports.Engine, definitions.Changes);
            var plan = new IngestPlanner(ports.Databases).Plan(pipeline.Name, pipeline.Ingest.WithPaths(options.Sources), definitions.Folder, pipeline.TimeZone, scratch.FullName, cancellation);
            new SourceCheck(ports.Engine, ports.Arrow, scratch.FullName, cancellation).Run(plan);
            PlannedFile[] files = [.. plan.Files.Select(f => new PlannedFile(f.Source, f.Name, f.Bytes, f.IsLookup || ports.Steps.Find(pipeline.Name, StepName.Ingest, IngestKeys.OfPart(plan, f)) is not null))];
            var steps = new Foresight(definitions.WithPersons(ports.Persons, enter: false), ports, options).Steps(plan);
            var bytes = Overhead + files.Where(f => !f.Loaded).Sum(f => (long)(f.Bytes * (f.Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? GzipRatio : PlainRatio)));
            var last = ports.Snapshots.Current(pipeline.Name)?.Content.Files.Sum(f => f.Bytes) ?? 0;
            return new SegmentationPlan(steps, files, bytes + (2 * last)) { Notes = [.. ForecastColumns.EventsOff(definitions)] };
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>Walks the steps as a run would, as far as finished outputs reach.</summary>
    private sealed class Foresight(Definitions definitions, RunPorts ports, RunOptions options)
    {
        private readonly StepInputs _inputs = new(definitions, options, definitions.Classes.HasPersons ? ports.Persons?.State : null);
        private readonly string _code = StepKey.OfCode(ports.Engine);
        private readonly List<PlannedStep> _steps = [];

        public List<PlannedStep> Steps(IngestPlan plan)
        {
            if (Find<IngestResult>(StepInputs.Ingest(plan)) is { } loaded
                && Find<ContractResult>(_inputs.Contract(loaded)) is { } accepted
                && Find<FeaturesResult>(_inputs.Features(accepted)) is { } features
                && Find<SegmentResult>(Segment(accepted, features)) is { } segments
                && Find<ForecastResult>(_inputs.Forecast(accepted, features, segments, Carried(accepted, features, segments))) is { } forecasts)
            {
                Find<PolicyResult>(_inputs.Policy(accepted, segments, forecasts));
            }

            foreach (var step in Enum.GetValues<StepName>().Skip(_steps.Count))
            {
                _steps.Add(new PlannedStep(step, true, step switch
                {
                    StepName.Publish => "always; it publishes only what has changed",
                    StepName.Monitor => "always; it compares this run with the last version",
                    _ => "what it reads is made anew",
                }));
            }

            return _steps;
        }

        private StepInput Segment(ContractResult accepted, FeaturesResult features)
        {
            var (name, others) = (definitions.Pipeline.Name, PublishedSegments.Of(definitions, ports.Snapshots));
            var history = SegmentHistory.Of(ports.Snapshots.Current(name), _inputs.SegmentInputs(accepted, features, others), number => ports.Snapshots.Find(name, number));
            return _inputs.Segment(accepted, features, history, others);
        }

        private ForecastHistory? Carried(ContractResult accepted, FeaturesResult features, SegmentResult segments)
            => _inputs.ForecastHistory(accepted, features, segments, ports.Snapshots.Current(definitions.Pipeline.Name), number => ports.Snapshots.Find(definitions.Pipeline.Name, number));

        private T? Find<T>(StepInput input)
            where T : class
        {
            var isRedone = options.From is { } from && input.Step >= from;
            var output = isRedone ? null : ports.Steps.Find(definitions.Pipeline.Name, input.Step, input.Key(_code));
            _steps.Add(new PlannedStep(input.Step, output is null, isRedone ? "--from asks for it" : output is null ? "inputs, options or code have changed" : "inputs, options and code are the same"));
            return output is null ? null : JsonSerializer.Deserialize<T>(output.Result, StepKey.Json);
        }
    }
}
