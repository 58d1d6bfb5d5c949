using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Forecast;
using SegmentationML.Pipeline.Policy;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Report.Collecting;

/// <summary>The tables of a finished run, ready to be queried for the report.</summary>
internal sealed class ReportTables
{
    private readonly IQueryEngine _engine;
    private readonly Dictionary<string, string> _units;

    public ReportTables(
        IQueryEngine engine,
        string cacheFolder,
        Definitions definitions,
        FeaturesResult features,
        SegmentResult segments,
        ForecastResult forecasts,
        PolicyResult policies,
        IReadOnlyList<TableHandle> accepted,
        string? currency)
    {
        _engine = engine;
        _units = features.Columns.ToDictionary(c => c.Name, c => DriverWords.Unit(c.Unit, currency, features.Calendar.Bucket), StringComparer.Ordinal);
        (Definitions, Features, Segments, Forecasts) = (definitions, features, segments, forecasts);
        View("r_features", features.Features);
        View("r_demand", features.Demand);
        View("r_assignments", segments.Assignments);
        View("r_forecasts", forecasts.Forecasts);
        View("r_choices", forecasts.Choices);
        View("r_accuracy", forecasts.Accuracy);
        View("r_policies", policies.Policies);
        if (forecasts.Sums is { } sums)
        {
            View("r_sums", sums);
        }

        foreach (var clusters in segments.Clusters)
        {
            View($"r_points_{clusters.Dimension}", clusters.Points);
        }

        var master = definitions.Pipeline.Entity switch { ["product_id"] => "products", ["customer_id"] => "customers", _ => null };
        var handle = accepted.FirstOrDefault(t => t.Name == master);
        engine.Execute(handle is null
            ? "CREATE OR REPLACE TEMP VIEW r_names AS SELECT entity_index, CAST(NULL AS VARCHAR) AS name FROM r_features"
            : $"CREATE OR REPLACE TEMP VIEW r_names AS SELECT f.entity_index, any_value(m.name) AS name FROM r_features f LEFT JOIN ({handle.Select(cacheFolder)}) m USING ({definitions.Pipeline.Entity[0]}) GROUP BY f.entity_index");
        HasValue = features.Columns.Any(c => c.Name == definitions.Model.ValueDriver);

        void View(string name, TableHandle table) => engine.Execute($"CREATE OR REPLACE TEMP VIEW {Sql.Identifier(name)} AS {table.Select(cacheFolder)}");
    }

    public Definitions Definitions { get; }

    public FeaturesResult Features { get; }

    public SegmentResult Segments { get; }

    public ForecastResult Forecasts { get; }

    /// <summary>Whether the value driver was computed.</summary>
    public bool HasValue { get; }

    /// <summary>The value driver as SQL over <c>r_features</c> (alias f); null values as 0.</summary>
    public string ValueSql => HasValue ? $"coalesce(f.{Sql.Identifier(Definitions.Model.ValueDriver)}, 0)" : "0.0";

    /// <summary>Reasons in words.</summary>
    public ReasonText Words => field ??= new ReasonText(Definitions.Model, Segments.Clusters.ToDictionary(c => c.Dimension, c => c.Register, StringComparer.Ordinal), DriverWords.Singular(Features.Calendar.Bucket));

    /// <summary>The unit of a driver with currency and bucket put in; empty for a plain ratio and for a reference factor.</summary>
    public string UnitOf(string driver) => _units.GetValueOrDefault(driver) ?? "";

    /// <summary>Runs a query and makes a row of each result row, in order.</summary>
    public List<T> Rows<T>(string sql, Func<IColumnBatch, int, T> row)
    {
        var rows = new List<T>();
        _engine.Read(sql, batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                rows.Add(row(batch, i));
            }
        });
        return rows;
    }

    /// <summary>A number of a batch; NaN for null.</summary>
    public static double Real(IColumnBatch batch, int column, int row) => batch.IsNull(column, row) ? double.NaN : batch.Values<double>(column)[row];
}
