using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering.Mixture;

/// <summary>Expectation and maximisation from starting groups.</summary>
/// <remarks>Dempster, Laird and Rubin (1977), JRSS B 39, 1-38; Schwarz (1978), Annals of Statistics 6, 461-464: BIC = -2 ln L + p ln n, lower is better; Biernacki, Celeux and Govaert (2000), IEEE PAMI 22, 719-725: ICL adds twice the entropy of the posteriors.</remarks>
internal sealed class MixtureFit
{
    private readonly PointTable _points;
    private readonly ChunkedRows _rows;
    private readonly int _clusters;
    private readonly int _dimensions;
    private readonly bool _full;
    private readonly double _floor;
    private readonly double[] _shares;
    private readonly double[] _means;
    private readonly double[] _factors;
    private readonly double[]?[] _partial;

    public MixtureFit(PointTable points, int clusters, bool full, double floor, int maximumThreads, CancellationToken cancellationToken)
    {
        _points = points;
        _clusters = clusters;
        _dimensions = points.Dimensions;
        _full = full;
        _floor = floor;
        _rows = new ChunkedRows(points.Rows, maximumThreads, cancellationToken);
        _shares = new double[clusters];
        _means = new double[clusters * _dimensions];
        _factors = new double[clusters * _dimensions * _dimensions];
        _partial = new double[_rows.Chunks][];
    }

    public bool Full => _full;

    public double LogLikelihood { get; private set; } = double.NegativeInfinity;

    public int Iterations { get; private set; }

    public bool Converged { get; private set; }

    /// <summary>Sum over the rows of the entropy of their posteriors, in nats: 0 when every row clearly has one component.</summary>
    public double Entropy { get; private set; }

    /// <summary>Free numbers: shares, means, covariances.</summary>
    public int Parameters => _clusters - 1 + (_clusters * _dimensions) + (_clusters * (_full ? _dimensions * (_dimensions + 1) / 2 : _dimensions));

    public double Bic => (-2 * LogLikelihood) + (Parameters * Math.Log(_points.Rows));

    /// <summary>BIC plus twice the entropy: lower is better, and components that overlap cost.</summary>
    public double Icl => Bic + (2 * Entropy);

    public void Run(int[] groups, int maximumIterations, double tolerance)
    {
        Pass((row, _, weights) =>
        {
            weights.Clear();
            weights[groups[row]] = 1;
            return 0;
        }, out _);
        for (Iterations = 1; Iterations <= maximumIterations && !Converged; Iterations++)
        {
            var before = LogLikelihood;
            LogLikelihood = Pass(Expect, out var entropy);
            Entropy = entropy;
            Converged = LogLikelihood - before < tolerance * _points.Rows;
        }
    }

    /// <summary>The rule, components in another order.</summary>
    public MixtureRule Rule(int[] order)
    {
        var square = _dimensions * _dimensions;
        double[] shares = [.. order.Select(c => _shares[c])];
        var total = shares.Sum();
        return new MixtureRule(
            [.. shares.Select(share => share / total)],
            [.. order.SelectMany(c => _means.AsSpan(c * _dimensions, _dimensions).ToArray())],
            [.. order.SelectMany(c => _factors.AsSpan(c * square, square).ToArray())]);
    }

    private double Expect(int row, MixtureDensity density, Span<double> weights)
    {
        var total = density.Logs(_points.Row(row), weights);
        for (var c = 0; c < weights.Length; c++)
        {
            weights[c] = Math.Exp(weights[c] - total);
        }

        return total;
    }

    /// <summary>One pass: weights of each row by component, then shares, means and covariances from sums by chunk, added in chunk order.</summary>
    private double Pass(RowWeights weigh, out double entropy)
    {
        var record = 1 + _dimensions + (_full ? _dimensions * (_dimensions + 1) / 2 : _dimensions);
        var shift = Shift();
        _rows.ForEach((chunk, from, to) =>
        {
            var sums = _partial[chunk] ??= new double[(_clusters * record) + 2];
            Array.Clear(sums);
            var density = new MixtureDensity(_shares, _means, _factors);
            Span<double> weights = new double[_clusters];
            Span<double> deviation = new double[_dimensions];
            for (var row = from; row < to; row++)
            {
                sums[^1] += weigh(row, density, weights);
                for (var c = 0; c < _clusters; c++)
                {
                    sums[^2] -= weights[c] > 0 ? weights[c] * Math.Log(weights[c]) : 0;

                    // A weight that cannot change a sum of a million rows is left out.
                    if (weights[c] > 1e-12)
                    {
                        Add(sums.AsSpan(c * record, record), _points.Row(row), shift.AsSpan(c * _dimensions, _dimensions), deviation, weights[c]);
                    }
                }
            }
        });
        var all = new double[(_clusters * record) + 2];
        foreach (var part in _partial)
        {
            for (var i = 0; i < all.Length; i++)
            {
                all[i] += part![i];
            }
        }

        for (var c = 0; c < _clusters; c++)
        {
            Maximise(c, all.AsSpan(c * record, record), shift.AsSpan(c * _dimensions, _dimensions));
        }

        entropy = all[^2];
        return all[^1];
    }

    /// <summary>Sums are taken about the means of the pass before, so that variances lose no digits; about the mean of all rows at first.</summary>
    private double[] Shift()
    {
        if (_shares[0] > 0)
        {
            return _means.ToArray();
        }

        var mean = new double[_dimensions];
        for (var i = 0; i < _points.Values.Length; i++)
        {
            mean[i % _dimensions] += _points.Values[i] / _points.Rows;
        }

        return [.. Enumerable.Range(0, _clusters).SelectMany(_ => mean)];
    }

    private void Add(Span<double> sums, ReadOnlySpan<double> point, ReadOnlySpan<double> shift, Span<double> deviation, double weight)
    {
        sums[0] += weight;
        var next = 1 + _dimensions;
        for (var d = 0; d < point.Length; d++)
        {
            deviation[d] = point[d] - shift[d];
            var weighted = weight * deviation[d];
            sums[1 + d] += weighted;
            for (var e = _full ? 0 : d; e <= d; e++)
            {
                sums[next++] += weighted * deviation[e];
            }
        }
    }

    private void Maximise(int component, ReadOnlySpan<double> sums, ReadOnlySpan<double> shift)
    {
        var weight = Math.Max(sums[0], 1e-10);
        _shares[component] = weight / _points.Rows;
        var mean = _means.AsSpan(component * _dimensions, _dimensions);
        var covariance = _factors.AsSpan(component * _dimensions * _dimensions, _dimensions * _dimensions);
        covariance.Clear();
        var next = 1 + _dimensions;
        for (var d = 0; d < _dimensions; d++)
        {
            for (var e = _full ? 0 : d; e <= d; e++)
            {
                covariance[(d * _dimensions) + e] = (sums[next++] / weight) - (sums[1 + d] / weight * (sums[1 + e] / weight));
            }

            covariance[(d * _dimensions) + d] = Math.Max(covariance[(d * _dimensions) + d], 0) + _floor;
        }

        for (var d = 0; d < _dimensions; d++)
        {
            mean[d] = shift[d] + (sums[1 + d] / weight);
        }

        Factor(covariance);
    }

    /// <summary>Lower Cholesky factor in place; the floor on the diagonal keeps it defined.</summary>
    private void Factor(Span<double> matrix)
    {
        for (var d = 0; d < _dimensions; d++)
        {
            for (var e = 0; e <= d; e++)
            {
                var value = matrix[(d * _dimensions) + e];
                for (var f = 0; f < e; f++)
                {
                    value -= matrix[(d * _dimensions) + f] * matrix[(e * _dimensions) + f];
                }

                matrix[(d * _dimensions) + e] = d == e ? Math.Sqrt(Math.Max(value, _floor * 1e-3)) : value / matrix[(e * _dimensions) + e];
            }
        }
    }

    private delegate double RowWeights(int row, MixtureDensity density, Span<double> weights);
}
