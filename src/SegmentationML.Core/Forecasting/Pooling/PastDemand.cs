using SegmentationML.Core.Demand;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Pooling;

/// <summary>The demand of the past as a distribution, newer buckets counting for more, and sums drawn from it; the buffers of one thread.</summary>
/// <remarks>
/// The chance of demand in a bucket has Jeffreys' prior, half a bucket of each kind: an item with one demand long ago may well ask again. Sizes may be mixed with those that other series of the
/// panel showed in multiples of their mean: <see cref="PanelSizes"/>.
/// Sums over a lead time: how many buckets have demand by strata of the binomial, their sizes at random. The seed is fixed, so a series has its quantiles whatever the others are.
/// </remarks>
internal sealed class PastDemand
{
    private const int Draws = 512;
    private const ulong Seed = 0x5EED;

    /// <summary>Demands in a lead time up to which they are drawn one by one.</summary>
    private const double MostDrawn = 100;
    private const double PriorBuckets = 0.5;
    private static readonly double[] Even = [.. Enumerable.Range(1, Draws).Select(static i => i / (double)Draws)];
    private double[] _atoms = [];
    private double[] _cumulative = [];
    private double[] _sizes = [];
    private double[] _weights = [];
    private readonly double[] _sums = new double[Draws];
    private int _count;
    private int _sizeCount;

    /// <summary>Variance over mean of the history; at least 1 for whole units.</summary>
    public double Dispersion { get; private set; }

    /// <summary>Chance of demand in a bucket.</summary>
    public double Share { get; private set; }

    /// <summary>Plain mean of the sizes.</summary>
    public double MeanSize { get; private set; }

    /// <summary>Buckets with demand.</summary>
    public int Demands { get; private set; }

    /// <summary>Whether units are whole.</summary>
    public bool Whole { get; private set; }

    /// <summary>Quantities, ascending; the first is 0.</summary>
    public ReadOnlySpan<double> Atoms => _atoms.AsSpan(0, _count);

    /// <summary>Probability up to each of them.</summary>
    public ReadOnlySpan<double> Cumulative => _cumulative.AsSpan(0, _count);

    /// <summary>The sums that <see cref="Draw"/> made, ascending.</summary>
    public ReadOnlySpan<double> Sums => _sums;

    /// <summary>Probability up to each of them.</summary>
    public static ReadOnlySpan<double> SumsCumulative => Even;

    /// <summary>Looks at a history: what was asked for, how often, and its dispersion.</summary>
    /// <param name="history">Demand from the first one on, at least one above zero; NaN = missing.</param>
    /// <param name="whole">Whether every quantity is an integer.</param>
    /// <param name="sizes">What the panel knows of sizes; null for nothing.</param>
    public void Read(ReadOnlySpan<double> history, bool whole, PanelSizes? sizes)
    {
        var observed = history.Length - DemandScan.CountMissing(history);
        var memory = 1 - Math.Min(0.5, 2.0 / observed);
        Grow(observed + (sizes?.Relative.Count ?? 0));
        Whole = whole;
        var (total, mean, squares) = Collect(history, memory, observed);
        mean /= total;
        Dispersion = Math.Max(whole ? 1 : 0, ((squares / total) - (mean * mean)) / mean);
        if (sizes is not null)
        {
            Borrow(sizes);
        }

        Array.Sort(_atoms, _weights, 0, _count);
        Accumulate(total * (1 + (2 * PriorBuckets / observed)));
    }

    /// <summary>Distinct handling of demand and no demand: one atom for the zeros, one for each demand.</summary>
    private (double Total, double Mean, double Squares) Collect(ReadOnlySpan<double> history, double memory, int observed)
    {
        (_count, _sizeCount) = (1, 0);
        double total = 0, zeros = 0, mean = 0, squares = 0, weight = 1, plain = 0;
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
                plain += value;
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
        (Share, Demands, MeanSize) = ((demand + prior) / (total + (2 * prior)), _count - 1, plain / (_count - 1));
        return (total, mean, squares);
    }

    /// <summary>Gives a share of the demand's weight to the sizes of the panel, in multiples of the mean size.</summary>
    private void Borrow(PanelSizes sizes)
    {
        var share = sizes.ShareAt(Demands);
        double demand = 0;
        for (var i = 1; i < _count; i++)
        {
            demand += _weights[i];
            _weights[i] *= 1 - share;
        }

        foreach (var relative in sizes.Relative)
        {
            var size = relative * MeanSize;
            (_atoms[_count], _weights[_count]) = (Whole ? Math.Max(1, Math.Round(size)) : size, demand * share / sizes.Relative.Count);
            _count++;
        }
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

    /// <summary>Draws the demand of a lead time.</summary>
    /// <param name="leadTime">Buckets, above 0; of the last one a share may count.</param>
    public void Draw(double leadTime)
    {
        var buckets = (int)Math.Ceiling(leadTime);
        var share = Share * leadTime / buckets;
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
        var gamma = new GammaDistribution(demands * mean, Math.Sqrt(demands * (squares - (Share * mean * mean))));
        for (var i = 0; i < Draws; i++)
        {
            var sum = gamma.Quantile((i + 0.5) / Draws);
            _sums[i] = Whole ? Math.Ceiling(sum) : sum;
        }
    }

    private double DrawSize(ref SplitMix64 random)
    {
        var first = _count - _sizeCount;
        var none = first == 0 ? 0 : _sizes[0] - _weights[first];
        var at = Array.BinarySearch(_sizes, 0, _sizeCount, none + (random.NextDouble() * (_sizes[_sizeCount - 1] - none)));
        return _atoms[first + Math.Min(at < 0 ? ~at : at, _sizeCount - 1)];
    }
}
