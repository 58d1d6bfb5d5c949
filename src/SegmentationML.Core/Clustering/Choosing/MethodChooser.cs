using SegmentationML.Core.Clustering.Density;
using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Clustering.Mixture;
using SegmentationML.Core.Clustering.Prototypes;
using SegmentationML.Core.Clustering.Validity;
using SegmentationML.Core.Drift;

namespace SegmentationML.Core.Clustering.Choosing;

/// <summary>Chooses method and number of clusters on a sample, and says why.</summary>
/// <remarks>
/// First dense regions on which HDBSCAN and DBSCAN agree; then Gaussian mixtures, the number by ICL. When their components overlap, none parts the data, or there are too few rows for their numbers, the
/// density method with less noise, believed when both leave little; else k-means, the number by silhouette. With sizes or links the number goes to k-means that keeps to them; points with levels go to k-prototypes.
/// </remarks>
public static class MethodChooser
{
    private const int Patience = 5;

    /// <summary>Chooses.</summary>
    /// <param name="points">Prepared points in key order.</param>
    /// <param name="options">Limits of the choice.</param>
    /// <param name="cancellationToken">Stops between fits.</param>
    public static MethodChoice Choose(PointTable points, MethodChoiceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        var search = new Search(points, options, cancellationToken);
        return points.Categories is null ? search.OfNumbers() : search.OfLevels();
    }

    private sealed class Search(PointTable points, MethodChoiceOptions options, CancellationToken cancellationToken)
    {
        private readonly PointTable _sample = Sampled(points, options.SampleRows, options.Seed);
        private readonly List<MethodCandidate> _candidates = [];

        private bool Constrained => options.MinimumSize + options.MaximumSize + options.MustLink.Count + options.CannotLink.Count > 0;

        /// <summary>The number told, or those that rows and sizes allow.</summary>
        private IEnumerable<int> Numbers
        {
            get
            {
                var least = options.MaximumSize > 0 ? Math.Max(options.MinimumClusters, ((points.Rows - 1) / options.MaximumSize) + 1) : options.MinimumClusters;
                var most = Math.Min(options.MaximumClusters, options.MinimumSize > 0 ? Math.Min(_sample.Rows / 4, points.Rows / options.MinimumSize) : _sample.Rows / 4);
                return options.Clusters is { } told ? [told] : Enumerable.Range(least, Math.Max(most - least + 1, 1));
            }
        }

        public MethodChoice OfNumbers()
        {
            if (options.Clusters is { } told && told > points.Rows)
            {
                throw new ProblemException(ClusteringProblems.TooFewRows(told, points.Rows));
            }

            if (options.Clusters == 1)
            {
                return Choice("kmeans", 1, HopkinsOf(), "One cluster was asked: it holds every row.");
            }

            // Dense regions may have any number and size: they do not compete with sizes or links.
            var dense = Constrained ? [] : Dense();
            return Agreed(dense) ?? Mixture() ?? Believed(dense) ?? Compact();
        }

        /// <summary>Numbers and names together: k-prototypes, the number where the cost has its knee.</summary>
        public MethodChoice OfLevels()
        {
            ProblemException.ThrowIfAny(Constrained ? [ClusteringProblems.NotKept("kprototypes", "sizes or links, and the points have names beside numbers", "sized-kmeans, which takes names as one-hot numbers")] : []);
            var costs = new List<(int Clusters, double Cost)>();
            foreach (var clusters in Numbers)
            {
                if (Tried(() => new KPrototypesClusterer(new KPrototypesOptions { Clusters = clusters, Restarts = 3, Seed = options.Seed, MaximumThreads = options.MaximumThreads }).Fit(_sample, cancellationToken)) is not { } partition)
                {
                    break;
                }

                var rule = (PrototypeRule)partition.Rule;
                costs.Add((clusters, Enumerable.Range(0, _sample.Rows).Sum(row => rule.Cost(_sample, row, partition.Labels[row]))));
                _candidates.Add(new MethodCandidate("kprototypes", clusters, costs[^1].Cost, "cost", ""));
            }

            if (costs.Count == 0)
            {
                throw new ProblemException(ClusteringProblems.TooFewRows(options.Clusters ?? options.MinimumClusters, points.Rows));
            }

            var knee = Kneedle.Find([.. costs.Select(cost => cost.Cost)], KneedleShape.ConvexDecreasing);
            var chosen = costs[Math.Max(knee, 0)].Clusters;
            return Choice("kprototypes", chosen, double.NaN, knee < 0
                ? $"The points have names beside numbers, which k-prototypes takes; {(options.Clusters is null ? "the cost has no knee, so the least number was taken" : "the number was given")}."
                : "The points have names beside numbers, which k-prototypes takes; beyond this number its cost falls little.");
        }

        private MethodChoice? Mixture()
        {
            var (best, scores, since) = (0, default(MixtureScores), 0);
            foreach (var clusters in options.Clusters is null ? Numbers.Prepend(1) : Numbers)
            {
                if (Fitted(clusters) is not { } fitted || since > Patience)
                {
                    break;
                }

                _candidates.Add(new MethodCandidate("gmm", clusters, fitted.Icl, "ICL", ""));
                (best, scores, since) = best == 0 || fitted.Icl < scores.Icl ? (clusters, fitted, 0) : (best, scores, since + 1);
            }

            if (best == 0)
            {
                return null;
            }

            var entropy = scores.MeanEntropy(_sample.Rows);
            var refused = best == 1 && options.Clusters is null ? "no mixture of several normals beats a single one"
                : entropy > options.MostEntropy ? $"its components overlap (mean entropy {entropy:F2} nats)"
                : _sample.Rows < options.RowsPerParameter * scores.Parameters ? $"it has {scores.Parameters} free numbers for {_sample.Rows} rows"
                : "";
            Verdict("gmm", best, refused.Length > 0 ? "not taken: " + refused : $"taken (mean entropy {entropy:F3} nats)");
            return refused.Length > 0 ? null : Choice("gmm", best, HopkinsOf(), $"A mixture of {best} normal distributions describes the data best by ICL, and its components hardly overlap.");
        }

        /// <summary>A mixture of some shape, or null when the rows are fewer than the free numbers of even the simplest: its fit could not be unique.</summary>
        private MixtureScores? Fitted(int clusters)
        {
            long Parameters(long ofShape) => clusters - 1 + (clusters * (_sample.Dimensions + ofShape));
            if (_sample.Rows < Parameters(_sample.Dimensions))
            {
                return null;
            }

            try
            {
                new GaussianMixtureClusterer(new GaussianMixtureOptions
                {
                    Clusters = clusters,
                    Covariance = _sample.Rows < Parameters(_sample.Dimensions * (_sample.Dimensions + 1L) / 2) ? Covariance.Diagonal : Covariance.BestIcl,
                    Restarts = 10,
                    MaximumIterations = 200,
                    Seed = options.Seed,
                    MaximumThreads = options.MaximumThreads,
                }).Fit(_sample, out MixtureScores scores, cancellationToken);
                return scores;
            }
            catch (ProblemException refused) when (refused.Problems.All(problem => problem.Code is "SEG-CLUS-007" or "SEG-CLUS-008"))
            {
                return null;
            }
        }

        /// <summary>What HDBSCAN and DBSCAN find.</summary>
        private List<(MethodCandidate Candidate, int[] Labels)> Dense()
        {
            var sample = Sampled(points, options.DensitySampleRows, options.Seed);
            var found = new List<(MethodCandidate Candidate, int[] Labels)>();
            foreach (var method in (IClusterer[])[
                new HdbscanClusterer(new HdbscanOptions { Noise = NoiseRule.Unassigned, MaximumThreads = options.MaximumThreads }),
                new DbscanClusterer(new DbscanOptions { Noise = NoiseRule.Unassigned, MaximumThreads = options.MaximumThreads })])
            {
                var partition = Tried(() => method.Fit(sample, cancellationToken));
                var noise = partition is null ? 1 : (double)partition.Labels.Count(label => label < 0) / sample.Rows;
                found.Add((new MethodCandidate(method.Name, partition?.Clusters ?? 0, noise, "noise", Objection(partition, noise)), partition?.Labels ?? []));
                _candidates.Add(found[^1].Candidate);
            }

            return found;
        }

        /// <summary>Dense regions that show at one radius (DBSCAN) and at all (HDBSCAN) come before any model of their shape.</summary>
        private MethodChoice? Agreed(List<(MethodCandidate Candidate, int[] Labels)> dense)
        {
            if (dense.Count == 0 || dense.Exists(found => found.Candidate.Verdict.Length > 0))
            {
                return null;
            }

            int[] rows = [.. Enumerable.Range(0, dense[0].Labels.Length).Where(row => dense[0].Labels[row] >= 0 && dense[1].Labels[row] >= 0)];
            var agreement = AdjustedRandIndex.Of(Array.ConvertAll(rows, row => dense[0].Labels[row]), Array.ConvertAll(rows, row => dense[1].Labels[row]));
            var best = dense[0].Candidate;
            if (best.Clusters != dense[1].Candidate.Clusters || agreement < options.LeastAgreement)
            {
                return null;
            }

            Verdict(best.Method, best.Clusters, "taken");
            return Choice(best.Method, best.Clusters, HopkinsOf(), $"{best.Clusters} dense regions hold all but {best.Score:P0} of the rows; HDBSCAN and DBSCAN agree on them (adjusted Rand index {agreement:F2}).");
        }

        /// <summary>Where no mixture fits, of HDBSCAN and DBSCAN the one with less noise, when both leave little: regions that show at one radius only are not believed.</summary>
        private MethodChoice? Believed(List<(MethodCandidate Candidate, int[] Labels)> dense)
        {
            var best = dense.Select(found => found.Candidate).Where(candidate => candidate.Verdict.Length == 0).MinBy(candidate => candidate.Score);
            if (best is null || dense.Exists(found => found.Candidate.Score > options.MostNoise))
            {
                return null;
            }

            Verdict(best.Method, best.Clusters, "taken");
            return Choice(best.Method, best.Clusters, HopkinsOf(), $"No mixture of normal distributions fits, but {best.Clusters} dense regions hold all but {best.Score:P0} of the rows.");
        }

        private string Objection(Partition? partition, double noise)
            => partition is null or { Clusters: < 2 } ? "not taken: it finds no two clusters"
                : noise > options.MostNoise ? $"not taken: it leaves {noise:P0} of the rows as noise"
                : options.Clusters is { } told && told != partition.Clusters ? $"not taken: it finds {partition.Clusters} clusters, not {told}"
                : "";

        private MethodChoice Compact()
        {
            var (best, most) = (0, double.NegativeInfinity);
            foreach (var clusters in Numbers)
            {
                if (Tried(() => new KMeansClusterer(new KMeansOptions { Clusters = clusters, Restarts = 20, Seed = options.Seed, MaximumThreads = options.MaximumThreads }).Fit(_sample, cancellationToken)) is not { } partition)
                {
                    break;
                }

                var silhouette = clusters == 1 ? 0 : Silhouette.Exact(_sample, partition.Labels, clusters, cancellationToken).Mean;
                _candidates.Add(new MethodCandidate("kmeans", clusters, silhouette, "silhouette", ""));
                (best, most) = silhouette > most ? (clusters, silhouette) : (best, most);
            }

            if (best == 0)
            {
                // Too few rows differ: k-means itself says how many do.
                new KMeansClusterer(new KMeansOptions { Clusters = Numbers.First(), Seed = options.Seed }).Fit(points, cancellationToken);
                best = Numbers.First();
            }

            Verdict("kmeans", best, "taken");
            return Choice("kmeans", best, HopkinsOf(), $"Neither a mixture of normal distributions nor dense regions describe the data; of compact clusters {best} have the best silhouette ({most:F2}).");
        }

        private MethodChoice Choice(string method, int clusters, double hopkins, string reason)
        {
            if (Constrained)
            {
                var sized = ClustererCatalog.Find("sized-kmeans").Create(Settings(clusters) with
                {
                    MinimumSize = options.MinimumSize,
                    MaximumSize = options.MaximumSize,
                    MustLink = options.MustLink,
                    CannotLink = options.CannotLink,
                    RowNames = options.RowNames,
                });
                return new MethodChoice(sized.Name, clusters, $"{reason} Since sizes or links are asked, k-means that keeps to them takes that number.", hopkins, _candidates, sized);
            }

            var known = ClustererCatalog.Find(method);
            IClusterer clusterer = method == "gmm"
                ? new GaussianMixtureClusterer(new GaussianMixtureOptions { Clusters = clusters, Covariance = Covariance.BestIcl, Seed = options.Seed, MaximumThreads = options.MaximumThreads })
                : known.Create(Settings(clusters) with { Noise = known.Can(MethodAbility.Noise) ? options.Noise : NoiseRule.Nearest });
            return new MethodChoice(method, clusters, reason, hopkins, _candidates, clusterer);
        }

        private MethodSettings Settings(int clusters) => new() { Clusters = clusters, Seed = options.Seed, MaximumThreads = options.MaximumThreads };

        private double HopkinsOf() => Hopkins.Of(_sample, seed: options.Seed);

        private void Verdict(string method, int clusters, string verdict)
        {
            var at = _candidates.FindIndex(candidate => candidate.Method == method && candidate.Clusters == clusters);
            _candidates[at] = _candidates[at] with { Verdict = verdict };
        }

        /// <summary>A fit, or null when the method refuses these points.</summary>
        private static Partition? Tried(Func<Partition> fit)
        {
            try
            {
                return fit();
            }
            catch (ProblemException refused) when (refused.Problems.All(problem => problem.Code is "SEG-CLUS-007" or "SEG-CLUS-008" or "SEG-CLUS-019"))
            {
                return null;
            }
        }

        private static PointTable Sampled(PointTable points, int rows, ulong seed) => points.Rows <= rows ? points : points.Only(RowSample.Indices(points.Rows, rows, seed));
    }
}
