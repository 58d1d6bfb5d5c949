using MathNet.Numerics.LinearAlgebra;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Clustering.Validity;

/// <summary>How much tighter the clusters are than those of points without structure.</summary>
/// <remarks>
/// Tibshirani, Walther and Hastie (2001), JRSS B 63, 411-423. W is the sum of squared distances to the centres; references are uniform in the box along the principal axes. The number is the smallest k with
/// Gap(k) ≥ Gap(k + 1) - s(k + 1).
/// </remarks>
public static class GapStatistic
{
    /// <summary>Measures k = 1 to a maximum.</summary>
    /// <param name="points">Prepared points; give a sample of many.</param>
    /// <param name="maximum">Greatest k.</param>
    /// <param name="clusterer">Makes the method for a number of clusters.</param>
    /// <param name="references">Reference sets. Default 20.</param>
    /// <param name="seed">Seed of the references. Default 1.</param>
    /// <param name="cancellationToken">Stops between fits.</param>
    public static IReadOnlyList<GapRow> Of(PointTable points, int maximum, Func<int, IClusterer> clusterer, int references = 20, ulong seed = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(clusterer);
        var uniform = Box(points);
        var sets = Enumerable.Range(0, references).Select(b => uniform(SplitMix64.ForStream(seed, (ulong)b))).ToArray();
        var rows = new List<GapRow>();
        for (var clusters = 1; clusters <= maximum; clusters++)
        {
            var own = Math.Log(clusterer(clusters).Fit(points, cancellationToken).Inertia);
            double[] others = [.. sets.Select(set => Math.Log(clusterer(clusters).Fit(set, cancellationToken).Inertia))];
            var mean = others.Average();
            var deviation = Math.Sqrt(others.Average(other => (other - mean) * (other - mean)));
            rows.Add(new GapRow(clusters, own, mean - own, deviation * Math.Sqrt(1 + (1.0 / references))));
        }

        return rows;
    }

    /// <summary>The smallest number whose gap is not a standard error below the next one's; the last when there is none.</summary>
    public static int Choose(IReadOnlyList<GapRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        for (var i = 0; i < rows.Count - 1; i++)
        {
            if (rows[i].Gap >= rows[i + 1].Gap - rows[i + 1].Error)
            {
                return rows[i].Clusters;
            }
        }

        return rows[^1].Clusters;
    }

    private static Func<SplitMix64, PointTable> Box(PointTable points)
    {
        var dimensions = points.Dimensions;
        var rows = Matrix<double>.Build.Dense(points.Rows, dimensions, (row, d) => points.Values[(row * dimensions) + d]);
        var means = rows.ColumnSums() / points.Rows;
        var centred = Matrix<double>.Build.Dense(points.Rows, dimensions, (row, d) => rows[row, d] - means[d]);
        var axes = centred.TransposeThisAndMultiply(centred).Evd(Symmetricity.Symmetric).EigenVectors;
        var turned = centred * axes;
        double[] lower = [.. Enumerable.Range(0, dimensions).Select(d => turned.Column(d).Minimum())];
        double[] upper = [.. Enumerable.Range(0, dimensions).Select(d => turned.Column(d).Maximum())];
        return random =>
        {
            var drawn = Matrix<double>.Build.Dense(points.Rows, dimensions);
            for (var row = 0; row < points.Rows; row++)
            {
                for (var d = 0; d < dimensions; d++)
                {
                    drawn[row, d] = lower[d] + ((upper[d] - lower[d]) * random.NextDouble());
                }
            }

            var back = drawn * axes.Transpose();
            return new PointTable([.. Enumerable.Range(0, points.Rows * dimensions).Select(i => back[i / dimensions, i % dimensions] + means[i % dimensions])], dimensions);
        };
    }
}
