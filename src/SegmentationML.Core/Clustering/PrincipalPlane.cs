using MathNet.Numerics.LinearAlgebra;

namespace SegmentationML.Core.Clustering;

/// <summary>The plane in which points differ most: two principal axes, for a plot.</summary>
/// <param name="Mean">Mean of the points, shape (dimensions).</param>
/// <param name="Axes">Two unit vectors, shape (2 x dimensions); of each the loading of greatest size is positive. The second is zero with one dimension.</param>
/// <param name="ExplainedShares">Share of the total variance along each axis.</param>
/// <remarks>Pearson (1901); Hotelling (1933): eigenvectors of the covariance matrix.</remarks>
public sealed record PrincipalPlane(double[] Mean, double[] Axes, double[] ExplainedShares)
{
    private const int Chunk = 4096;
    private const int SampleRows = 50_000;

    /// <summary>Finds the plane.</summary>
    /// <param name="points">Prepared points; of more than 100,000 a random sample of 50,000 is measured.</param>
    public static PrincipalPlane Of(PointTable points)
    {
        ArgumentNullException.ThrowIfNull(points);
        points = RowSample.Take(points, SampleRows, 1);
        var mean = MeanOf(points);
        var covariance = Covariance(points, mean);
        var decomposition = covariance.Evd(Symmetricity.Symmetric);
        var values = decomposition.EigenValues.Select(value => Math.Max(value.Real, 0)).ToArray();
        var total = values.Sum();
        var axes = new double[2 * points.Dimensions];
        var shares = new double[2];
        for (var axis = 0; axis < Math.Min(2, points.Dimensions); axis++)
        {
            // Eigenvalues come in ascending order.
            var column = points.Dimensions - 1 - axis;
            Signed(decomposition.EigenVectors.Column(column).ToArray()).CopyTo(axes, axis * points.Dimensions);
            shares[axis] = total > 0 ? values[column] / total : 0;
        }

        return new PrincipalPlane(mean, axes, shares);
    }

    /// <summary>Coordinates of points in the plane, shape (rows x 2).</summary>
    /// <param name="points">Points of the same dimensions.</param>
    public double[] Project(PointTable points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var coordinates = new double[2 * points.Rows];
        for (var i = 0; i < coordinates.Length; i++)
        {
            var point = points.Row(i / 2);
            var axis = Axes.AsSpan(i % 2 * points.Dimensions, points.Dimensions);
            for (var d = 0; d < point.Length; d++)
            {
                coordinates[i] += (point[d] - Mean[d]) * axis[d];
            }
        }

        return coordinates;
    }

    private static double[] Signed(double[] axis)
    {
        var greatest = 0;
        for (var d = 1; d < axis.Length; d++)
        {
            greatest = Math.Abs(axis[d]) > Math.Abs(axis[greatest]) ? d : greatest;
        }

        return axis[greatest] < 0 ? [.. axis.Select(loading => -loading)] : axis;
    }

    private static double[] MeanOf(PointTable points)
    {
        var sums = Sum(points, points.Dimensions, (point, into) =>
        {
            for (var d = 0; d < point.Length; d++)
            {
                into[d] += point[d];
            }
        });
        return [.. sums.Select(sum => sum / points.Rows)];
    }

    private static Matrix<double> Covariance(PointTable points, double[] mean)
    {
        var dimensions = points.Dimensions;
        var sums = Sum(points, dimensions * dimensions, (point, into) =>
        {
            for (var a = 0; a < dimensions; a++)
            {
                var deviation = point[a] - mean[a];
                for (var b = 0; b <= a; b++)
                {
                    into[(a * dimensions) + b] += deviation * (point[b] - mean[b]);
                }
            }
        });
        return Matrix<double>.Build.Dense(dimensions, dimensions, (a, b) => sums[(Math.Max(a, b) * dimensions) + Math.Min(a, b)] / points.Rows);
    }

    /// <summary>Sums over the points by chunk, then over the chunks in order: the same for any number of threads.</summary>
    private static double[] Sum(PointTable points, int length, PointSum add)
    {
        var chunks = (points.Rows + Chunk - 1) / Chunk;
        var partial = new double[chunks][];
        Parallel.For(0, chunks, chunk =>
        {
            partial[chunk] = new double[length];
            for (var row = chunk * Chunk; row < Math.Min((chunk + 1) * Chunk, points.Rows); row++)
            {
                add(points.Row(row), partial[chunk]);
            }
        });
        var sums = new double[length];
        foreach (var part in partial)
        {
            for (var i = 0; i < length; i++)
            {
                sums[i] += part[i];
            }
        }

        return sums;
    }

    private delegate void PointSum(ReadOnlySpan<double> point, double[] into);
}
