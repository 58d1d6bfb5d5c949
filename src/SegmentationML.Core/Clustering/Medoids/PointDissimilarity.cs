using System.Numerics;
using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering.Medoids;

/// <summary>Measures how unlike points are.</summary>
/// <remarks>Gower (1971), Biometrics 27, 857-871. Its constant divisor, the sum of all weights, is left out where only comparisons matter, and is in <see cref="Of(ReadOnlySpan{double}, ReadOnlySpan{int}, ReadOnlySpan{double}, ReadOnlySpan{int})"/>.</remarks>
internal sealed class PointDissimilarity
{
    private readonly Dissimilarity _kind;
    private readonly double _divisor;
    private readonly CategoryTable? _categories;

    /// <summary>Takes the kind and, for Gower, the sum of the weights of all features.</summary>
    public PointDissimilarity(Dissimilarity kind, double totalWeight, CategoryTable? categories)
    {
        _kind = kind;
        _divisor = kind == Dissimilarity.Gower ? totalWeight : 1;
        _categories = categories;
    }

    public double Of(ReadOnlySpan<double> a, ReadOnlySpan<int> levelsOfA, ReadOnlySpan<double> b, ReadOnlySpan<int> levelsOfB) => _kind == Dissimilarity.Euclidean
        ? Math.Sqrt(Distance.Squared(a, b))
        : (Absolute(a, b) + (_categories?.Mismatch(levelsOfA, levelsOfB) ?? 0)) / _divisor;

    public double Of(PointTable points, int a, PointTable others, int b)
        => Of(points.Row(a), points.Categories is null ? [] : points.Categories.Row(a), others.Row(b), others.Categories is null ? [] : others.Categories.Row(b));

    private static double Absolute(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var width = Vector<double>.Count;
        var sums = Vector<double>.Zero;
        var d = 0;
        for (; d + width <= a.Length; d += width)
        {
            sums += Vector.Abs(new Vector<double>(a[d..]) - new Vector<double>(b[d..]));
        }

        var sum = Vector.Sum(sums);
        for (; d < a.Length; d++)
        {
            sum += Math.Abs(a[d] - b[d]);
        }

        return sum;
    }
}
