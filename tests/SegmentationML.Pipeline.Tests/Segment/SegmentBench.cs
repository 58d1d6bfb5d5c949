using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Tests.Segment;

/// <summary>Runs the segment step on made-up features, cycle after cycle, each judged against the one before as if it had been published.</summary>
internal sealed class SegmentBench : IDisposable
{
    private readonly StepFixture _fixture = new();
    private long _version;

    /// <summary>The version that the next cycle is judged against; null before the first.</summary>
    public SegmentHistory? Last { get; private set; }

    /// <summary>Versions in use of other pipelines.</summary>
    public Dictionary<string, Snapshot> Others { get; } = new(StringComparer.Ordinal);

    public static ModelDefinition Model(string yaml)
    {
        var model = YamlBinder.Bind<ModelDefinition>(YamlText.Read(yaml, "model.yaml"), "model.yaml");
        Core.ProblemException.ThrowIfAny(model.Validate());
        return model;
    }

    /// <summary>One cycle.</summary>
    /// <param name="model">The definition.</param>
    /// <param name="asOf">The cut-off.</param>
    /// <param name="features">A query with <c>key</c> and one DOUBLE a feature; the bucket counts are added.</param>
    /// <param name="tables">Canonical tables by name, as queries.</param>
    public (StepContext Context, SegmentResult Result) Run(ModelDefinition model, DateOnly asOf, string features, params (string Name, string Query)[] tables)
    {
        var context = _fixture.Context();
        var input = new SegmentInput(model, Features(asOf, features), ["product_id"], Last, $"inputs {_version}", tables.ToDictionary(t => t.Name, t => _fixture.Table(t.Name, t.Query)), Others);
        var result = SegmentStep.Run(context, input);
        Publish(context, result, asOf);
        return (context, result);
    }

    /// <summary>Rows of the assignments in key order, columns joined by <c>|</c>.</summary>
    public IReadOnlyList<string> Rows((StepContext Context, SegmentResult Result) cycle, string columns)
        => _fixture.Rows($"SELECT {columns} FROM ({cycle.Context.Select(cycle.Result.Assignments)}) ORDER BY key");

    public void Dispose() => _fixture.Dispose();

    private FeaturesResult Features(DateOnly asOf, string query)
    {
        var table = _fixture.Table("features", $"SELECT CAST(row_number() OVER (ORDER BY key) - 1 AS INTEGER) AS entity_index, key, key AS product_id, 20.0::DOUBLE AS active_buckets, 20.0::DOUBLE AS demand_buckets, 0.0::DOUBLE AS idle_buckets, * EXCLUDE (key) FROM ({query}) ORDER BY entity_index");
        var columns = _fixture.Engine.Describe($"SELECT * EXCLUDE (entity_index, key, product_id) FROM ({_fixture.Context().Select(table)})").Select(c => new FeatureColumn(c.Name, "1", "")).ToArray();
        return new FeaturesResult(table, table, new BucketCalendar(Bucket.Week, 52, asOf.AddDays(-140), 20, asOf), columns, [], new FeatureCounts(0, 0, 0, 0, 0), null);
    }

    private void Publish(StepContext context, SegmentResult result, DateOnly asOf)
    {
        var folder = Directory.CreateDirectory(Path.Combine(context.CacheFolder, $"version-{++_version}")).FullName;
        var old = Last is null ? "CAST(NULL AS VARCHAR) AS key, CAST(NULL AS VARCHAR) AS segment, CAST(NULL AS DATE) AS effective_from" : $"key, segment, effective_from FROM read_parquet({Sql.Literal(Path.Combine(Last.Base.Folder, "assignments.parquet"))})";
        var query = $"SELECT a.*, CASE WHEN p.segment = a.segment THEN p.effective_from ELSE DATE '{asOf:yyyy-MM-dd}' END AS effective_from FROM ({context.Select(result.Assignments)}) a LEFT JOIN (SELECT {old}) p ON p.key = a.key";
        _fixture.Engine.Execute($"COPY ({query}) TO {Sql.Literal(Path.Combine(folder, "assignments.parquet"))} (FORMAT parquet)");
        foreach (var (name, file) in result.Files)
        {
            File.Copy(context.PathOf(file), Path.Combine(folder, name));
        }

        var columns = _fixture.Engine.Describe(query).Select((c, i) => new SnapshotColumn(i + 1, c.Name, c.Type, true, null)).ToArray();
        var content = new SnapshotContent("bench", "bench", ["product_id"], asOf, "1.1.0", "test", "", [], [], [], [new SnapshotTable("assignments", result.Rows, columns)], new Dictionary<string, string>());
        var snapshot = new Snapshot("bench", folder, content, new SnapshotCommit(_version, _version == 1 ? null : _version - 1, "run", DateTimeOffset.UnixEpoch, $"digest {_version}"));
        Last = new SegmentHistory(snapshot, SegmentRecord.Read(folder));
    }
}
