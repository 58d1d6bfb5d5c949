using SegmentationML.Core.Clustering;
using SegmentationML.Core.Segmentation;
using SegmentationML.Pipeline.Monitor;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Pipeline.Segment;
using SegmentationML.Pipeline.Segment.ClusterFiles;

namespace SegmentationML.Pipeline.Scoring;

/// <summary>What each dimension of a version's model learnt from the version's entities: places further entities among them, who stay as they are.</summary>
internal sealed class FittedDimensions
{
    private readonly IQueryEngine _engine;
    private readonly Snapshot _version;
    private readonly SegmentRecord _record;
    private readonly HashSet<string> _published;
    private readonly CancellationToken _cancellation;

    private FittedDimensions(IQueryEngine engine, Snapshot version, SegmentRecord record, CancellationToken cancellation)
    {
        (_engine, _version, _record, _cancellation) = (engine, version, record, cancellation);
        _published = version.Content.Tables.Single(t => t.Name == PublishedTable.Assignments).Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>By dimension what places entities; null for one that hangs on what the version does not hold, such as a tag, or a rank within a group.</summary>
    /// <param name="engine">Any engine; used now and not later.</param>
    /// <param name="version">The version.</param>
    /// <param name="record">Its segmentation.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IReadOnlyDictionary<string, Func<DriverTable, Classification>?> Of(IQueryEngine engine, Snapshot version, SegmentRecord record, CancellationToken cancellation)
    {
        var fitted = new FittedDimensions(engine, version, record, cancellation);
        return record.Model.Dimensions.ToDictionary(d => d.Key, d => fitted.Of(d.Key, d.Value), StringComparer.Ordinal);
    }

    /// <summary>The classes of a dimension that places nobody by itself: those of its definition, else those that the version's entities have.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="version">The version.</param>
    /// <param name="record">Its segmentation.</param>
    /// <param name="name">The dimension.</param>
    /// <param name="cancellation">Ends it.</param>
    public static ClassScheme SchemeOf(IQueryEngine engine, Snapshot version, SegmentRecord record, string name, CancellationToken cancellation)
    {
        var definition = record.Model.Dimensions[name];
        if (definition.Kind != DimensionKind.SegmentOf || definition.Classes.Count > 0)
        {
            return DimensionSchemes.Of(record.Model, name, definition);
        }

        var codes = new List<string>();
        engine.Read($"SELECT DISTINCT {Sql.Identifier($"class_{name}")} FROM read_parquet({File(version)}) ORDER BY 1", batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                codes.Add(batch.Text(0, i)!);
            }
        }, null, cancellation);
        return new ClassScheme(name.ToUpperInvariant(), definition.Default is null ? [.. codes.Where(c => c != "U"), "U"] : codes, 0);
    }

    private static string File(Snapshot version) => Sql.Literal(Path.Combine(version.Folder, $"{PublishedTable.Assignments}.parquet"));

    private Func<DriverTable, Classification>? Of(string name, DimensionDefinition definition) => definition.Kind switch
    {
        DimensionKind.Tag or DimensionKind.SegmentOf => null,
        DimensionKind.CumulativeShare => definition.GroupBy is null && Population(definition.Driver!) is { } values ? Share(name, definition, values) : null,
        DimensionKind.QuantileScore => Population(definition.Driver!) is { } values ? QuantileScoreClassifier.Among(values, DimensionClassifier.ScoreOptionsOf(name, definition)) is var place ? drivers => place(drivers[definition.Driver!]) : null : null,
        DimensionKind.Rfm => Rfm(name, definition),
        DimensionKind.WeightedScore => Weighted(name, definition),
        DimensionKind.KMeans or DimensionKind.Cluster => Clusters(name, definition),
        _ => drivers => DimensionClassifier.ByRule(name, definition, drivers, null),
    };

    private static Func<DriverTable, Classification> Share(string name, DimensionDefinition definition, double[] population)
    {
        var fitted = CumulativeShareClassifier.Classify(population, DimensionClassifier.ShareOptions(name, definition));
        return drivers => fitted.Place(drivers[definition.Driver!], DimensionClassifier.DeviationsOf(definition.Driver!, drivers));
    }

    private Func<DriverTable, Classification>? Rfm(string name, DimensionDefinition definition)
    {
        var options = DimensionClassifier.RfmOptions(name, definition);
        if (Population(options.Drivers[0]) is not { } recency || Population(options.Drivers[1]) is not { } frequency || Population(options.Drivers[2]) is not { } monetary)
        {
            return null;
        }

        var place = RfmClassifier.Among(recency, frequency, monetary, options);
        return drivers => place(drivers[options.Drivers[0]], drivers[options.Drivers[1]], drivers[options.Drivers[2]]);
    }

    private Func<DriverTable, Classification>? Weighted(string name, DimensionDefinition definition)
    {
        double[]?[] populations = [.. definition.Criteria.Keys.Select(Population)];
        if (populations.Any(p => p is null))
        {
            return null;
        }

        var place = WeightedScoreClassifier.Among([.. populations.Select(p => p!)], DimensionClassifier.ScoreOptions(name, definition));
        return drivers => place([.. definition.Criteria.Keys.Select(c => drivers[c])]);
    }

    private Func<DriverTable, Classification>? Clusters(string name, DimensionDefinition definition)
    {
        var path = Path.Combine(_version.Folder, ClusterDimension.FileOf(name));
        if (!System.IO.File.Exists(path) || !_record.Clusters.TryGetValue(name, out var register))
        {
            return null;
        }

        var stored = ClusterFileScoring.Load(path);
        int[] classOf = [.. stored.Codes.Select(code => int.Parse(code.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture) - 1)];
        return drivers =>
        {
            var table = FeatureTable.InKeyOrder(ClusterDimension.Values(definition, drivers, [.. Enumerable.Range(0, drivers.Count)]), definition.Drivers);
            var scored = stored.Model.Score(table);
            var renumbered = scored with { Labels = Array.ConvertAll(scored.Labels, l => l < 0 ? l : classOf[l]), SecondLabels = Array.ConvertAll(scored.SecondLabels, l => l < 0 ? l : classOf[l]) };
            double[]?[] deviations = [.. definition.Drivers.Select(d => DimensionClassifier.DeviationsOf(d, drivers))];
            return new ClusterClassification(renumbered, register.Next - 1, name.ToUpperInvariant(), new DriverReach(table, stored.Model, classOf, register.Next - 1), deviations);
        };
    }

    private double[]? Population(string driver) => _published.Contains(driver) ? VersionPair.Driver(_engine, _version, driver, _cancellation) : null;
}
