using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Promotion;

/// <summary>What a run fitted, read from the version that it published: <c>fitted.json</c> of a registered model version.</summary>
/// <param name="Format">1.</param>
/// <param name="Clusters">By clustered dimension, codes and centres.</param>
/// <param name="Ranges">Of each dimension that reads one driver, the values that its classes came to hold.</param>
/// <param name="Files">Further files that hold fitted parameters, such as written clusterings, by name and digest.</param>
public sealed record FittedParameters(int Format, IReadOnlyDictionary<string, ClusterRegister> Clusters, IReadOnlyList<ClassRange> Ranges, IReadOnlyList<SnapshotFile> Files)
{
    private static readonly string[] NotFitted = [SegmentRecord.FileName, LogicDocument.FileName];
    private static readonly string[] TableEndings = [".parquet", ".arrow", ".arrows"];

    /// <summary>Reads them from a published version.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="version">The version.</param>
    /// <param name="record">Its segmentation.</param>
    /// <param name="cancellation">Ends it.</param>
    public static FittedParameters Of(IQueryEngine engine, Snapshot version, SegmentRecord record, CancellationToken cancellation)
    {
        var columns = version.Content.Tables.Single(t => t.Name == PublishedTable.Assignments).Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var ranges = new List<ClassRange>();
        foreach (var (name, dimension) in record.Model.Dimensions)
        {
            if (dimension.Driver is { } driver && columns.Contains(driver) && columns.Contains($"class_{name}"))
            {
                Read(engine, version, name, driver, ranges, cancellation);
            }
        }

        return new FittedParameters(1, record.Clusters, ranges, [.. version.Content.Files.Where(f => !NotFitted.Contains(f.Name, StringComparer.Ordinal) && !TableEndings.Any(e => f.Name.EndsWith(e, StringComparison.Ordinal)))]);
    }

    /// <summary>The parameters one by one: dimension, class, parameter, driver, value.</summary>
    /// <param name="record">The segmentation that they belong to.</param>
    public IEnumerable<(string Dimension, string? Class, string Parameter, string? Driver, double Value)> Rows(SegmentRecord record)
    {
        foreach (var (name, register) in Clusters)
        {
            var drivers = record.Model.Dimensions[name].Drivers;
            foreach (var (scale, d) in register.Scale.Select((s, d) => (s, d)))
            {
                yield return (name, null, "scale", drivers[d], scale);
            }

            foreach (var cluster in register.Clusters)
            {
                yield return (name, $"K{cluster.Number}", "entities", null, cluster.Entities);
                foreach (var (value, d) in cluster.Centre.Select((v, d) => (v, d)))
                {
                    yield return (name, $"K{cluster.Number}", "centre", drivers[d], value);
                }
            }
        }

        foreach (var range in Ranges)
        {
            yield return (range.Dimension, range.Class, "least", range.Driver, range.Least);
            yield return (range.Dimension, range.Class, "greatest", range.Driver, range.Greatest);
        }
    }

    private static void Read(IQueryEngine engine, Snapshot version, string dimension, string driver, List<ClassRange> ranges, CancellationToken cancellation)
    {
        var (code, value) = (Sql.Identifier($"class_{dimension}"), Sql.Identifier(driver));
        engine.Read(
            $"SELECT {code}, min({value}), max({value}) FROM read_parquet({Sql.Literal(Path.Combine(version.Folder, $"{PublishedTable.Assignments}.parquet"))}) WHERE {value} IS NOT NULL GROUP BY 1 ORDER BY 1",
            batch =>
            {
                for (var i = 0; i < batch.Rows; i++)
                {
                    ranges.Add(new ClassRange(dimension, batch.Text(0, i)!, driver, batch.Values<double>(1)[i], batch.Values<double>(2)[i]));
                }
            },
            null,
            cancellation);
    }
}
