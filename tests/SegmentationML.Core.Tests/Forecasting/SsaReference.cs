using MathNet.Numerics.LinearAlgebra;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>Basic SSA by the book: trajectory matrix, singular value decomposition, diagonal averaging, recurrent forecast. Slow and plain.</summary>
internal static class SsaReference
{
    public static double[] Forecast(double[] history, int window, int rank, int horizon)
    {
        var centre = history.TakeLast(window).Average();
        var columns = history.Length - window + 1;
        var trajectory = Matrix<double>.Build.Dense(window, columns, (i, k) => history[i + k] - centre);
        var u = trajectory.Svd().U.SubMatrix(0, window, 0, rank);
        var signal = DiagonalMeans(u * u.Transpose() * trajectory);
        var verticality = u.Row(window - 1).DotProduct(u.Row(window - 1));
        var recurrence = u.SubMatrix(0, window - 1, 0, rank) * u.Row(window - 1) / (1 - verticality);
        for (var step = 0; step < horizon; step++)
        {
            signal.Add(Enumerable.Range(0, window - 1).Sum(j => recurrence[j] * signal[signal.Count - window + 1 + j]));
        }

        return [.. signal.Skip(history.Length).Select(value => Math.Max(0, value + centre))];
    }

    public static double[] VectorForecast(double[] history, int window, int rank, int horizon)
    {
        var centre = history.TakeLast(window).Average();
        var columns = history.Length - window + 1;
        var trajectory = Matrix<double>.Build.Dense(window, columns, (i, k) => history[i + k] - centre);
        var u = trajectory.Svd().U.SubMatrix(0, window, 0, rank);
        var (older, newest) = (u.SubMatrix(0, window - 1, 0, rank), u.Row(window - 1));
        var verticality = newest.DotProduct(newest);
        var recurrence = older * newest / (1 - verticality);
        var projector = (older * older.Transpose()) + ((1 - verticality) * recurrence.OuterProduct(recurrence));
        var vectors = (u * u.Transpose() * trajectory).EnumerateColumns().ToList();
        for (var step = 0; step < horizon + window - 1; step++)
        {
            var kept = vectors[^1].SubVector(1, window - 1);
            vectors.Add(Vector<double>.Build.DenseOfEnumerable((projector * kept).Append(recurrence.DotProduct(kept))));
        }

        return [.. DiagonalMeans(Matrix<double>.Build.DenseOfColumnVectors(vectors)).Skip(history.Length).Take(horizon).Select(value => Math.Max(0, value + centre))];
    }

    private static List<double> DiagonalMeans(Matrix<double> matrix)
    {
        var length = matrix.RowCount + matrix.ColumnCount - 1;
        var sums = new double[length];
        var counts = new int[length];
        for (var i = 0; i < matrix.RowCount; i++)
        {
            for (var k = 0; k < matrix.ColumnCount; k++)
            {
                sums[i + k] += matrix[i, k];
                counts[i + k]++;
            }
        }

        return [.. sums.Select((sum, t) => sum / counts[t])];
    }
}
