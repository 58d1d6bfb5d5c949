using System.Text.Json;

namespace SegmentationML.Pipeline.Report;

/// <summary>The data of the page's charts and of its look-up, as JSON that can stand inside a script element: every angle bracket, ampersand and quote in a text is escaped.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Converters = { new ShortNumber() } };

    /// <summary>The data, capped by <see cref="ReportLimits"/>.</summary>
    public static string Of(RunReportData data) => JsonSerializer.Serialize(
        new
        {
            Entities = Html.Figures.Plural(data.Header.Entity),
            Pareto = Pareto(data.Pareto),
            Clusters = Clusters(data.Clusters),
            Accuracy = data.Accuracy.Take(ReportLimits.TableRows).Select(row => new { row.Segment, row.Series, row.Rmsse, Naive = row.NaiveRmsse, Zero = row.ZeroRmsse }),
            Methods = data.Methods,
            Examples = data.Examples.Take(ReportLimits.Examples).Select(Example),
            Versions = new[] { data.Changes is null ? "" : $"version {data.Changes.Parent}", data.Header.Version is null ? "" : $"version {data.Header.Version}" },
            Moves = data.Changes?.Migrations.Where(row => row.From != row.To && row.Entities > 0).OrderByDescending(row => row.Entities)
                .ThenBy(row => row.From, StringComparer.Ordinal).ThenBy(row => row.To, StringComparer.Ordinal).Take(ReportLimits.TableRows).Select(row => new { row.From, row.To, row.Entities }),
            Lookup = Lookup(data.Entities),
        },
        Options);

    private static object? Pareto(ParetoCurve? pareto) => pareto is null ? null : new
    {
        Name = pareto.ValueName,
        Points = Thin(pareto.Points, ReportLimits.ParetoPoints).Select(point => new[] { point.EntityShare, point.ValueShare }),
        Cuts = pareto.Cuts,
    };

    private static object? Clusters(ClusterPlot? plot)
    {
        if (plot is null)
        {
            return null;
        }

        var codes = plot.Clusters.Select(cluster => cluster.Code).ToArray();
        return new
        {
            Codes = codes,
            X = plot.ExplainedX,
            Y = plot.ExplainedY,
            Points = Thin(plot.Points, ReportLimits.ClusterPoints).Select(point => new object[] { point.X, point.Y, Array.IndexOf(codes, point.Cluster), point.Key }),
        };
    }

    private static object Example(ExampleSeries example) => new
    {
        example.DemandClass,
        example.Unit,
        History = example.History.TakeLast(ReportLimits.HistoryBuckets).Select(point => new object[] { Day(point.Start), point.Units }),
        Forecast = example.Forecast.Select(point => new object[] { Day(point.Start), point.Mean, point.Q05, point.Q25, point.Q50, point.Q75, point.Q95 }),
    };

    /// <summary>Driver names and units once, then one array of values an entity.</summary>
    private static object Lookup(IReadOnlyList<EntityReason> entities)
    {
        var drivers = entities.Take(ReportLimits.Entities).SelectMany(entity => entity.Drivers).Select(driver => (driver.Driver, driver.Unit)).Distinct().ToArray();
        return new
        {
            Drivers = drivers.Select(driver => new[] { driver.Driver, driver.Unit }),
            Entities = entities.Take(ReportLimits.Entities).Select(entity => new
            {
                entity.Key,
                Name = entity.Name ?? "",
                entity.Segment,
                entity.SegmentName,
                entity.Reasons,
                Values = drivers.Select(driver => entity.Drivers.Where(value => (value.Driver, value.Unit) == driver).Select(value => value.Value).DefaultIfEmpty(double.NaN).First()),
                Boundary = entity.BoundaryDriver,
                entity.BoundaryValue,
                entity.Margin,
                Deviations = entity.MarginDeviations,
                Second = entity.SecondSegment,
                Next = entity.NextChange,
                entity.Method,
                entity.SafetyStock,
                entity.ReorderPoint,
                entity.OrderQuantity,
            }),
        };
    }

    /// <summary>At most so many items, evenly spread, first and last kept.</summary>
    internal static IEnumerable<T> Thin<T>(IReadOnlyList<T> items, int most)
        => items.Count <= most ? items : Enumerable.Range(0, most).Select(i => items[(int)((long)i * (items.Count - 1) / (most - 1))]);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd");
}
