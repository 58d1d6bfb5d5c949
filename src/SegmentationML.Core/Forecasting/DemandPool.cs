using SegmentationML.Core.Demand;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting;

/// <summary>The distribution of intermittent demand: half a family around the method's mean, half the demand of the past itself, newer buckets counting for more.</summary>
/// <remarks>
/// The family (negative binomial for whole units, gamma else) has the mean of the method and the dispersion of the history, variance over mean; so its spread follows the level, where a measured
/// error stays behind a level that has moved. The demand of the past knows what a family does not: sizes that come in dozens, a share of zeros that no family has. A linear pool errs less than either
/// when both err differently: Genest and Zidek (1986), Statistical Science 1(1), 114-135.
/// The chance of demand in a bucket of the past has Jeffreys' prior, half a bucket of each kind: an item with one demand long ago may well ask again.
/// Over a lead time the family has the method's sum and that dispersion, times the growth of the method's own cumulative errors over those of independent buckets; the past is drawn:
/// how many buckets have demand by strata of the binomial, their sizes at random. The seed is fixed, so a series has its quantiles whatever the others are.
/// </remarks>
internal sealed class DemandPool
{
    private const int Draws = 512;
    private const ulong Seed = 0x5EED;

    /// <summary>Demands in a lead time up to which they are drawn one by one.</summary>
    private const double MostDrawn = 100;
    private const double PriorBuckets = 0.5;
    private const double LargestCount = 2_000;
    private const double LargestGrowthShare = 0.25;
    private double[] _atoms = [];
    private double[] _cumulative = [];
    private double[] _sizes = [];
    private double[] _weights = [];
    private readonly double[] _sums = new double[Draws];
    private readonly double[] _even = [.. Enumerable.Range(1, Draws).Select(static i => i / (double)Draws)];
    private int _count;
    private int _sizeCount;
    private double _share;
    private double _dispersion;
    private bool _whole;

    /// <summary>Looks at a history: what was asked for, how often, and its dispersion.</summary>
    /// <param name="history">Demand from the first one on, at least one above zero; NaN = missing.</param>
    /// <param name="whole">Whether every quantity is an integer.</param>
    public void Read(ReadOnlySpan<double> history, bool whole)
    {
        var observed = history.Length - DemandScan.CountMissing(history);
        var memory = 1 - Math.Min(0.5, 2.0 / observed);
        Grow(observed);
        _whole = whole;
        var (total, mean, squares) = Collect(history, memory, observed);
        mean /= total;
        _dispersion = Math.Max(whole ? 1 : 0, ((squares / total) - (mean * mean)) / mean);
        Array.Sort(_atoms, _weights, 0, _count);
        Accumulate(total * (1 + (2 * PriorBuckets / observed)));
    }

    /// <summary>The quantiles of one bucket.</summary>
    /// <param name="mean">Mean of the method, at least 0.</param>
    /// <param name="levels">Their probabilities.</param>
    /// <param name="quantiles">Receives them, ascending.</param>
    public void Quantiles(double mean, QuantileLevels levels, Span<double> quantiles)
        => Mix(mean, mean * _dispersion, _atoms.AsSpan(0, _count), _cumulative.AsSpan(0, _count), levels, quantiles);

    /// <summary>The quantiles of the demand summed over a lead time.</summary>
    /// <param name="mean">Sum of the means of the method, at least 0.</param>
    /// <param name="leadTime">Buckets, above 0; of the last one a share may count.</param>
    /// <param name="growth">Variance of the method's cumulative errors over that of as many independent ones.</param>
    /// <param name="levels">Their probabilities.</param>
    /// <param name="quantiles">Receives them, ascending.</param>
    public void LeadTimeQuantiles(double mean, double leadTime, double growth, QuantileLevels levels, Span<double> quantiles)
    {
        DrawSums(leadTime);
        var held = Math.Clamp(growth, 1, 1 + (LargestGrowthShare * leadTime));
        Mix(mean, mean * _dispersion * held, _sums, _even, levels, quantiles);
    }

    /// <summary>Distinct handling of demand and no demand: one atom for the zeros, one for each demand.</summary>
    private (double Total, double Mean, double Squares) Collect(ReadOnlySpan<double> history, double memory, int observed)
    {
        (_count, _sizeCount) = (1, 0);
        double total = 0, zeros = 0, mean = 0, squares = 0, weight = 1;
        for (var t = history.Length - 1; t >= 0; t--)
        {
            var value = history[t];
            if (double.IsNaN(value))
            {
                continue;
            }

            total += weight;
            if (value > 0)
            {
                mean += weight * value;
                squares += weight * value * value;
                (_atoms[_count], _weights[_count]) = (value, weight);
                _count++;
            }
            else
            {
                zeros += weight;
            }

            weight *= memory;
        }

        // Jeffreys' prior of a chance: half a bucket with demand and half a one without, somewhere in the history.
        var demand = total - zeros;
        var prior = PriorBuckets * total / observed;
        System.Numerics.Tensors.TensorPrimitives.Multiply<double>(_weights.AsSpan(1, _count - 1), (demand + prior) / demand, _weights.AsSpan(1, _count - 1));
        (_atoms[0], _weights[0]) = (0, zeros + prior);
        _share = (demand + prior) / (total + (2 * prior));
        return (total, mean, squares);
    }

    private void Accumulate(double total)
    {
        double sum = 0;
        for (var i = 0; i < _count; i++)
        {
            sum += _weights[i];
            _cumulative[i] = sum / total;
            if (_atoms[i] > 0)
            {
                _sizes[_sizeCount++] = sum;
            }
        }
    }

    private void Grow(int observed)
    {
        if (_atoms.Length <= observed)
        {
            var length = Math.Max(observed + 1, 2 * _atoms.Length);
            (_atoms, _weights, _cumulative, _sizes) = (new double[length], new double[length], new double[length], new double[length]);
        }
    }

    private void DrawSums(double leadTime)
    {
        var buckets = (int)Math.Ceiling(leadTime);
        var share = _share * leadTime / buckets;
        if (buckets * share > MostDrawn)
        {
            SmoothSums(buckets * share);
            return;
        }

        var random = new SplitMix64(Seed);
        var (demands, probability, below) = (0, Math.Exp(buckets * Math.Log(Math.Max(1e-300, 1 - share))), 0.0);
        for (var i = 0; i < Draws; i++)
        {
            while ((i + 0.5) / Draws > below + probability && demands < buckets)
            {
                below += probability;
                probability = share >= 1 ? 0 : probability * share / (1 - share) * (buckets - demands) / (demands + 1);
                demands++;
                probability = demands == buckets ? 1 - below : probability;
            }

            double sum = 0;
            for (var d = 0; d < demands; d++)
            {
                sum += DrawSize(ref random);
            }

            _sums[i] = sum;
        }

        Array.Sort(_sums);
    }

    /// <summary>So many demands add up to a gamma distribution: mean and variance of a sum of a fixed number of sizes, and of the number.</summary>
    private void SmoothSums(double demands)
    {
        double mean = 0, squares = 0;
        for (var i = 1; i < _count; i++)
        {
            mean += _weights[i] * _atoms[i];
            squares += _weights[i] * _atoms[i] * _atoms[i];
        }

        var weight = _sizes[_sizeCount - 1] - (_sizes[0] - _weights[1]);
        (mean, squares) = (mean / weight, squares / weight);
        var gamma = new GammaDistribution(demands * mean, Math.Sqrt(demands * (squares - (_share * mean * mean))));
        for (var i = 0; i < Draws; i++)
        {
            var sum = gamma.Quantile((i + 0.5) / Draws);
            _sums[i] = _whole ? Math.Ceiling(sum) : sum;
        }
    }

    private double DrawSize(ref SplitMix64 random)
    {
        var first = _count - _sizeCount;
        var none = first == 0 ? 0 : _sizes[0] - _weights[first];
        var at = Array.BinarySearch(_sizes, 0, _sizeCount, none + (random.NextDouble() * (_sizes[_sizeCount - 1] - none)));
        return _atoms[first + Math.Min(at < 0 ? ~at : at, _sizeCount - 1)];
    }

    /// <summary>The smallest x at which half the family's and half the atoms' probability reach a level.</summary>
    private void Mix(double mean, double variance, ReadOnlySpan<double> atoms, ReadOnlySpan<double> cumulative, QuantileLevels levels, Span<double> quantiles)
    {
        double lowest = 0;
        for (var i = 0; i < levels.Count; i++)
        {
            lowest = Math.Max(lowest, Mixed(mean, variance, 2 * levels.Values[i], atoms, cumulative));
            quantiles[i] = lowest;
        }
    }

    private double Mixed(double mean, double variance, double target, ReadOnlySpan<double> atoms, ReadOnlySpan<double> cumulative)
    {
        var (low, high) = (0, atoms.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Cdf(mean, variance, atoms[middle]) + cumulative[middle] >= target ? (low, middle) : (middle + 1, high);
        }

        var rest = target - (low > 0 ? cumulative[low - 1] : 0);
        var atom = low < atoms.Length ? atoms[low] : double.PositiveInfinity;
        return rest <= 0 ? (low > 0 ? atoms[low - 1] : 0) : rest >= 1 ? atom : Math.Min(atom, Quantile(mean, variance, rest));
    }

    private bool IsCounted(double mean, double variance) => _whole && mean + (3 * Math.Sqrt(variance)) <= LargestCount;

    private double Cdf(double mean, double variance, double x)
        => !(mean > 0) || !(variance > 0) ? (x >= mean ? 1 : 0)
        : IsCounted(mean, variance) ? new CountDistribution(mean, variance).Cdf(x)
        : new GammaDistribution(mean, Math.Sqrt(variance)).Cdf(x);

    private double Quantile(double mean, double variance, double level)
    {
        if (!(mean > 0) || !(variance > 0))
        {
            return Math.Max(0, mean);
        }

        if (IsCounted(mean, variance))
        {
            return new CountDistribution(mean, variance).Quantile(level);
        }

        var quantile = new GammaDistribution(mean, Math.Sqrt(variance)).Quantile(level);
        return _whole ? Math.Ceiling(quantile) : quantile;
    }
}
