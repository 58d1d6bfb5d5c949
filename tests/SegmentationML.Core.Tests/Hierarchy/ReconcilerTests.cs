using MathNet.Numerics.LinearAlgebra;
using SegmentationML.Core.Hierarchy;
using SegmentationML.Core.Numerics;
using SegmentationML.Core.Tests.Forecasting;

namespace SegmentationML.Core.Tests.Hierarchy;

public class ReconcilerTests
{
    private static readonly ReconciliationMethod[] Methods = Enum.GetValues<ReconciliationMethod>();

    /// <summary>A crossed hierarchy: total, family, site, family by site, series.</summary>
    private static SeriesHierarchy Crossed(int count)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(static i => $"s{i:D3}")];
        return new SeriesHierarchy(names, [HierarchyLevel.Total(count), HierarchyLevel.Of("family", [.. names.Select(static (_, i) => $"f{i % 3}")]), HierarchyLevel.Of("site", [.. names.Select(static (_, i) => $"p{i / 4}")]), HierarchyLevel.Of("cell", [.. names.Select(static (_, i) => $"f{i % 3}p{i / 4}")])]);
    }

    private static double[] Numbers(ulong seed, int count, double mean = 0)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, count).Select(_ => mean + random.NextGaussian())];
    }

    private static Matrix<double> Summing(SeriesHierarchy hierarchy)
    {
        var s = Matrix<double>.Build.Dense(hierarchy.NodeCount, hierarchy.BottomCount);
        for (var level = 0; level < hierarchy.Levels.Count; level++)
        {
            for (var i = 0; i < hierarchy.BottomCount; i++)
            {
                s[hierarchy.NodeOf(level, i), i] = 1;
            }
        }

        return s;
    }

    /// <summary>W as the definitions write it, node by node and pair by pair.</summary>
    private static Matrix<double> Covariance(SeriesHierarchy hierarchy, ReconciliationMethod method, double[] residuals, int t)
    {
        var n = hierarchy.NodeCount;
        double Error(int i, int k) => residuals[(i * t) + k];
        double Product(int i, int j) => Enumerable.Range(0, t).Sum(k => Error(i, k) * Error(j, k)) / t;
        var w = Matrix<double>.Build.Dense(n, n, (i, j) => method switch
        {
            ReconciliationMethod.Ols => i == j ? 1 : 0,
            ReconciliationMethod.Structural => i == j ? hierarchy.Sizes()[i] : 0,
            ReconciliationMethod.Variance => i == j ? Product(i, i) : 0,
            _ => Product(i, j),
        });
        if (method != ReconciliationMethod.Shrinkage)
        {
            return w;
        }

        // Schäfer and Strimmer (2005) as the R package hts states it.
        var (above, below) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (i == j)
                {
                    continue;
                }

                var scale = Math.Sqrt(Product(i, i) * Product(j, j));
                var squares = Enumerable.Range(0, t).Sum(k => Math.Pow(Error(i, k) * Error(j, k) / scale, 2));
                var sum = Enumerable.Range(0, t).Sum(k => Error(i, k) * Error(j, k) / scale);
                above += (squares - (sum * sum / t)) / (t * (t - 1.0));
                below += Math.Pow(Product(i, j) / scale, 2);
            }
        }

        var lambda = Math.Clamp(above / below, 0.001, 1);
        return (lambda * Matrix<double>.Build.DenseOfDiagonalVector(w.Diagonal())) + ((1 - lambda) * w);
    }

    private static ReconciliationBasis Basis(SeriesHierarchy hierarchy, ulong seed, int t)
    {
        // Errors of a hierarchy correlate: those of the nodes above hold those below.
        var bottom = Numbers(seed, hierarchy.BottomCount * t);
        var residuals = new double[hierarchy.NodeCount * t];
        hierarchy.Aggregate(bottom, t, residuals);
        var noise = Numbers(seed + 1, residuals.Length);
        return new ReconciliationBasis { History = [.. bottom.Select(static x => Math.Abs(x))], Residuals = [.. residuals.Select((r, i) => r + (0.3 * noise[i]))] };
    }

    [Theory]
    [InlineData(ReconciliationMethod.Ols)]
    [InlineData(ReconciliationMethod.Structural)]
    [InlineData(ReconciliationMethod.Variance)]
    [InlineData(ReconciliationMethod.Shrinkage)]
    public void Run_IsTheDenseFormula(ReconciliationMethod method)
    {
        var hierarchy = Crossed(14);
        foreach (var t in (int[])[8, 60])
        {
            var basis = Basis(hierarchy, 5, t);
            var forecasts = Numbers(9, hierarchy.NodeCount * 2, mean: 3);
            var s = Summing(hierarchy);
            var inverse = Covariance(hierarchy, method, basis.Residuals, t).Inverse();
            var expected = s * (s.TransposeThisAndMultiply(inverse) * s).Inverse() * s.TransposeThisAndMultiply(inverse) * Matrix<double>.Build.Dense(hierarchy.NodeCount, 2, (i, h) => forecasts[(i * 2) + h]);

            var result = Reconciler.Run(hierarchy, forecasts, 2, new ReconciliationOptions { Method = method, NonNegative = false }, basis);

            for (var i = 0; i < hierarchy.NodeCount; i++)
            {
                Assert.Equal(expected[i, 0], result.Nodes[i * 2], 1e-7);
                Assert.Equal(expected[i, 1], result.Nodes[(i * 2) + 1], 1e-7);
            }
        }
    }

    /// <summary>The least squares over all sets of series held at zero, tried one by one.</summary>
    [Theory]
    [InlineData(ReconciliationMethod.Ols)]
    [InlineData(ReconciliationMethod.Structural)]
    [InlineData(ReconciliationMethod.Variance)]
    [InlineData(ReconciliationMethod.Shrinkage)]
    public void Run_NonNegative_IsTheBestOfAllSets(ReconciliationMethod method)
    {
        var hierarchy = Crossed(8);
        for (ulong seed = 1; seed <= 12; seed++)
        {
            var basis = Basis(hierarchy, seed, 12);
            var forecasts = Vector<double>.Build.Dense(Numbers(seed + 100, hierarchy.NodeCount, mean: 0.2));
            var s = Summing(hierarchy);
            var inverse = Covariance(hierarchy, method, basis.Residuals, 12).Inverse();
            double Loss(Vector<double> b) => (forecasts - (s * b)) * (inverse * (forecasts - (s * b)));
            var least = double.PositiveInfinity;
            for (var set = 0; set < 256; set++)
            {
                int[] free = [.. Enumerable.Range(0, 8).Where(i => (set >> i & 1) != 0)];
                var b = Vector<double>.Build.Dense(8);
                if (free.Length > 0)
                {
                    var part = Matrix<double>.Build.DenseOfColumnVectors(free.Select(i => s.Column(i)));
                    var solved = (part.TransposeThisAndMultiply(inverse) * part).Solve(part.TransposeThisAndMultiply(inverse) * forecasts);
                    for (var i = 0; i < free.Length; i++)
                    {
                        b[free[i]] = solved[i];
                    }
                }

                least = b.All(static x => x >= -1e-12) ? Math.Min(least, Loss(b)) : least;
            }

            var result = Reconciler.Run(hierarchy, forecasts.AsArray(), 1, new ReconciliationOptions { Method = method }, basis);
            var bottom = Vector<double>.Build.Dense(result.Nodes[hierarchy.FirstBottomNode..]);
            Assert.True(bottom.All(static x => x >= 0));
            Close.To(least, Loss(bottom), 1e-7, $"{method} {seed}");
        }
    }

    /// <summary>Laws of every method: sums are exact; forecasts that add up already stay; twice the forecast is twice the result.</summary>
    [Fact]
    public void EveryMethod_ObeysTheLaws()
    {
        var hierarchy = Crossed(30);
        var basis = Basis(hierarchy, 3, 20);
        var forecasts = Numbers(4, hierarchy.NodeCount * 3, mean: 1);
        foreach (var method in Methods)
        {
            var options = new ReconciliationOptions { Method = method, Level = 1 };
            var result = Reconciler.Run(hierarchy, forecasts, 3, options, basis);
            var sums = new double[result.Nodes.Length];
            hierarchy.Aggregate(result.Nodes.AsSpan(hierarchy.FirstBottomNode * 3), 3, sums);
            Assert.Equal(sums, result.Nodes);
            Assert.All(result.Nodes, static x => Assert.True(x >= 0));
            Close.To([.. result.Nodes.Select(static x => 2 * x)], Reconciler.Run(hierarchy, [.. forecasts.Select(static x => 2 * x)], 3, options, basis).Nodes, 1e-6, $"{method}");

            // Shares are of the past, so that only they may move what adds up.
            if (method is not (ReconciliationMethod.AverageShares or ReconciliationMethod.SharesOfAverages))
            {
                var again = Reconciler.Run(hierarchy, result.Nodes, 3, options, basis);
                for (var i = 0; i < sums.Length; i++)
                {
                    Assert.Equal(result.Nodes[i], again.Nodes[i], 1e-7);
                }
            }
        }
    }

    /// <summary>By hand: of 12 units of family A the first series had 1/4 and 3/4 of the buckets' demand (mean 1/2), and 7 of 20 units in all.</summary>
    [Fact]
    public void Shares_ByHand()
    {
        var hierarchy = new SeriesHierarchy(["a1", "a2", "b1", "c1", "c2"], [HierarchyLevel.Total(5), HierarchyLevel.Of("family", ["a", "a", "b", "c", "c"])]);
        var basis = new ReconciliationBasis { History = [4, 3, 12, 1, 5, 5, 0, 0, 0, 0] };
        double[] forecasts = [100, 12, 5, 8, 0, 0, 0, 0, 0];
        double[] Of(ReconciliationMethod method, int level) => Reconciler.Run(hierarchy, forecasts, 1, new ReconciliationOptions { Method = method, Level = level }, basis).Nodes;

        Close.To([25, 12, 5, 8, 6, 6, 5, 4, 4], Of(ReconciliationMethod.AverageShares, 1), 1e-12);
        Close.To([25, 12, 5, 8, 12 * 7 / 20.0, 12 * 13 / 20.0, 5, 4, 4], Of(ReconciliationMethod.SharesOfAverages, 1), 1e-12);
        Close.To([100, 100 * 20 / 30.0, 100 / 3.0, 0, 700 / 30.0, 1300 / 30.0, 100 / 3.0, 0, 0], Of(ReconciliationMethod.SharesOfAverages, 0), 1e-12);
    }

    [Fact]
    public void Run_WithoutWhatTheMethodNeeds_SaysWhat()
    {
        var hierarchy = Crossed(8);
        var forecasts = new double[hierarchy.NodeCount];
        string Code(ReconciliationOptions options) => Assert.Throws<ProblemException>(() => Reconciler.Run(hierarchy, forecasts, 1, options, ReconciliationBasis.None)).Problems[0].Code;
        Assert.Equal("SEG-HIER-004", Code(new ReconciliationOptions { Method = ReconciliationMethod.Shrinkage }));
        Assert.Equal("SEG-HIER-004", Code(new ReconciliationOptions { Method = ReconciliationMethod.AverageShares }));
        Assert.Equal("SEG-HIER-002", Code(new ReconciliationOptions { Method = ReconciliationMethod.AverageShares, Level = 9 }));
        Assert.Equal("SEG-HIER-003", Code(new ReconciliationOptions { Tolerance = 0 }));
    }

    /// <summary>Twelve levels over 3,000 series, with negative forecasts, need no matrix: a few dozen steps a horizon.</summary>
    [Fact]
    public void Run_ThousandsOfSeries_TakesFewSteps()
    {
        string[] names = [.. Enumerable.Range(0, 3000).Select(static i => $"{i:D5}")];
        HierarchyLevel By(string name, Func<int, int> group) => HierarchyLevel.Of(name, [.. names.Select((_, i) => $"{group(i):D4}")]);
        var hierarchy = new SeriesHierarchy(names, [HierarchyLevel.Total(3000), By("state", static i => i % 3), By("store", static i => i % 10), By("family", static i => i / 1000), By("department", static i => i / 400), By("item", static i => i / 10), By("state family", static i => (i % 3 * 10) + (i / 1000))]);
        var forecasts = Numbers(1, hierarchy.NodeCount, mean: 0.5);
        foreach (var method in (ReconciliationMethod[])[ReconciliationMethod.Ols, ReconciliationMethod.Structural])
        {
            var result = Reconciler.Run(hierarchy, forecasts, 1, new ReconciliationOptions { Method = method }, ReconciliationBasis.None);
            Assert.True(result.AtZero > 0);
            Assert.InRange(result.Iterations, 1, 2000);
            Assert.True(result.Nodes.Min() >= 0);
        }
    }
}
