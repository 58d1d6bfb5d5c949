using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Onnx;
using SegmentationML.Core.Numerics;
using SegmentationML.Storage.Tests.Arrow;

namespace SegmentationML.Storage.Tests.Clustering;

/// <summary>Exported clusterings, run by ONNX Runtime (npm onnxruntime-node), beside our own scoring of the same rows.</summary>
public sealed class ClusterOnnxTests(NodeReaders readers) : IClassFixture<NodeReaders>
{
    private static readonly string[] Names = ["log", "power", "zeros", "missing", "plain", "region"];
    private static readonly string[] Regions = ["north", "south", "west"];

    /// <summary>Labels are equal; scores are as near as the results' own precision: 24 bits of a probability are 6e-8, a distance below 64 is rounded by 4e-6 at most.</summary>
    [Theory]
    [InlineData("kmeans", OnnxPrecision.Single, 1e-5)]
    [InlineData("kmeans", OnnxPrecision.Double, 1e-12)]
    [InlineData("sized-kmeans", OnnxPrecision.Single, 1e-5)]
    [InlineData("gmm", OnnxPrecision.Single, 1e-5)]
    [InlineData("gmm", OnnxPrecision.Double, 1e-9)]
    public void Export_TenThousandRows_LabelsAreOursAndScoresAreNear(string method, OnnxPrecision precision, double tolerance)
    {
        using var folder = new TestFolder();
        var training = Table(2_000, 1, Regions);
        var stored = StoredClusterModel.Of(ClusterFit.Of(training, Preparation(), ClustererCatalog.Find(method).Create(new MethodSettings { Clusters = 6 }), cancellationToken: TestContext.Current.CancellationToken).Model);
        var table = Table(10_000, 2, [.. Regions, "somewhere else"]);
        var ours = stored.Model.Score(table, cancellationToken: TestContext.Current.CancellationToken);
        var theirs = Run(folder, table, ClusterOnnx.Export(stored, precision));

        int[] labels = [.. theirs.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32())];
        var scores = theirs.GetProperty("scores").EnumerateArray().Select(score => score.GetDouble()).Chunk(6).ToArray();
        Assert.Equal(ours.Labels, labels);
        Assert.Contains(Partition.Inactive, labels);
        Assert.Equal(6, labels.Where(label => label >= 0).Distinct().Count());
        Assert.Equal(method == "gmm" ? "probabilities" : "distances", theirs.GetProperty("kind").GetString());
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] >= 0)
            {
                var (first, second) = (scores[row][ours.Labels[row]], scores[row][ours.SecondLabels[row]]);
                Assert.Equal(method == "gmm" ? ours.RelativeMargins[row] : ours.Distances[row], method == "gmm" ? first - second : first, tolerance);
                Assert.True(method == "gmm" ? Math.Abs(scores[row].Sum() - 1) < 1e-5 : second >= first, $"row {row}");
            }
        }
    }

    [Fact]
    public void Export_ValuesThatScoringRefuses_HaveNoLabel()
    {
        using var folder = new TestFolder();
        var training = FeatureTable.InKeyOrder([0, 1, 9, 10], ["x"]);
        var stored = StoredClusterModel.Of(ClusterFit.Of(training, new PreparationOptions(), ClustererCatalog.Find("kmeans").Create(new MethodSettings { Clusters = 2 }), cancellationToken: TestContext.Current.CancellationToken).Model);
        var theirs = Run(folder, FeatureTable.InKeyOrder([double.NaN, 1, 1e300, 11], ["x"]), ClusterOnnx.Export(stored));

        // 1e300 is infinite in 32 bits.
        Assert.Equal([-1, 0, -1, 1], theirs.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32()));
    }

    [Theory]
    [InlineData("ward", FeatureScaling.ZScore, "nearest training rows")]
    [InlineData("kmeans", FeatureScaling.Quantile, "'x' is scaled by quantile")]
    public void Export_WhatOnnxCannotSay_IsRefused(string method, FeatureScaling scaling, string why)
    {
        var training = FeatureTable.InKeyOrder([0, 1, 9, 10], ["x"]);
        var options = new PreparationOptions { Default = new FeaturePreparation { Scaling = scaling } };
        var stored = StoredClusterModel.Of(ClusterFit.Of(training, options, ClustererCatalog.Find(method).Create(new MethodSettings { Clusters = 2 }), cancellationToken: TestContext.Current.CancellationToken).Model);
        var problem = Assert.Throws<ProblemException>(() => ClusterOnnx.Export(stored)).Problems.Single();

        Assert.Equal("SEG-CLUS-024", problem.Code);
        Assert.Contains(why, problem.What, StringComparison.Ordinal);
    }

    private static PreparationOptions Preparation()
    {
        var plain = new FeaturePreparation { Categories = CategoryEncoding.OneHot, Missing = MissingRule.Median };
        return new PreparationOptions
        {
            Default = plain,
            Features = new Dictionary<string, FeaturePreparation>(StringComparer.Ordinal)
            {
                ["log"] = plain with { Transform = FeatureTransform.Logarithm, Winsorise = 0.01 },
                ["power"] = plain with { Transform = FeatureTransform.YeoJohnson, Scaling = FeatureScaling.Robust },
                ["zeros"] = plain with { ZeroInflated = true, Weight = 2 },
                ["missing"] = plain with { Scaling = FeatureScaling.MinMax, Weight = 3 },
                ["region"] = plain with { Weight = 0.7 },
            },
        };
    }

    /// <summary>Made-up rows whose numbers 32 bits hold: long tails, negative values, a third zeros, a tenth missing, names.</summary>
    private static FeatureTable Table(int rows, ulong seed, string[] regions)
    {
        var random = new SplitMix64(seed);
        var values = new double[rows * Names.Length];
        for (var row = 0; row < rows; row++)
        {
            var group = row % 4;
            double[] own =
            [
                Math.Exp((2 * group) + random.NextGaussian()),
                (3 * (group % 2)) - Math.Exp(random.NextGaussian()),
                random.NextDouble() < 0.3 ? 0 : Math.Exp(group + random.NextGaussian()),
                random.NextDouble() < 0.1 ? double.NaN : (5 * group) + random.NextGaussian(),
                1e6 + (100 * group) + random.NextGaussian(),
                random.NextDouble() < 0.05 ? double.NaN : random.NextInt32(regions.Length),
            ];
            for (var column = 0; column < own.Length; column++)
            {
                values[(row * own.Length) + column] = (float)own[column];
            }
        }

        return FeatureTable.InKeyOrder(values, Names).WithLevels(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["region"] = regions });
    }

    private JsonElement Run(TestFolder folder, FeatureTable table, byte[] model)
    {
        var isName = table.Names.Select(table.Levels.ContainsKey).ToArray();
        double? Cell(int row, int column) => table.Values[(row * table.Columns) + column] is var value && double.IsNaN(value) ? null : value;
        var rows = new
        {
            features = Enumerable.Range(0, table.Rows).Select(row => Enumerable.Range(0, table.Columns).Where(column => !isName[column]).Select(column => Cell(row, column))),
            levels = Enumerable.Range(0, table.Rows).Select(row => Enumerable.Range(0, table.Columns).Where(column => isName[column]).Select(column => Cell(row, column) is { } place ? table.Levels[table.Names[column]][(int)place] : "")),
        };
        return readers.Run("onnx.mjs", folder.Write("rows.json", JsonSerializer.SerializeToUtf8Bytes(rows)), folder.Write("model.onnx", model)).Single();
    }
}
