using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Choosing;
using SegmentationML.Core.Clustering.Density;
using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Clustering.Medoids;
using SegmentationML.Core.Clustering.Mixture;
using SegmentationML.Core.Clustering.Validity;
using SegmentationML.Core.Drift;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Clustering;

/// <summary>Numbers of other programs and of hand computations.</summary>
public sealed class ClusteringOraclesTests
{
    // scikit-learn 1.2.1: min over r in 0..19 of KMeans(k, n_init=1, random_state=r, tol=0, max_iter=1000).fit(x).inertia_, raw coordinates.
    [Theory]
    [InlineData("fcps/hepta", 7, 106.14764659310868)]
    [InlineData("fcps/lsun", 3, 381.64560505233175)]
    [InlineData("fcps/target", 6, 274.0986756895017)]
    [InlineData("fcps/tetra", 4, 229.0487999751335)]
    [InlineData("sipu/a1", 20, 12146257522.2589)]
    [InlineData("sipu/s1", 15, 8917615616867.258)]
    [InlineData("sipu/s3", 15, 16889620022137.71)]
    [InlineData("sipu/aggregation", 7, 10996.75605400388)]
    [InlineData("sipu/unbalance", 8, 214492062847.6831)]
    [InlineData("other/chameleon_t4_8k", 6, 30928543.6077621)]
    [InlineData("other/iris", 3, 78.851441426146)]
    [InlineData("uci/wine", 3, 2370689.686782969)]
    [InlineData("wut/x2", 3, 1963.9130593253149)]
    public void KMeans_OnPublicSets_IsAMillionthFromTheBestOfTwentyRunsOrBelow(string set, int clusters, double best)
        => Assert.True(new KMeansClusterer(new KMeansOptions { Clusters = clusters }).Fit(BenchmarkSets.Points(set)).Inertia <= best * (1 + 1e-6));

    // R 4.2.2, cluster 2.1.4: pam(x, 3), sum of the distances to the medoids.
    [Fact]
    public void KMedoids_Iris_HasTheSumOfPam()
    {
        var points = BenchmarkSets.Points("other/iris");
        var fit = new KMedoidsClusterer(new KMedoidsOptions { Clusters = 3 }).Fit(points);
        var centres = ((NearestCentreRule)fit.Rule).Centres;
        var sum = Enumerable.Range(0, points.Rows).Sum(row => Math.Sqrt(Distance.Squared(points.Row(row), centres.AsSpan(fit.Labels[row] * 4, 4))));

        Assert.Equal(98.131154882271, sum, 9);
    }

    // R 4.2.2, mclust 6.0.0: Mclust(x, 3, "VVV") and "VVI", $loglik.
    [Theory]
    [InlineData(Covariance.Full, -180.185838744)]
    [InlineData(Covariance.Diagonal, -307.180832885)]
    public void GaussianMixture_Iris_HasTheLikelihoodOfMclust(Covariance covariance, double expected)
    {
        new GaussianMixtureClusterer(new GaussianMixtureOptions { Clusters = 3, Covariance = covariance, Regularisation = 1e-12, Tolerance = 1e-10, MaximumIterations = 5000 }).Fit(BenchmarkSets.Points("other/iris"), out MixtureScores scores);

        Assert.Equal(expected, scores.LogLikelihood, 2);
        Assert.Equal((-2 * scores.LogLikelihood) + (scores.Parameters * Math.Log(150)), scores.Bic, 9);
    }

    // scikit-learn 1.2.1: adjusted_mutual_info_score.
    [Fact]
    public void AdjustedMutualInformation_GoldenPair()
        => Assert.Equal(0.40867050972172175, AdjustedMutualInformation.Of([0, 0, 0, 1, 1, 1, 2, 2, 2], [0, 0, 1, 1, 1, 1, 2, 2, 0]), 12);

    [Fact]
    public void Kneedle_GoldenCurve_HasItsKneeAtThree()
    {
        double[] curve = [1000, 520, 200, 150, 120, 100, 90, 85];

        Assert.Equal([0, 0.3817, 0.5886, 0.5004, 0.3903, 0.2693, 0.1374, 0], Kneedle.Differences(curve, KneedleShape.ConvexDecreasing).Select(d => Math.Round(d, 4)));
        Assert.Equal(3, Kneedle.Find(curve, KneedleShape.ConvexDecreasing) + 1);
        Assert.Equal(-1, Kneedle.Find([5, 5, 5], KneedleShape.ConvexDecreasing));
        Assert.Equal(-1, Kneedle.Find([3, 2, 1], KneedleShape.ConvexDecreasing));
    }

    [Fact]
    public void Gap_ThreeGroups_ChoosesThree_AndOneCloudOne()
    {
        Func<int, IClusterer> kmeans = k => new KMeansClusterer(new KMeansOptions { Clusters = k, Restarts = 5 });

        Assert.Equal(3, GapStatistic.Choose(GapStatistic.Of(LawPoints.Groups(3, 60, 8), 5, kmeans, 10)));
        Assert.Equal(1, GapStatistic.Choose(GapStatistic.Of(LawPoints.Groups(1, 150, 0), 4, kmeans, 10)));
    }

    [Fact]
    public void Hopkins_GroupsAreNearOne_UniformNearHalf()
    {
        var random = new SplitMix64(5);
        var uniform = new PointTable([.. Enumerable.Range(0, 4000).Select(_ => random.NextDouble())], 2);

        Assert.InRange(Hopkins.Of(uniform), 0.42, 0.58);
        Assert.True(Hopkins.Of(LawPoints.Groups(3, 80, 20)) > 0.95);
    }

    [Fact]
    public void DensityValidity_GapsAreGood_CutsAreBad()
    {
        var points = LawPoints.Groups(2, 60, 20);
        var good = Enumerable.Range(0, points.Rows).Select(row => points.Row(row)[0] > 10 ? 1 : 0).ToArray();
        var cut = Enumerable.Range(0, points.Rows).Select(row => points.Row(row)[2] > 0 ? 1 : 0).ToArray();

        Assert.True(DensityValidity.Of(points, good, 2).Value > 0.7);
        Assert.True(DensityValidity.Of(points, cut, 2).Value < 0);
    }

    // The study of all sets is the benchmark command cluster-study.
    [Theory]
    [InlineData("fcps/hepta", "gmm", 7)]
    [InlineData("fcps/lsun", "gmm", 3)]
    [InlineData("fcps/target", "hdbscan", 2)]
    [InlineData("other/chameleon_t4_8k", "dbscan", 6)]
    [InlineData("uci/wine", "kmeans", 3)]
    public void Chooser_OnPublicSets_TakesTheFamilyThatFits(string set, string method, int clusters)
    {
        var raw = BenchmarkSets.Points(set);
        var (_, points) = ClusterFit.Prepare(FeatureTable.InKeyOrder(raw.Values, [.. Enumerable.Range(0, raw.Dimensions).Select(d => $"x{d}")]), new PreparationOptions());
        var choice = MethodChooser.Choose(points, new MethodChoiceOptions());

        Assert.Equal((method, clusters), (choice.Method, choice.Clusters));
        Assert.Contains(choice.Candidates, candidate => candidate.Method == method && candidate.Verdict.StartsWith("taken", StringComparison.Ordinal));
        Assert.NotEmpty(choice.Reason);
    }

    [Fact]
    public void Density_NoiseLeftUnassigned_NewPointsFarAwayAreNoise_AndNoLabelIsInvented()
    {
        var points = LawPoints.Groups(3, 80, 15);
        foreach (var method in (IClusterer[])[new DbscanClusterer(new DbscanOptions { Noise = NoiseRule.Unassigned, Radius = 2, MinimumPoints = 5 }), new HdbscanClusterer(new HdbscanOptions { Noise = NoiseRule.Unassigned })])
        {
            var fit = ClusterFit.Of(FeatureTable.InKeyOrder(points.Values, ["a", "b", "c"]), new PreparationOptions { Default = new FeaturePreparation { Scaling = FeatureScaling.None } }, method);
            var scored = fit.Model.Score(FeatureTable.InKeyOrder([500, 500, 500, 0, 0, 0, 7.5, 7.5, 40], ["a", "b", "c"]));

            Assert.Equal(3, fit.Model.Clusters);
            Assert.Equal([Partition.Noise, scored.Labels[1], Partition.Noise], scored.Labels);
            Assert.InRange(scored.Labels[1], 0, 2);
        }
    }
}
