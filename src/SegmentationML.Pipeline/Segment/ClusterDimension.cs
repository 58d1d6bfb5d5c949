using SegmentationML.Core;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Choosing;
using SegmentationML.Core.Clustering.Validity;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>A dimension by clustering: fitted on the entities that have demand, scored on all of them.</summary>
public static class ClusterDimension
{
    internal static DimensionClasses Classify(StepContext context, SegmentInput input, string name, DimensionDefinition definition, DriverTable drivers, FormerAssignments? former)
    {
        int[] active = [.. Enumerable.Range(0, drivers.Count).Where(i => drivers["demand_buckets"][i] > 0)];
        if (active.Length == 0)
        {
            throw new ProblemException(new Problem("SEG-SEGM-112", $"Dimension {name} has nothing to cluster: no entity has demand.", "Check filters, cut-off and bucket, or remove the dimension."));
        }

        // Entities stand in key order, so the fit does not depend on the order of the source.
        var table = FeatureTable.InKeyOrder(Values(definition, drivers, active), definition.Drivers);
        var fit = Fit(table, definition, context.Cancellation);
        var everyone = FeatureTable.InKeyOrder(Values(definition, drivers, [.. Enumerable.Range(0, drivers.Count)]), definition.Drivers);
        var assignments = fit.Model.Score(everyone, cancellationToken: context.Cancellation);
        var identity = Identity(input, name, definition, drivers, active, fit, former);
        var register = Named(input, name, definition, drivers, active, identity.Register);
        var stored = new StoredClusterModel(fit.Model, [.. Enumerable.Range(0, fit.Model.Clusters).Select(identity.CodeOf)], table.Digest());
        File.WriteAllBytes(Path.Combine(context.OutputFolder, FileOf(name)), stored.ToBytes());
        var plane = PrincipalPlane.Of(fit.Points);
        var summary = new ClusterSummary(
            name,
            definition.Drivers,
            Sizes(input, name, definition, drivers, active, fit, identity, register),
            Silhouette.Simplified(fit.Points, fit.Partition.Labels, fit.Partition.Clusters).Mean,
            plane.ExplainedShares,
            WritePoints(context, name, active, fit, identity, plane.Project(fit.Points)),
            identity.Lineage,
            register,
            ClusterTrust.Of(name, definition, table, fit, identity, former?.ClassesOf(name), active, context.Cancellation));
        var reach = new DriverReach(everyone, fit.Model, [.. identity.Numbers.Select(n => n - 1)], identity.EverUsed);
        double[]?[] deviations = [.. definition.Drivers.Select(d => DimensionClassifier.DeviationsOf(d, drivers))];
        return new DimensionClasses(name, new ClusterClassification(identity.Renumber(assignments), identity.EverUsed, name.ToUpperInvariant(), reach, deviations), summary);
    }

    /// <summary>The file of a version that holds what was fitted in a dimension, as <see cref="StoredClusterModel"/>.</summary>
    /// <param name="dimension">The dimension's name.</param>
    public static string FileOf(string dimension) => $"clusters-{dimension}.json";

    private static ClusterFit Fit(FeatureTable table, DimensionDefinition definition, CancellationToken cancellation)
    {
        var plain = new FeaturePreparation { Winsorise = definition.Winsorise, Missing = MissingRule.Median };
        var options = new PreparationOptions
        {
            Default = plain,
            Features = definition.Log.ToDictionary(l => l, _ => plain with { Transform = FeatureTransform.Logarithm }, StringComparer.Ordinal),
        };
        var (preparation, points) = ClusterFit.Prepare(table, options);
        var fit = ClusterFit.Of(table, preparation, points, Partition(points, definition, cancellation));
        var most = definition.Clusters ?? definition.MaximumClusters;
        return fit.Model.Clusters <= most
            ? fit
            : throw new ProblemException(new Problem("SEG-SEGM-115", $"{fit.Model.Method} finds {fit.Model.Clusters} clusters, more than {most}.", "Raise maximum_clusters, set minimum_size, or name a method that is told a number."));
    }

    private static Partition Partition(PointTable points, DimensionDefinition definition, CancellationToken cancellation)
    {
        var name = definition.Kind == DimensionKind.KMeans ? "kmeans" : definition.Method;
        if (name == "auto")
        {
            var asked = new MethodChoiceOptions { Clusters = definition.Clusters, MinimumClusters = definition.MinimumClusters, MaximumClusters = definition.MaximumClusters, MinimumSize = definition.MinimumSize, Seed = definition.Seed };
            return MethodChooser.Choose(points, asked, cancellation).Clusterer.Fit(points, cancellation);
        }

        var method = ClustererCatalog.Find(name);
        if (!method.TakesCount || definition.Clusters is not null)
        {
            return Make(definition.Clusters ?? 0).Fit(points, cancellation);
        }

        var range = new ClusterCountOptions { Minimum = definition.MinimumClusters, Maximum = definition.MaximumClusters, Seed = definition.Seed };
        return ClusterCountChooser.Choose(points, range, Make, cancellation).Partition;

        IClusterer Make(int count) => method.Create(new MethodSettings { Clusters = count, MinimumSize = definition.MinimumSize, Seed = definition.Seed });
    }

    internal static double[] Values(DimensionDefinition definition, DriverTable drivers, int[] entities)
    {
        var width = definition.Drivers.Count;
        var values = new double[entities.Length * width];
        for (var d = 0; d < width; d++)
        {
            var column = drivers[definition.Drivers[d]];
            for (var i = 0; i < entities.Length; i++)
            {
                values[(i * width) + d] = column[entities[i]];
            }
        }

        return values;
    }

    /// <summary>The typical member of a cluster is described by medians in the drivers' own units: means of skewed drivers describe nobody.</summary>
    private static ClusterSize[] Sizes(SegmentInput input, string name, DimensionDefinition definition, DriverTable drivers, int[] active, ClusterFit fit, ClusterIdentity identity, ClusterRegister register)
    {
        var names = new ReasonText(input.Model, new Dictionary<string, ClusterRegister> { [name] = register }, DriverWords.Singular(input.Features.Calendar.Bucket));
        return [.. Enumerable.Range(0, fit.Model.Clusters).OrderBy(cluster => identity.Numbers[cluster]).Select(cluster =>
        {
            int[] members = [.. active.Where((_, i) => fit.Labels[i] == cluster)];
            var code = identity.CodeOf(cluster);
            return new ClusterSize(code, names.NameOf(name, code) ?? code, members.Length, [.. definition.Drivers.Select(d => Quantile(Sorted(members.Select(m => drivers[d][m])), 0.5))]);
        })];
    }

    /// <summary>The register with what sets each cluster apart; what was said of a cluster before is kept while it holds.</summary>
    private static ClusterRegister Named(SegmentInput input, string name, DimensionDefinition definition, DriverTable drivers, int[] active, ClusterRegister register)
    {
        double[] all = [.. definition.Drivers.Select(d => Quantile(Sorted(active.Select(i => Seen(definition, drivers, d, i))), 0.5))];
        var before = input.History?.Record?.Clusters.GetValueOrDefault(name)?.Clusters.ToDictionary(c => c.Number, c => c.Traits ?? []) ?? [];
        var traits = ClusterNames.Of(definition.Drivers, [.. register.Clusters.Select(c => c.Centre)], all, register.Scale, [.. register.Clusters.Select(c => before.GetValueOrDefault(c.Number) ?? [])]);
        return register with { Clusters = [.. register.Clusters.Zip(traits, (cluster, t) => cluster with { Traits = t })] };
    }

    /// <summary>A driver on the scale on which it is clustered, but for spread and place.</summary>
    private static double Seen(DimensionDefinition definition, DriverTable drivers, string driver, int entity)
        => definition.Log.Contains(driver, StringComparer.Ordinal) ? Math.Log(1 + Math.Max(0, drivers[driver][entity])) : drivers[driver][entity];

    /// <summary>The stable codes of the fit's clusters.</summary>
    private static ClusterIdentity Identity(SegmentInput input, string name, DimensionDefinition definition, DriverTable drivers, int[] active, ClusterFit fit, FormerAssignments? former)
    {
        RegisteredCluster[] centres = [.. Enumerable.Range(0, fit.Model.Clusters).Select(cluster =>
        {
            int[] members = [.. active.Where((_, i) => fit.Labels[i] == cluster)];
            return new RegisteredCluster(0, members.Length, [.. definition.Drivers.Select(d => Quantile(Sorted(members.Select(m => Seen(definition, drivers, d, m))), 0.5))]);
        })];
        double[] scale = [.. definition.Drivers.Select(d => Sorted(active.Select(i => Seen(definition, drivers, d, i)))).Select(v => Quantile(v, 0.75) - Quantile(v, 0.25)).Select(s => s > 0 ? s : 1)];
        var codes = former?.ClassesOf(name);
        double[] weights = input.Model.Identity.MatchBy == IdentityWeight.Value && drivers.Has(input.Model.ValueDriver)
            ? [.. active.Select(i => drivers[input.Model.ValueDriver][i] is > 0 and var value ? value : 0)]
            : [];
        return ClusterIdentity.Match(
            name, input.Model.Identity.Options(), fit.Labels, codes is null ? null : [.. active.Select(i => codes[i])], weights, input.History?.Record?.Clusters.GetValueOrDefault(name), centres, scale);
    }

    private static double[] Sorted(IEnumerable<double> values) => [.. values.Where(v => !double.IsNaN(v)).Order()];

    private static double Quantile(double[] sorted, double share)
    {
        var position = (sorted.Length - 1) * share;
        return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Floor(position)] + ((position - Math.Floor(position)) * (sorted[(int)Math.Ceiling(position)] - sorted[(int)Math.Floor(position)]));
    }

    private static TableHandle WritePoints(StepContext context, string name, int[] active, ClusterFit fit, ClusterIdentity identity, double[] plane)
    {
        var (table, file) = ($"points_{name}", $"points_{name}.parquet");
        context.Engine.Execute($"CREATE OR REPLACE TABLE {Sql.Identifier(table)} (entity_index INTEGER, cluster VARCHAR, x DOUBLE, y DOUBLE)", null, context.Cancellation);
        using (var appender = context.Engine.Append(table))
        {
            appender.Set<int>(0, active);
            appender.Set(1, Array.ConvertAll(fit.Labels, l => (string?)identity.CodeOf(l)));
            appender.Set<double>(2, [.. active.Select((_, i) => plane[2 * i])]);
            appender.Set<double>(3, [.. active.Select((_, i) => plane[(2 * i) + 1])]);
            appender.WriteBatch();
            appender.Complete();
        }

        var rows = context.Engine.Execute($"COPY {Sql.Identifier(table)} TO {Sql.Literal(Path.Combine(context.OutputFolder, file))} (FORMAT parquet, COMPRESSION zstd)", null, context.Cancellation);
        context.Engine.Execute($"DROP TABLE {Sql.Identifier(table)}");
        return context.Table(table, file, rows);
    }
}
