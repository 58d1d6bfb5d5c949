using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Choosing;
using SegmentationML.Core.Clustering.Rules;
using SegmentationML.Core.Clustering.Stability;
using SegmentationML.Core.Clustering.Validity;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment.ClusterFiles;

/// <summary>Clusters the rows of a file, without a pipeline.</summary>
public static class FileClustering
{
    private const int ExactSilhouetteRows = 5_000;
    private const int DbcvRows = 2_000;
    private const int MostTried = 12;

    /// <summary>Reads, prepares, chooses, fits, judges.</summary>
    /// <param name="engine">Reads the file.</param>
    /// <param name="request">What to do.</param>
    /// <param name="cancellation">Stops between passes.</param>
    public static ClusterFileResult Run(IQueryEngine engine, ClusterFileRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(request);
        ProblemException.ThrowIfAny(Problems(request));
        var method = request.Method is null ? null : ClustererCatalog.Find(request.Method);
        ProblemException.ThrowIfAny(method?.Problems(Settings(request, 1, request.Seed, HasLinks(request) ? None with { Must = [default] } : None)) ?? []);
        var table = ClusterFileTable.Read(engine, request, cancellation);
        var (features, keys) = table;
        var (preparation, points) = ClusterFit.Prepare(features, Preparation(request, method, features));
        var links = ClusterFileLinks.Read(engine, request, table, preparation, cancellation);
        var choice = Choose(request, method, points, links, cancellation);
        var clusterer = choice?.Clusterer ?? method!.Create(Settings(request, request.Clusters ?? 0, request.Seed, links));
        var partition = clusterer.Fit(points, cancellation);
        var fit = ClusterFit.Of(features, preparation, points, partition);
        var stability = request.Stability is { } asked
            ? ClusterStability.Measure(points, partition, seed => Again(request, method, choice, points.Rows, partition.Clusters, seed), asked with { Seed = request.Seed }, cancellation)
            : null;
        return new ClusterFileResult(
            clusterer.Name,
            choice?.Reason ?? (request.Clusters is null ? "The method was given; it finds its own number of clusters." : "The method and the number of clusters were given."),
            choice,
            StoredClusterModel.Of(fit.Model, features.Digest()),
            Clusters(features, fit),
            fit.Labels.Count(label => label == Partition.Noise),
            fit.Labels.Count(label => label == Partition.Inactive),
            Scores(points, partition, request.Seed, cancellation),
            stability,
            request.Counts ? ClusterFileStudy.Counts(points, request.Seed, cancellation) : [],
            ClusterFileStudy.Agreements(engine, request, keys, fit.Labels, cancellation),
            RuleTreeLearner.Learn(features, fit.Labels, partition.Clusters, new RuleTreeOptions { Depth = request.RuleDepth, LeastRows = Math.Clamp(features.Rows / 50, 1, 5) }),
            Assignments(fit, features, cancellation),
            keys);
    }

    private static IEnumerable<Problem> Problems(ClusterFileRequest request)
    {
        if (request.Features.Count == 0)
        {
            yield return new Problem("SEG-CLUS-107", "No feature is given.", "Name the columns to cluster on, such as --features recency,frequency,value.");
        }

        if (request.Clusters is not null && request.Method is not null && !ClustererCatalog.Find(request.Method).TakesCount)
        {
            yield return new Problem("SEG-CLUS-022", $"{request.Method} does not keep to a number of clusters: it finds its own.", "Leave --k out, or choose a method that is told one.");
        }

        if (request.Key is null && (HasLinks(request) || request.Against.Count > 0))
        {
            yield return new Problem("SEG-CLUS-110", "Links and comparisons with earlier results go by key, and no key is given.", "Name its column with --key.");
        }

        foreach (var name in request.Logarithm.Concat(request.ZeroInflated).Concat(request.Weights.Keys).Except(request.Features, StringComparer.Ordinal))
        {
            yield return new Problem("SEG-CLUS-107", $"A treatment is asked for '{name}', which is no feature.", $"Features here: {string.Join(", ", request.Features)}.");
        }
    }

    private static PreparationOptions Preparation(ClusterFileRequest request, ClusteringMethod? method, FeatureTable features)
    {
        var byLevels = features.Levels.Count > 0 && (method?.TakesLevels ?? !IsConstrained(request));
        var plain = new FeaturePreparation
        {
            Scaling = byLevels && method?.Name == "kmedoids" ? FeatureScaling.Gower : request.Scaling,
            Winsorise = request.Winsorise,
            Missing = request.Missing,
            UnseenLevel = request.Unseen,
            Categories = byLevels ? CategoryEncoding.Levels : CategoryEncoding.OneHot,
        };
        return new PreparationOptions
        {
            Default = plain,
            Features = request.Features.Distinct(StringComparer.Ordinal).ToDictionary(name => name, name => plain with
            {
                Transform = request.Logarithm.Contains(name, StringComparer.Ordinal) ? FeatureTransform.Logarithm : FeatureTransform.None,
                ZeroInflated = request.ZeroInflated.Contains(name, StringComparer.Ordinal),
                Weight = request.Weights.GetValueOrDefault(name, 1),
            }, StringComparer.Ordinal),
        };
    }

    private static ClusterFileLinks None => new([], [], null);

    private static bool HasLinks(ClusterFileRequest request) => request.MustLink is not null || request.CannotLink is not null || request.Together is not null || request.Apart is not null;

    private static bool IsConstrained(ClusterFileRequest request) => request.MinimumSize > 0 || request.MaximumSize > 0 || HasLinks(request);

    /// <summary>The method and the number, or the number alone; null when both are given.</summary>
    private static MethodChoice? Choose(ClusterFileRequest request, ClusteringMethod? method, PointTable points, ClusterFileLinks links, CancellationToken cancellation)
    {
        if (method is null)
        {
            var options = new MethodChoiceOptions
            {
                Clusters = request.Clusters,
                MinimumSize = request.MinimumSize,
                MaximumSize = request.MaximumSize,
                MustLink = links.Must,
                CannotLink = links.Cannot,
                RowNames = links.Names,
                Noise = request.Noise,
                Seed = request.Seed,
            };
            return MethodChooser.Choose(points, options, cancellation);
        }

        if (!method.TakesCount || request.Clusters is not null)
        {
            return null;
        }

        if (points.Dimensions == 0)
        {
            throw new ProblemException(new Problem("SEG-CLUS-108", "The number of clusters cannot be chosen without a numeric feature.", "Give it with --k."));
        }

        var sample = points.Rows <= ExactSilhouetteRows ? points : points.Only([.. Enumerable.Range(0, ExactSilhouetteRows).Select(i => (int)((long)i * points.Rows / ExactSilhouetteRows))]);
        var least = request.MaximumSize > 0 ? Math.Max(2, ((points.Rows - 1) / request.MaximumSize) + 1) : 2;
        var most = Math.Max(least, Math.Max(2, request.MinimumSize > 0 ? Math.Min(MostTried, points.Rows / request.MinimumSize) : MostTried));
        var chosen = ClusterCountChooser.Choose(
            sample,
            new ClusterCountOptions { Criterion = ClusterCountCriterion.SampledSilhouette, Minimum = least, Maximum = most },
            k => method.Create(Settings(Scaled(request, sample.Rows, points.Rows), k, request.Seed, None)),
            cancellation);
        var candidates = chosen.Rows.Select(row => new MethodCandidate(method.Name, row.Clusters, row.SampledSilhouette, "silhouette", row.Clusters == chosen.Clusters ? "taken" : ""));
        return new MethodChoice(method.Name, chosen.Clusters, $"The method was given; of {least} to {chosen.Rows[^1].Clusters} clusters {chosen.Clusters} have the best silhouette.", double.NaN, [.. candidates], method.Create(Settings(request, chosen.Clusters, request.Seed, links)));
    }

    /// <summary>The same method for resamples: sizes in proportion to their rows, links left out since rows come twice or not at all.</summary>
    private static IClusterer Again(ClusterFileRequest request, ClusteringMethod? method, MethodChoice? choice, int rows, int clusters, ulong seed)
        => (method ?? ClustererCatalog.Find(choice!.Method)).Create(Settings(Scaled(request, Math.Min(rows, request.Stability!.SampleRows), rows), clusters, seed, None));

    /// <summary>Sizes in proportion to a sample.</summary>
    private static ClusterFileRequest Scaled(ClusterFileRequest request, int sample, int rows) => sample == rows ? request : request with
    {
        MinimumSize = (int)((long)request.MinimumSize * sample / rows),
        MaximumSize = (int)((((long)request.MaximumSize * sample) + rows - 1) / rows),
    };

    private static MethodSettings Settings(ClusterFileRequest request, int clusters, ulong seed, ClusterFileLinks links) => new()
    {
        Clusters = clusters,
        MinimumSize = request.MinimumSize,
        MaximumSize = request.MaximumSize,
        MustLink = links.Must,
        CannotLink = links.Cannot,
        RowNames = links.Names,
        Noise = request.Noise,
        Seed = seed,
    };

    private static ClusterFileCluster[] Clusters(FeatureTable features, ClusterFit fit)
        => [.. Enumerable.Range(0, fit.Model.Clusters).Select(cluster =>
        {
            int[] members = [.. Enumerable.Range(0, fit.Labels.Length).Where(row => fit.Labels[row] == cluster)];
            return new ClusterFileCluster($"K{cluster + 1}", members.Length, [.. Enumerable.Range(0, features.Columns).Select(column => Typical(features, column, members))]);
        })];

    private static string Typical(FeatureTable features, int column, int[] members)
    {
        double[] known = [.. members.Select(row => features.Values[((long)row * features.Columns) + column]).Where(value => !double.IsNaN(value)).Order()];
        if (known.Length == 0)
        {
            return "";
        }

        return features.Levels.TryGetValue(features.Names[column], out var levels)
            ? levels[(int)known.GroupBy(value => value).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First().Key]
            : ((known[(known.Length - 1) / 2] + known[known.Length / 2]) / 2).ToString("G6", CultureInfo.InvariantCulture);
    }

    private static ClusterFileScores Scores(PointTable points, Partition partition, ulong seed, CancellationToken cancellation)
    {
        if (partition.Clusters < 2 || points.Dimensions == 0)
        {
            return new ClusterFileScores(double.NaN, "none", double.NaN, double.NaN, double.NaN, points.Dimensions == 0 ? double.NaN : Hopkins.Of(points, seed: seed));
        }

        var exact = points.Rows <= ExactSilhouetteRows;
        var silhouette = exact ? Silhouette.Exact(points, partition.Labels, partition.Clusters, cancellation) : Silhouette.Sampled(points, partition.Labels, partition.Clusters, DbcvRows, seed, cancellation);
        var scores = ClusterScores.Of(points, partition.Labels, partition.Clusters);
        return new ClusterFileScores(silhouette.Mean, (exact ? "exact" : "sampled") + (points.Categories is null ? "" : ", numbers only"), scores.DaviesBouldin, scores.CalinskiHarabasz, Dbcv(points, partition, cancellation), Hopkins.Of(points, seed: seed));
    }

    private static double Dbcv(PointTable points, Partition partition, CancellationToken cancellation)
    {
        int[] rows = [.. Enumerable.Range(0, Math.Min(points.Rows, DbcvRows)).Select(i => points.Rows <= DbcvRows ? i : (int)((long)i * points.Rows / DbcvRows))];
        var labels = Array.ConvertAll(rows, row => partition.Labels[row]);
        return labels.Where(label => label >= 0).Distinct().Count() < 2 ? double.NaN : DensityValidity.Of(points.Only(rows), labels, partition.Clusters, cancellation).Value;
    }

    /// <summary>Margins come from scoring; the labels are those of the fit, which sizes and links may have put elsewhere.</summary>
    private static ClusterAssignments Assignments(ClusterFit fit, FeatureTable features, CancellationToken cancellation)
    {
        var scored = fit.Model.Score(features, cancellationToken: cancellation);
        for (var row = 0; row < scored.Labels.Length; row++)
        {
            if (scored.Labels[row] != fit.Labels[row])
            {
                scored.SecondLabels[row] = scored.Labels[row];
                scored.Labels[row] = fit.Labels[row];
                scored.Margins[row] = scored.RelativeMargins[row] = 0;
            }
        }

        return scored;
    }
}
