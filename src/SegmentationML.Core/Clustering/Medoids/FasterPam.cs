namespace SegmentationML.Core.Clustering.Medoids;

/// <summary>Medoids by greedy building and eager swaps on kept dissimilarities.</summary>
/// <remarks>Kaufman and Rousseeuw (1990), Finding Groups in Data, chapter 2 (BUILD); Schubert and Rousseeuw (2021), Information Systems 101 (FasterPAM): one pass over a candidate gives the gain of its swap with every medoid.</remarks>
internal sealed class FasterPam
{
    // A swap must gain more than rounding could feign.
    private const double LeastGain = 1e-12;
    private readonly double[] _apart;
    private readonly int _rows;
    private readonly int[] _medoids;
    private readonly int[] _first;
    private readonly double[] _toFirst;
    private readonly double[] _toSecond;

    private FasterPam(double[] apart, int rows, int clusters)
    {
        _apart = apart;
        _rows = rows;
        _medoids = new int[clusters];
        _first = new int[rows];
        _toFirst = new double[rows];
        _toSecond = new double[rows];
    }

    /// <summary>Finds medoids.</summary>
    /// <param name="apart">Shape (rows x rows), symmetric.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="clusters">Number of medoids.</param>
    /// <param name="passes">Receives the passes over all candidates.</param>
    /// <param name="cancellationToken">Stops between passes.</param>
    /// <returns>Rows of the medoids.</returns>
    public static int[] Medoids(double[] apart, int rows, int clusters, out int passes, CancellationToken cancellationToken)
    {
        var pam = new FasterPam(apart, rows, clusters);
        pam.Build();
        pam.Assign();
        passes = 0;
        for (var (unchanged, candidate) = (0, 0); unchanged < rows; candidate = (candidate + 1) % rows)
        {
            if (candidate == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                passes++;
            }

            unchanged = pam.TrySwap(candidate) ? 0 : unchanged + 1;
        }

        return pam._medoids;
    }

    private ReadOnlySpan<double> Row(int row) => _apart.AsSpan(row * _rows, _rows);

    /// <summary>The first medoid has the least sum; each next one lowers the sum most.</summary>
    private void Build()
    {
        Array.Fill(_toFirst, double.PositiveInfinity);
        for (var m = 0; m < _medoids.Length; m++)
        {
            var (best, least) = (-1, double.PositiveInfinity);
            for (var row = 0; row < _rows; row++)
            {
                var apart = Row(row);
                var sum = 0.0;
                for (var other = 0; other < _rows; other++)
                {
                    sum += Math.Min(_toFirst[other], apart[other]);
                }

                (best, least) = sum < least && Array.IndexOf(_medoids, row, 0, m) < 0 ? (row, sum) : (best, least);
            }

            _medoids[m] = best;
            var chosen = Row(best);
            for (var other = 0; other < _rows; other++)
            {
                _toFirst[other] = Math.Min(_toFirst[other], chosen[other]);
            }
        }
    }

    private void Assign()
    {
        for (var row = 0; row < _rows; row++)
        {
            var apart = Row(row);
            (_toFirst[row], _toSecond[row]) = (double.PositiveInfinity, double.PositiveInfinity);
            for (var m = 0; m < _medoids.Length; m++)
            {
                var to = apart[_medoids[m]];
                if (to < _toFirst[row])
                {
                    (_first[row], _toSecond[row], _toFirst[row]) = (m, _toFirst[row], to);
                }
                else
                {
                    _toSecond[row] = Math.Min(_toSecond[row], to);
                }
            }
        }
    }

    private bool TrySwap(int candidate)
    {
        if (Array.IndexOf(_medoids, candidate) >= 0)
        {
            return false;
        }

        // What taking each medoid away costs, and what the candidate gains whichever goes.
        Span<double> loss = new double[_medoids.Length];
        var gain = 0.0;
        var apart = Row(candidate);
        var total = 0.0;
        for (var row = 0; row < _rows; row++)
        {
            var (to, first, second) = (apart[row], _toFirst[row], _toSecond[row]);
            total += first;
            if (to < first)
            {
                gain += to - first;
            }
            else
            {
                loss[_first[row]] += Math.Min(second, to) - first;
            }
        }

        var best = 0;
        for (var m = 1; m < loss.Length; m++)
        {
            best = loss[m] < loss[best] ? m : best;
        }

        if (!(gain + loss[best] < -LeastGain * total))
        {
            return false;
        }

        _medoids[best] = candidate;
        Assign();
        return true;
    }
}
