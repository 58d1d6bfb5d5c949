using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Drift;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Clustering.KMeans;

public sealed class KMeansTests
{
    [Fact]
    public void Fit_PublicSets_ObjectiveIsWithinAMillionthOfManyPlainRestarts()
    {
        foreach (var (path, clusters) in BenchmarkSets.All)
        {
            var points = BenchmarkSets.Points(path);
            var fitted = new KMeansClusterer(new KMeansOptions { Clusters = clusters }).Fit(points).Inertia;
            var reference = PlainLloyd.BestOf(20, points, clusters, 99);
            Assert.True(fitted <= reference * (1 + 1e-6), $"{path}: {fitted} against {reference}");
        }
    }

    [Theory]
    [InlineData("fcps/hepta", 7)]
    [InlineData("sipu/a1", 20)]
    [InlineData("sipu/unbalance", 8)]
    public void Fit_RoundGroups_AreFoundAgain(string path, int clusters)
    {
        var labels = new KMeansClusterer(new KMeansOptions { Clusters = clusters }).Fit(BenchmarkSets.Points(path)).Labels;

        Assert.True(AdjustedRandIndex.Of(labels, BenchmarkSets.Labels(path)) > 0.95);
    }

    /// <summary>The bounds save work and change nothing: from the same start the labels and the inertia are those of the plain iteration.</summary>
    [Fact]
    public void Lloyd_SameStart_EndsWhereThePlainIterationEnds()
    {
        var random = new SplitMix64(71);
        for (var trial = 0; trial < 40; trial++)
        {
            var points = LawPoints.Groups(1 + random.NextInt32(5), 100, 1 + random.NextInt32(4));
            var clusters = 1 + random.NextInt32(9);
            var start = KMeansSeeding.Draw(points, clusters, ref random);
            var run = new Lloyd(points, [.. start], 1, CancellationToken.None);
            run.Run(1000, 0);
            var inertia = PlainLloyd.Run(points, [.. Enumerable.Range(0, clusters).Select(c => start[(c * 3)..((c + 1) * 3)])], out var labels);

            Assert.Equal(labels, run.Labels);
            Assert.Equal(inertia, run.Settle([.. Enumerable.Range(0, clusters)], out var changes), 1e-9 * inertia);
            Assert.Equal(0, changes);
            Assert.True(run.Converged);
        }
    }

    [Fact]
    public void Lloyd_StartThatEmptiesACluster_RefillsItWithTheFarthestRow()
    {
        // The third centre starts where no row is nearest: it takes row 5, the farthest from its centre.
        var run = new Lloyd(new PointTable([0, 1, 2, 10, 11, 20], 1), [1, 11, 1000], 1, CancellationToken.None);
        run.Run(100, 0);

        Assert.Equal([0, 0, 0, 1, 1, 2], run.Labels);
        Assert.Equal([1, 10.5, 20], run.Centres);
    }

    [Fact]
    public void Hartigan_AnyStart_NeverRaisesTheInertiaAndKeepsLloydSatisfied()
    {
        var random = new SplitMix64(73);
        for (var trial = 0; trial < 40; trial++)
        {
            var points = LawPoints.Groups(3, 40, 1);
            var run = new Lloyd(points, KMeansSeeding.Draw(points, 6, ref random), 1, CancellationToken.None);
            run.Run(1000, 0);
            int[] order = [.. Enumerable.Range(0, 6)];
            var before = run.Settle(order, out _);
            Hartigan.Improve(points, run.Centres, run.Labels, run.Sizes, 1000, CancellationToken.None);
            var after = run.Settle(order, out var changes);

            Assert.True(after <= before * (1 + 1e-12));
            Assert.Equal(0, changes);
        }
    }

    [Fact]
    public void Hartigan_OptimumOfLloydOnly_MovesTheRowThatPays()
    {
        // {0, 3} and {5}: 3 is nearer to 1.5 than to 5, so Lloyd stays at 4.5; moved it costs 2 (2² x 1/2 against 1.5² x 2/1).
        var points = new PointTable([0, 3, 5], 1);
        double[] centres = [1.5, 5];
        int[] labels = [0, 0, 1];

        Assert.True(Hartigan.Improve(points, centres, labels, [2, 1], 10, CancellationToken.None));
        Assert.Equal([0, 1, 1], labels);
        Assert.Equal([0, 4], centres);
    }

    [Fact]
    public void Fit_SmallSets_NoSingleMoveWouldLowerTheInertia()
    {
        var points = LawPoints.Groups(3, 30, 1);
        var partition = new KMeansClusterer(new KMeansOptions { Clusters = 5, Restarts = 3 }).Fit(points);
        for (var row = 0; row < points.Rows; row++)
        {
            for (var cluster = 0; cluster < 5; cluster++)
            {
                int[] moved = [.. partition.Labels];
                moved[row] = cluster;
                Assert.True(Inertia(points, moved, 5) >= partition.Inertia * (1 - 1e-9));
            }
        }
    }

    [Fact]
    public void Fit_RowsExactlyBetweenCentres_GoToTheLowerNumberAndCentresAreTheirMeans()
    {
        // On a grid many rows tie: labels must be the nearest centre by the final numbering, centres the means of their rows.
        var grid = Enumerable.Range(0, 11 * 11).SelectMany(i => (double[])[i % 11, i / 11]).ToArray();
        for (var clusters = 2; clusters <= 6; clusters++)
        {
            var points = new PointTable(grid, 2);
            var partition = new KMeansClusterer(new KMeansOptions { Clusters = clusters, Restarts = 20 }).Fit(points);
            for (var c = 0; c < clusters; c++)
            {
                var own = Enumerable.Range(0, points.Rows).Where(row => partition.Labels[row] == c).ToArray();
                Assert.Equal(own.Average(row => points.Row(row)[0]), partition.Centres[2 * c], 9);
                Assert.Equal(own.Average(row => points.Row(row)[1]), partition.Centres[(2 * c) + 1], 9);
            }

            Assert.True(partition.Converged);
        }
    }

    [Fact]
    public void Fit_MoreRowsThanTheSample_StillEndsInALocalOptimumOfAllRows()
    {
        var points = LawPoints.Groups(5, 3000, 4);
        var full = new KMeansClusterer(new KMeansOptions { Clusters = 5, SampleRows = 1_000_000 }).Fit(points);
        var exact = new KMeansClusterer(new KMeansOptions { Clusters = 5, SampleRows = 500, Tolerance = 0 }).Fit(points);
        var byDefault = new KMeansClusterer(new KMeansOptions { Clusters = 5, SampleRows = 500 }).Fit(points);

        Assert.Equal(full.Inertia, exact.Inertia, 1e-6 * full.Inertia);
        Assert.Equal(full.Inertia, byDefault.Inertia, 1e-3 * full.Inertia);
        Assert.True(exact.Converged);
        Assert.True(byDefault.Iterations <= exact.Iterations);
    }

    [Fact]
    public void Fit_AnySeed_NumbersTheClustersAlike()
    {
        var points = LawPoints.Groups(4, 100, 8);
        var expected = new KMeansClusterer(new KMeansOptions { Clusters = 4 }).Fit(points).Labels;

        for (var seed = 2UL; seed < 12; seed++)
        {
            Assert.Equal(expected, new KMeansClusterer(new KMeansOptions { Clusters = 4, Seed = seed }).Fit(points).Labels);
        }
    }

    [Fact]
    public void Fit_FarFromTheOrigin_FindsTheSameGroups()
    {
        var points = LawPoints.Groups(3, 100, 6);
        var moved = new PointTable([.. points.Values.Select(value => value + 1e6)], 3);

        Assert.Equal(new KMeansClusterer(new KMeansOptions { Clusters = 3 }).Fit(points).Labels, new KMeansClusterer(new KMeansOptions { Clusters = 3 }).Fit(moved).Labels);
    }

    [Fact]
    public void Fit_Tolerance_EndsEarlierAndSaysConverged()
    {
        var points = LawPoints.Groups(5, 2000, 1);
        var exact = new KMeansClusterer(new KMeansOptions { Clusters = 7, Restarts = 1, SampleRows = 200, Tolerance = 0 }).Fit(points);
        var early = new KMeansClusterer(new KMeansOptions { Clusters = 7, Restarts = 1, SampleRows = 200, Tolerance = 1e-3 }).Fit(points);

        Assert.True(early.Iterations < exact.Iterations);
        Assert.True(early.Converged);
        Assert.Equal(exact.Inertia, early.Inertia, 0.05 * exact.Inertia);
    }

    [Fact]
    public void Fit_LimitOfPasses_IsNotConverged()
        => Assert.False(new KMeansClusterer(new KMeansOptions { Clusters = 7, Restarts = 1, SampleRows = 50, MaximumIterations = 1 }).Fit(LawPoints.Groups(5, 2000, 1)).Converged);

    [Fact]
    public void Fit_ManyFeatures_Work()
    {
        var random = new SplitMix64(79);
        var values = new double[60 * 1000];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.NextGaussian() + (i / 1000 % 2 == 0 ? 3 : 0);
        }

        var labels = new KMeansClusterer(new KMeansOptions { Clusters = 2 }).Fit(new PointTable(values, 1000)).Labels;
        Assert.Equal(1, AdjustedRandIndex.Of(labels, [.. Enumerable.Range(0, 60).Select(row => row % 2)]), 12);
    }

    [Fact]
    public void Fit_Cancelled_Stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => new KMeansClusterer(new KMeansOptions()).Fit(LawPoints.Groups(3, 100, 3), cancelled.Token));
    }

    [Fact]
    public void Validate_WrongOptions_AreAllListed()
    {
        var wrong = new KMeansOptions { Clusters = 0, Restarts = -1, MaximumIterations = 0, Tolerance = double.NaN, SampleRows = 0, MaximumThreads = 0 };

        Assert.Equal(6, Assert.Throws<ProblemException>(() => new KMeansClusterer(wrong)).Problems.Count(problem => problem.Code == "SEG-CLUS-005"));
    }

    private static double Inertia(PointTable points, int[] labels, int clusters)
        => Enumerable.Range(0, clusters).Sum(cluster =>
        {
            var own = Enumerable.Range(0, points.Rows).Where(row => labels[row] == cluster).Select(row => points.Row(row).ToArray()).ToArray();
            return own.Length == 0 ? 0 : Enumerable.Range(0, points.Dimensions).Sum(d => own.Sum(point => point[d] * point[d]) - (own.Length * Math.Pow(own.Average(point => point[d]), 2)));
        });

    /// <summary>k-means‖ on its own, from one start, comes near the best of many starts by k-means++, with the same bytes on one thread and on three.</summary>
    [Fact]
    public void Fit_Oversampled_OneStartComesNearTheBestOfMany_WhateverTheThreads()
    {
        var points = LawPoints.Groups(8, 1_500, 6);
        var best = new KMeansClusterer(new KMeansOptions { Clusters = 8, Restarts = 20 }).Fit(points);
        var one = new KMeansClusterer(new KMeansOptions { Clusters = 8, Start = KMeansStart.Oversampled, MaximumThreads = 1 }).Fit(points);
        var three = new KMeansClusterer(new KMeansOptions { Clusters = 8, Start = KMeansStart.Oversampled, MaximumThreads = 3 }).Fit(points);

        Assert.InRange(one.Inertia / best.Inertia, 1 - 1e-9, 1.05);
        Assert.Equal(one.Labels, three.Labels);
        Assert.Equal(one.Centres, three.Centres);
    }

    [Fact]
    public void Fit_OversampledWithFewDistinctRows_FindsThemOrSaysHowMany()
    {
        var points = new PointTable([.. Enumerable.Range(0, 300).Select(i => (double)(i % 3))], 1);

        Assert.Equal([0.0, 1, 2], new KMeansClusterer(new KMeansOptions { Clusters = 3, Start = KMeansStart.Oversampled }).Fit(points).Centres.Order());
        Assert.Contains("only 3 rows differ", Assert.Throws<ProblemException>(() => new KMeansClusterer(new KMeansOptions { Clusters = 4, Start = KMeansStart.Oversampled }).Fit(points)).Problems.Single().What, StringComparison.Ordinal);
    }
}
