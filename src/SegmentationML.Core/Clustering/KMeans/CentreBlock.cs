using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SegmentationML.Core.Clustering.KMeans;

/// <summary>Centres laid out for one point against all of them: feature by feature, padded to whole vectors with centres infinitely far away.</summary>
internal sealed class CentreBlock
{
    private readonly double[] _byFeature;
    private readonly int _padded;
    private readonly int _dimensions;

    public CentreBlock(int clusters, int dimensions)
    {
        Clusters = clusters;
        _dimensions = dimensions;
        _padded = (clusters + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        _byFeature = new double[_padded * dimensions];
    }

    public int Clusters { get; }

    /// <summary>Length of the buffer that <see cref="Nearest"/> needs.</summary>
    public int Padded => _padded;

    public void Load(ReadOnlySpan<double> centres)
    {
        Array.Fill(_byFeature, double.PositiveInfinity);
        for (var c = 0; c < Clusters; c++)
        {
            Load(c, centres);
        }
    }

    /// <summary>Takes over one centre that has moved.</summary>
    public void Load(int cluster, ReadOnlySpan<double> centres)
    {
        for (var f = 0; f < _dimensions; f++)
        {
            _byFeature[(f * _padded) + cluster] = centres[(cluster * _dimensions) + f];
        }
    }

    /// <summary>The nearest centre, of equal ones the lowest, and the squared distances to it and to the nearest other.</summary>
    /// <param name="point">First number of the point.</param>
    /// <param name="squared">Receives the squared distances to all centres, shape (padded).</param>
    /// <param name="first">Squared distance to the nearest centre.</param>
    /// <param name="second">Squared distance to the nearest other centre; infinite with one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Nearest(ref double point, Span<double> squared, out double first, out double second)
    {
        Distances(ref point, squared);
        var nearest = 0;
        first = squared[0];
        second = double.PositiveInfinity;
        for (var c = 1; c < Clusters; c++)
        {
            var distance = squared[c];
            if (distance < first)
            {
                second = first;
                first = distance;
                nearest = c;
            }
            else if (distance < second)
            {
                second = distance;
            }
        }

        return nearest;
    }

    /// <summary>The plain loop: squared differences added feature by feature, so that every width of vector adds in the same order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Distances(ref double point, Span<double> squared)
    {
        ref var centres = ref MemoryMarshal.GetArrayDataReference(_byFeature);
        ref var target = ref MemoryMarshal.GetReference(squared);
        var width = Vector<double>.Count;
        var lane = 0;
        for (; lane + (3 * width) <= _padded; lane += 3 * width)
        {
            var a = Vector<double>.Zero;
            var b = Vector<double>.Zero;
            var c = Vector<double>.Zero;
            for (var f = 0; f < _dimensions; f++)
            {
                var value = new Vector<double>(Unsafe.Add(ref point, f));
                ref var row = ref Unsafe.Add(ref centres, (f * _padded) + lane);
                var da = value - Vector.LoadUnsafe(ref row);
                var db = value - Vector.LoadUnsafe(ref row, (nuint)width);
                var dc = value - Vector.LoadUnsafe(ref row, (nuint)(2 * width));
                a += da * da;
                b += db * db;
                c += dc * dc;
            }

            a.StoreUnsafe(ref target, (nuint)lane);
            b.StoreUnsafe(ref target, (nuint)(lane + width));
            c.StoreUnsafe(ref target, (nuint)(lane + (2 * width)));
        }

        for (; lane < _padded; lane += width)
        {
            var sum = Vector<double>.Zero;
            for (var f = 0; f < _dimensions; f++)
            {
                var difference = new Vector<double>(Unsafe.Add(ref point, f)) - Vector.LoadUnsafe(ref Unsafe.Add(ref centres, (f * _padded) + lane));
                sum += difference * difference;
            }

            sum.StoreUnsafe(ref target, (nuint)lane);
        }
    }
}
