using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Monitor;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Promotion;

/// <summary>The files of a registered model version, made from a published version and the figures of its run: data and never code, the same for the same input.</summary>
public sealed class ModelFiles
{
    /// <summary>The definition: drivers, thresholds, matrix, rules, policies, decision tests.</summary>
    public const string DefinitionFile = "definition.json";

    /// <summary>What was fitted.</summary>
    public const string FittedFile = "fitted.json";

    /// <summary>The same, one row a parameter: dimension, class, parameter, driver, value.</summary>
    public const string FittedTable = "fitted.arrow";

    /// <summary>Sizes, methods, stock.</summary>
    public const string MetricsFile = "metrics.json";

    /// <summary>Back-test accuracy.</summary>
    public const string BacktestFile = "backtest.json";

    /// <summary>Agreement, churn and drift against the version in use, and how clusters descend from its clusters.</summary>
    public const string StabilityFile = "stability.json";

    /// <summary>All of it in words.</summary>
    public const string CardFile = "model-card.md";

    private const string Staging = "fitted_parameters";
    private static readonly JsonSerializerOptions Json = new(StepKey.Json) { WriteIndented = true };
    private readonly Snapshot _version;
    private readonly SegmentRecord _record;
    private readonly FittedParameters _fitted;
    private readonly byte[] _definitionBytes;
    private readonly byte[] _fittedBytes;

    /// <summary>Reads what was fitted.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="version">The published version.</param>
    /// <param name="record">Its segmentation.</param>
    /// <param name="cancellation">Ends it.</param>
    public ModelFiles(IQueryEngine engine, Snapshot version, SegmentRecord record, CancellationToken cancellation)
    {
        (_version, _record) = (version, record);
        _fitted = FittedParameters.Of(engine, version, record, cancellation);
        _definitionBytes = Bytes(record.Model);
        _fittedBytes = Bytes(_fitted);
    }

    /// <summary>The content of the version, without its files.</summary>
    public ModelContent Content => new(
        _record.Model.Name, Identity, _record.ModelVersion, _version.Pipeline, _version.Content.AsOf, _version.Content.Producer, _version.Content.DefinitionDigest, _version.Content.Inputs, _version.Content.Contracts, []);

    private string Identity => Convert.ToHexStringLower(SHA256.HashData([.. SHA256.HashData(_definitionBytes), .. SHA256.HashData(_fittedBytes)]));

    /// <summary>The settings that tell versions apart at a glance: of each dimension its kind, driver and cuts.</summary>
    /// <param name="record">The segmentation.</param>
    public static IReadOnlyDictionary<string, string> Settings(SegmentRecord record)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["definition_version"] = record.ModelVersion };
        foreach (var (name, dimension) in record.Model.Dimensions)
        {
            settings[$"{name}.kind"] = JsonSerializer.Serialize(dimension.Kind, StepKey.Json).Trim('"');
            settings[$"{name}.reads"] = dimension.Driver ?? string.Join(", ", dimension.Drivers);
        }

        return settings;
    }

    /// <summary>Writes them.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="engine">Any engine that can make tables.</param>
    /// <param name="exporter">Writes Arrow.</param>
    /// <param name="metrics">The figures of the run.</param>
    /// <param name="changes">What the monitor step found.</param>
    /// <param name="lineages">How clusters descend, by dimension.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Write(string folder, IQueryEngine engine, ITableExporter exporter, VersionMetrics metrics, MonitorResult changes, IReadOnlyDictionary<string, ClusterLineage> lineages, CancellationToken cancellation)
    {
        File.WriteAllBytes(Path.Combine(folder, DefinitionFile), _definitionBytes);
        File.WriteAllBytes(Path.Combine(folder, FittedFile), _fittedBytes);
        WriteTable(Path.Combine(folder, FittedTable), engine, exporter, cancellation);
        File.WriteAllBytes(Path.Combine(folder, MetricsFile), Bytes(new { metrics.Entities, metrics.Segments, metrics.Methods, metrics.SafetyStockValue, metrics.Silhouettes, metrics.Rmsse, _version.Content.Totals }));
        File.WriteAllBytes(Path.Combine(folder, BacktestFile), Bytes(metrics.Accuracy));
        File.WriteAllBytes(Path.Combine(folder, StabilityFile), Bytes(new { changes.Common, changes.Entered, changes.Left, changes.Agreement, changes.Churn, changes.ValueChurn, changes.Drift, Clusters = lineages }));
        foreach (var file in _fitted.Files.Select(f => f.Name).Append(LogicDocument.FileName).Where(name => File.Exists(Path.Combine(_version.Folder, name))))
        {
            File.WriteAllBytes(Path.Combine(folder, file), File.ReadAllBytes(Path.Combine(_version.Folder, file)));
        }

        File.WriteAllText(Path.Combine(folder, CardFile), ModelCard.Render(Content, _record.Model, _fitted, metrics, changes), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>Reads the definition of a registered version whose files were checked.</summary>
    /// <param name="folder">The version's folder.</param>
    public static ModelDefinition ReadDefinition(string folder) => JsonSerializer.Deserialize<ModelDefinition>(File.ReadAllBytes(Path.Combine(folder, DefinitionFile)), Json)!;

    /// <summary>Reads the fitted parameters of a registered version whose files were checked.</summary>
    /// <param name="folder">The version's folder.</param>
    public static FittedParameters ReadFitted(string folder) => JsonSerializer.Deserialize<FittedParameters>(File.ReadAllBytes(Path.Combine(folder, FittedFile)), Json)!;

    /// <summary>Reads the back-test of a registered version whose files were checked.</summary>
    /// <param name="folder">The version's folder.</param>
    public static IReadOnlyList<SegmentAccuracy> ReadBacktest(string folder) => JsonSerializer.Deserialize<IReadOnlyList<SegmentAccuracy>>(File.ReadAllBytes(Path.Combine(folder, BacktestFile)), Json)!;

    private static byte[] Bytes(object value) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value, value.GetType(), Json).ReplaceLineEndings("\n") + "\n");

    private void WriteTable(string path, IQueryEngine engine, ITableExporter exporter, CancellationToken cancellation)
    {
        engine.Execute($"CREATE OR REPLACE TABLE {Staging} (dimension VARCHAR, class VARCHAR, parameter VARCHAR, driver VARCHAR, value DOUBLE, place INTEGER)", null, cancellation);
        var rows = _fitted.Rows(_record).ToArray();
        if (rows.Length > 0)
        {
            using var appender = engine.Append(Staging);
            appender.Set(0, Array.ConvertAll(rows, r => (string?)r.Dimension));
            appender.Set(1, Array.ConvertAll(rows, r => r.Class));
            appender.Set(2, Array.ConvertAll(rows, r => (string?)r.Parameter));
            appender.Set(3, Array.ConvertAll(rows, r => r.Driver));
            appender.Set<double>(4, Array.ConvertAll(rows, r => r.Value));
            appender.Set<int>(5, [.. Enumerable.Range(0, rows.Length)]);
            appender.WriteBatch();
            appender.Complete();
        }

        exporter.WriteArrow($"SELECT dimension, class, parameter, driver, value FROM {Staging} ORDER BY place", path, new ArrowExport(), cancellation);
        engine.Execute($"DROP TABLE {Staging}", null, cancellation);
    }
}
