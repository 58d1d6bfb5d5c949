using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SegmentationML.Core.Clustering.KMeans;

/// <summary>Lloyd's iteration, exact, with Hamerly's bounds: a row whose bounds prove its label is not measured again.</summary>
/// <remarks>
/// Hamerly (2010), Making k-means even faster, SDM. Each row holds an upper bound of the distance to its own centre and a lower bound of the distance to any other, both relative to how far the
/// centres have moved in all, so that a row that stays is read and not written. Sums of the clusters move by the rows that change; they are taken anew when nothing changes any more, and the fit
/// ends only if that changes nothing either.
/// </remarks>
internal sealed class Lloyd
{
    private const int PrefetchAhead = 12;
    private const int DoublesOfACacheLine = 8;
    private readonly PointTable _points;
    private readonly ChunkedRows _rows;
    private readonly int _clusters;
    private readonly int _dimensions;
    private readonly NearestCentres _nearest;
    private readonly ConcurrentBag<MeasuredRows> _buffers = [];
    private readonly double[] _upper;
    private readonly double[] _lower;
    private readonly double[] _sums;
    private readonly long[] _sizes;
    private readonly CentreMovement[] _movements;
    private readonly double[]?[] _chunkSums;
    private readonly int[] _chunkChanges;

    public Lloyd(PointTable points, double[] centres, int maximumThreads, CancellationToken cancellationToken)
    {
        _points = points;
        _dimensions = points.Dimensions;
        _clusters = centres.Length / _dimensions;
        _rows = new ChunkedRows(points.Rows, maximumThreads, cancellationToken);
        _nearest = new NearestCentres(points, centres);
        Centres = centres;
        Labels = new int[points.Rows];
        _upper = new double[points.Rows];
        _lower = new double[points.Rows];
        _sums = new double[centres.Length];
        _sizes = new long[_clusters];
        _movements = new CentreMovement[_clusters];
        _chunkSums = new double[_rows.Chunks][];
        _chunkChanges = new int[_rows.Chunks];
    }

    public double[] Centres { get; }

    public int[] Labels { get; }

    public Span<long> Sizes => _sizes;

    public int Iterations { get; private set; }

    public bool Converged { get; private set; }

    /// <summary>Iterates until no label changes, the centres move less than the tolerance, or the limit of passes.</summary>
    public void Run(int maximumIterations, double squaredTolerance)
    {
        Converged = false;
        AssignAll();
        var exact = true;
        for (Iterations = 1; Iterations < maximumIterations; Iterations++)
        {
            RefillEmpty();
            var movement = MoveCentres();
            if (exact && movement == 0)
            {
                Converged = true;
                return;
            }

            var changes = AssignByBounds();
            if (squaredTolerance > 0 && movement <= squaredTolerance)
            {
                Converged = true;
                break;
            }

            // Sums that moved by differences have rounding in them: nothing counts as settled until fresh sums say so.
            exact = changes == 0;
            if (exact)
            {
                SumAll();
            }
        }

        SumAll();
        RefillEmpty();
        MoveCentres();
    }

    /// <summary>Renumbers the clusters, then labels every row by its nearest centre without bounds.</summary>
    /// <param name="order">Old cluster by new number.</param>
    /// <param name="changes">Rows whose label is another than the old one, renumbered: rows that lie exactly between two centres, or a fit that had not converged.</param>
    /// <returns>Sum of the squared distances to the nearest centre.</returns>
    public double Settle(int[] order, out int changes)
    {
        var numbers = Renumber(order);
        var inertia = new double[_rows.Chunks];
        _rows.ForEach((chunk, from, to) => inertia[chunk] = SettleChunk(numbers, chunk, from, to));
        changes = _chunkChanges.Sum();
        return inertia.Sum();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double SettleChunk(int[] numbers, int chunk, int from, int to)
    {
        var measured = MeasureAll(from, to);
        var sum = 0.0;
        var changed = 0;
        for (var row = from; row < to; row++)
        {
            var label = (int)measured.Labels[row - from];
            changed += label != numbers[Labels[row]] ? 1 : 0;
            Labels[row] = label;
            sum += measured.First[row - from];
        }

        _buffers.Add(measured);
        _chunkChanges[chunk] = changed;
        return sum;
    }

    /// <summary>Puts centres and sizes in the new order and returns the new number by old cluster.</summary>
    private int[] Renumber(int[] order)
    {
        var numbers = new int[_clusters];
        var centres = Centres.ToArray();
        var sizes = _sizes.ToArray();
        for (var number = 0; number < _clusters; number++)
        {
            numbers[order[number]] = number;
            _sizes[number] = sizes[order[number]];
            centres.AsSpan(order[number] * _dimensions, _dimensions).CopyTo(Centres.AsSpan(number * _dimensions));
        }

        return numbers;
    }

    private void AssignAll()
    {
        Array.Clear(_movements);
        _rows.ForEach(AssignWholeChunk);
        SumAll();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AssignWholeChunk(int chunk, int from, int to)
    {
        var measured = MeasureAll(from, to);
        for (var row = from; row < to; row++)
        {
            Labels[row] = (int)measured.Labels[row - from];
            _upper[row] = Math.Sqrt(measured.First[row - from]);
            _lower[row] = Math.Sqrt(measured.Second[row - from]);
        }

        _buffers.Add(measured);
    }

    private int AssignByBounds()
    {
        LoadHalfGaps();
        _rows.ForEach(AssignChunk);
        for (var chunk = 0; chunk < _rows.Chunks; chunk++)
        {
            if (_chunkChanges[chunk] > 0)
            {
                AddChunk(_chunkSums[chunk]!);
            }
        }

        return _chunkChanges.Sum();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AssignChunk(int chunk, int from, int to)
    {
        var measured = Buffer();
        var open = CloseByDistance(measured.Rows, OpenRows(from, to, measured.Rows));
        _nearest.Measure(measured, open);
        var changes = 0;
        for (var i = 0; i < open; i++)
        {
            var row = measured.Rows[i];
            var label = (int)measured.Labels[i];
            _upper[row] = Math.Sqrt(measured.First[i]) - _movements[label].Moved;
            _lower[row] = Math.Sqrt(measured.Second[i]) + _movements[label].OthersMoved;
            if (label != Labels[row])
            {
                Change(chunk, changes++, Labels[row], label, row);
                Labels[row] = label;
            }
        }

        _buffers.Add(measured);
        _chunkChanges[chunk] = changes;
    }

    /// <summary>Lists the rows whose label the bounds leave open; written without a branch, since which rows stay cannot be foreseen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int OpenRows(int from, int to, Span<int> rows)
    {
        var upper = _upper.AsSpan(from, to - from);
        var lower = _lower.AsSpan(from, to - from);
        var labels = Labels.AsSpan(from, to - from);
        var movements = _movements.AsSpan();
        var count = 0;
        for (var i = 0; i < upper.Length; i++)
        {
            ref readonly var own = ref movements[labels[i]];
            rows[count] = from + i;
            count += upper[i] + own.Moved < own.Bound(lower[i]) ? 0 : 1;
        }

        return count;
    }

    /// <summary>Of those, keeps the rows whose label is still open when the distance to their own centre is measured anew; the rows lie apart in memory, so each is fetched a little ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe int CloseByDistance(Span<int> rows, int open)
    {
        var count = 0;
        fixed (double* values = _points.Values)
        {
            for (var i = 0; i < open; i++)
            {
                if (Sse.IsSupported && i + PrefetchAhead < open)
                {
                    for (var d = 0; d < _dimensions; d += DoublesOfACacheLine)
                    {
                        Sse.Prefetch0(values + ((long)rows[i + PrefetchAhead] * _dimensions) + d);
                    }
                }

                var row = rows[i];
                var own = Labels[row];
                var distance = Math.Sqrt(Distance.Squared(new ReadOnlySpan<double>(values + ((long)row * _dimensions), _dimensions), Centres.AsSpan(own * _dimensions, _dimensions)));
                _upper[row] = distance - _movements[own].Moved;
                rows[count] = row;
                count += distance < _movements[own].Bound(_lower[row]) ? 0 : 1;
            }
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private MeasuredRows MeasureAll(int from, int to)
    {
        var measured = Buffer();
        for (var row = from; row < to; row++)
        {
            measured.Rows[row - from] = row;
        }

        _nearest.Measure(measured, to - from);
        return measured;
    }

    private MeasuredRows Buffer() => _buffers.TryTake(out var free) ? free : new MeasuredRows(_nearest.ScratchLength);

    /// <summary>Notes that a row went from one cluster to another; sums first, sizes behind them.</summary>
    private void Change(int chunk, int changesBefore, int from, int to, int row)
    {
        var sums = _chunkSums[chunk] ??= new double[_sums.Length + _clusters];
        if (changesBefore == 0)
        {
            Array.Clear(sums);
        }

        var point = _points.Row(row);
        for (var f = 0; f < _dimensions; f++)
        {
            sums[(from * _dimensions) + f] -= point[f];
            sums[(to * _dimensions) + f] += point[f];
        }

        sums[_sums.Length + from]--;
        sums[_sums.Length + to]++;
    }

    private void AddChunk(double[] sums)
    {
        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i] += sums[i];
        }

        for (var c = 0; c < _clusters; c++)
        {
            _sizes[c] += (long)sums[_sums.Length + c];
        }
    }

    private void SumAll()
    {
        _rows.ForEach(SumChunk);
        Array.Clear(_sums);
        Array.Clear(_sizes);
        for (var chunk = 0; chunk < _rows.Chunks; chunk++)
        {
            AddChunk(_chunkSums[chunk]!);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumChunk(int chunk, int from, int to)
    {
        var sums = _chunkSums[chunk] ??= new double[_sums.Length + _clusters];
        Array.Clear(sums);
        for (var row = from; row < to; row++)
        {
            var point = _points.Row(row);
            var label = Labels[row];
            var target = sums.AsSpan(label * _dimensions, _dimensions);
            for (var f = 0; f < point.Length; f++)
            {
                target[f] += point[f];
            }

            sums[_sums.Length + label]++;
        }
    }

    /// <summary>Moves each centre to its mean and notes how far; returns the sum of the squared movements.</summary>
    private double MoveCentres()
    {
        double total = 0, most = 0, next = 0;
        var mover = 0;
        Span<double> movements = new double[_clusters];
        for (var c = 0; c < _clusters; c++)
        {
            var squares = 0.0;
            for (var i = c * _dimensions; i < (c + 1) * _dimensions; i++)
            {
                var mean = _sums[i] / _sizes[c];
                squares += (mean - Centres[i]) * (mean - Centres[i]);
                Centres[i] = mean;
            }

            total += squares;
            movements[c] = Math.Sqrt(squares);
            (most, next, mover) = movements[c] > most ? (movements[c], most, c) : (most, Math.Max(next, movements[c]), mover);
        }

        for (var c = 0; c < _clusters; c++)
        {
            _movements[c] = _movements[c] with { Moved = _movements[c].Moved + movements[c], OthersMoved = _movements[c].OthersMoved + (c == mover ? next : most) };
        }

        return total;
    }

    /// <summary>Half the distance of each centre to the nearest other: a row nearer than that to its own centre keeps it.</summary>
    private void LoadHalfGaps()
    {
        for (var a = 0; a < _clusters; a++)
        {
            var least = double.PositiveInfinity;
            for (var b = 0; b < _clusters; b++)
            {
                least = a == b ? least : Math.Min(least, Distance.Squared(Centres.AsSpan(a * _dimensions, _dimensions), Centres.AsSpan(b * _dimensions, _dimensions)));
            }

            _movements[a] = _movements[a].WithGap(Math.Sqrt(least) / 2);
        }
    }

    /// <summary>An empty cluster takes the row farthest from its own centre, of equal ones the first, out of a cluster that keeps at least one row; then the bounds start anew.</summary>
    private void RefillEmpty()
    {
        for (var empty = Array.IndexOf(_sizes, 0L); empty >= 0; empty = Array.IndexOf(_sizes, 0L))
        {
            var row = FarthestRow();
            var from = Labels[row];
            var point = _points.Row(row);
            for (var f = 0; f < _dimensions; f++)
            {
                _sums[(from * _dimensions) + f] -= point[f];
                _sums[(empty * _dimensions) + f] = point[f];
                Centres[(empty * _dimensions) + f] = point[f];
            }

            _sizes[from]--;
            _sizes[empty] = 1;
            Labels[row] = empty;
            Array.Fill(_upper, double.PositiveInfinity);
            Array.Fill(_lower, double.NegativeInfinity);
        }
    }

    private int FarthestRow()
    {
        var farthest = -1;
        var most = double.NegativeInfinity;
        for (var row = 0; row < _points.Rows; row++)
        {
            var own = Labels[row];
            var distance = _sizes[own] > 1 ? Distance.Squared(_points.Row(row), Centres.AsSpan(own * _dimensions, _dimensions)) : double.NegativeInfinity;
            (farthest, most) = distance > most ? (row, distance) : (farthest, most);
        }

        return farthest;
    }
}
