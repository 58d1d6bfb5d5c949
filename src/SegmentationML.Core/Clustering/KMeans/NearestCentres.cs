using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SegmentationML.Core.Clustering.KMeans;

/// <summary>The nearest and second nearest centre of many rows at a time: rows lie side by side in vectors, so that no branch depends on the data.</summary>
/// <remarks>Each distance is the plain sum of squared differences in the order of the features, whatever the width of the vectors.</remarks>
internal sealed class NearestCentres
{
    private readonly double[] _values;
    private readonly int _dimensions;
    private readonly double[] _centres;
    private readonly int _clusters;

    public NearestCentres(PointTable points, double[] centres)
    {
        _values = points.Values;
        _dimensions = points.Dimensions;
        _centres = centres;
        _clusters = centres.Length / points.Dimensions;
    }

    /// <summary>Rows measured together.</summary>
    public static int Batch => 2 * Vector<double>.Count;

    /// <summary>Length of the scratch of one batch.</summary>
    public int ScratchLength => Batch * _dimensions;

    /// <summary>Measures rows, batch by batch.</summary>
    /// <param name="measured">Holds the row numbers; receives the nearest centre of each, of equal ones the lowest, and the squared distances to it and to the nearest other (infinite with one centre).</param>
    /// <param name="count">Number of rows.</param>
    public void Measure(MeasuredRows measured, int count)
    {
        for (var start = 0; start < count; start += Batch)
        {
            Gather(measured.Rows.AsSpan(start, Math.Min(Batch, count - start)), measured.Scratch);
            Measure(measured.Scratch, measured.Labels.AsSpan(start), measured.First.AsSpan(start), measured.Second.AsSpan(start));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Measure(ReadOnlySpan<double> scratch, Span<double> labels, Span<double> first, Span<double> second)
    {
        var width = Vector<double>.Count;
        ref var columns = ref MemoryMarshal.GetReference(scratch);
        ref var centre = ref MemoryMarshal.GetArrayDataReference(_centres);
        var (firstA, firstB) = (new Vector<double>(double.PositiveInfinity), new Vector<double>(double.PositiveInfinity));
        var (secondA, secondB) = (firstA, firstB);
        var (labelA, labelB) = (Vector<double>.Zero, Vector<double>.Zero);
        for (var c = 0; c < _clusters; c++)
        {
            var a = Vector<double>.Zero;
            var b = Vector<double>.Zero;
            for (var f = 0; f < _dimensions; f++)
            {
                var coordinate = new Vector<double>(Unsafe.Add(ref centre, f));
                var da = Vector.LoadUnsafe(ref columns, (nuint)(2 * f * width)) - coordinate;
                var db = Vector.LoadUnsafe(ref columns, (nuint)(((2 * f) + 1) * width)) - coordinate;
                a += da * da;
                b += db * db;
            }

            centre = ref Unsafe.Add(ref centre, _dimensions);
            var number = new Vector<double>(c);
            var (nearerA, nearerB) = (Vector.LessThan(a, firstA), Vector.LessThan(b, firstB));
            secondA = Vector.Min(secondA, Vector.Max(firstA, a));
            secondB = Vector.Min(secondB, Vector.Max(firstB, b));
            firstA = Vector.Min(firstA, a);
            firstB = Vector.Min(firstB, b);
            labelA = Vector.ConditionalSelect(nearerA, number, labelA);
            labelB = Vector.ConditionalSelect(nearerB, number, labelB);
        }

        Store(labelA, labelB, labels);
        Store(firstA, firstB, first);
        Store(secondA, secondB, second);
    }

    /// <summary>Rows side by side, feature by feature; a short batch repeats its last row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(ReadOnlySpan<int> rows, Span<double> scratch)
    {
        ref var values = ref MemoryMarshal.GetArrayDataReference(_values);
        ref var target = ref MemoryMarshal.GetReference(scratch);
        for (var i = 0; i < Batch; i++)
        {
            ref var point = ref Unsafe.Add(ref values, rows[Math.Min(i, rows.Length - 1)] * _dimensions);
            for (var f = 0; f < _dimensions; f++)
            {
                Unsafe.Add(ref target, (f * Batch) + i) = Unsafe.Add(ref point, f);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector<double> a, Vector<double> b, Span<double> target)
    {
        a.CopyTo(target);
        b.CopyTo(target[Vector<double>.Count..]);
    }
}
