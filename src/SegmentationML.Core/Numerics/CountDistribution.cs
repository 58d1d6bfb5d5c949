using System.Runtime.InteropServices;
using MathNet.Numerics;

namespace SegmentationML.Core.Numerics;

/// <summary>Counts 0, 1, 2, … with a given mean and variance: negative binomial where the variance is above the mean, else Poisson.</summary>
/// <remarks>
/// Negative binomial: size r = mean² / (variance − mean), success probability p = mean / variance. The probabilities are summed by their recurrence, from zero or,
/// where the probability of zero vanishes, from where it leaves 1e-18 of the largest. With a standard deviation above <see cref="LargestExactSd"/> one unit
/// is less than 1e-4 of it: the gamma distribution of the same mean and variance, rounded up, takes over.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly struct CountDistribution
{
    /// <summary>Standard deviation up to which the probabilities are summed one by one.</summary>
    public const double LargestExactSd = 10_000;

    private const double LowestLogStart = -650;

    /// <summary>Below it a walk ends: it starts above, and the smallest numbers do not fall when multiplied by a ratio near one.</summary>
    private const double SmallestCounted = 1e-300;
    private const double NegligibleTail = 1e-19;
    private readonly double _mean;
    private readonly double _variance;
    private readonly double _size;
    private readonly double _failure;

    /// <summary>The distribution of a mean and variance.</summary>
    /// <param name="mean">At least 0 and finite.</param>
    /// <param name="variance">At least 0; at or below the mean it is taken as the mean.</param>
    public CountDistribution(double mean, double variance)
    {
        _mean = mean;
        _variance = Math.Max(mean, variance);
        _size = mean * mean / (_variance - mean);
        _failure = 1 - (mean / _variance);
    }

    /// <summary>Closer to Poisson than this the size of the negative binomial is lost to rounding.</summary>
    private bool IsPoisson => !(_variance > _mean * (1 + 1e-7));

    private bool IsWide => Math.Sqrt(_variance) > LargestExactSd;

    private GammaDistribution Wide => new(_mean, Math.Sqrt(_variance));

    /// <summary>The smallest counts k with P(X ≤ k) ≥ level, for several levels in one walk.</summary>
    /// <param name="levels">Probabilities in (0, 1), ascending.</param>
    /// <param name="quantiles">Receives the counts, as long as <paramref name="levels"/>.</param>
    public void Quantiles(ReadOnlySpan<double> levels, Span<double> quantiles)
    {
        if (!(_mean > 0))
        {
            quantiles[..levels.Length].Clear();
            return;
        }

        if (IsWide)
        {
            for (var i = 0; i < levels.Length; i++)
            {
                quantiles[i] = Math.Ceiling(Wide.Quantile(levels[i]));
            }

            return;
        }

        var (k, probability) = Start();
        var sum = probability;
        for (var i = 0; i < levels.Length; i++)
        {
            // Past the point where a further count changes nothing, rounding keeps the sum below a level very near 1 for good.
            while (sum < levels[i] && sum + probability > sum)
            {
                probability *= Ratio(k);
                k++;
                sum += probability;
            }

            quantiles[i] = k;
        }
    }

    /// <summary>The smallest count k with P(X ≤ k) ≥ level.</summary>
    /// <param name="level">In (0, 1).</param>
    public double Quantile(double level)
    {
        double quantile = 0;
        Quantiles(new ReadOnlySpan<double>(in level), new Span<double>(ref quantile));
        return quantile;
    }

    /// <summary>P(X ≤ count).</summary>
    /// <param name="count">Any number; below 0 the probability is 0.</param>
    public double Cdf(double count)
    {
        if (count < 0 || !(_mean > 0))
        {
            return count < 0 ? 0 : 1;
        }

        if (IsWide)
        {
            return Wide.Cdf(Math.Floor(count));
        }

        var (k, probability) = Start();
        if (k > count)
        {
            return 0;
        }

        var sum = probability;
        while (k + 1 <= count && probability > SmallestCounted)
        {
            probability *= Ratio(k);
            k++;
            sum += probability;
        }

        return Math.Min(1, sum);
    }

    /// <summary>E[(X − stock)⁺]: the units short when so much is there.</summary>
    /// <param name="stock">Units; below 0 the shortage is the mean minus the stock.</param>
    public double ExpectedShortage(double stock)
    {
        if (stock <= 0 || !(_mean > 0))
        {
            return Math.Max(0, _mean - stock);
        }

        if (IsWide)
        {
            return Wide.ExpectedShortage(stock);
        }

        // E[(X − s)⁺] = mean − s + E[(s − X)⁺], and the last sum is finite.
        var (k, probability) = Start();
        double surplus = 0;
        while (k < stock && probability > 0)
        {
            surplus += (stock - k) * probability;
            probability *= Ratio(k);
            k++;
        }

        return Math.Max(0, _mean - stock + surplus);
    }

    /// <summary>CRPS of an outcome: ∫ (F(x) − 1{x ≥ outcome})² dx.</summary>
    /// <param name="outcome">At least 0.</param>
    public double RankedProbabilityScore(double outcome)
    {
        if (!(_mean > 0) || IsWide)
        {
            return _mean > 0 ? Accuracy.RankedProbabilityScore.Gamma(_mean, Math.Sqrt(_variance), outcome) : outcome;
        }

        var (k, probability) = Start();
        var sum = probability;
        var score = Math.Max(0, k - outcome);
        while (k < _mean || probability > NegligibleTail)
        {
            var before = Math.Clamp(outcome - k, 0, 1);
            score += (before * sum * sum) + ((1 - before) * (1 - sum) * (1 - sum));
            probability *= Ratio(k);
            k++;
            sum = Math.Min(1, sum + probability);
        }

        return score + (Math.Max(0, outcome - k) * sum * sum);
    }

    /// <summary>P(X = k + 1) / P(X = k).</summary>
    private double Ratio(double k) => IsPoisson ? _mean / (k + 1) : (k + _size) * _failure / (k + 1);

    /// <summary>A count and its probability from where a walk upwards misses nothing that counts.</summary>
    private (double Count, double Probability) Start()
    {
        var logZero = IsPoisson ? -_mean : _size * Math.Log(_mean / _variance);
        if (logZero > LowestLogStart)
        {
            return (0, Math.Exp(logZero));
        }

        var k = Math.Floor(_mean);
        var probability = Math.Exp(LogProbability(k));
        var negligible = 1e-18 * probability;
        while (k > 0 && probability > negligible)
        {
            probability /= Ratio(k - 1);
            k--;
        }

        return (k, probability);
    }

    private double LogProbability(double k)
        => IsPoisson
            ? (k * Math.Log(_mean)) - _mean - SpecialFunctions.GammaLn(k + 1)
            : SpecialFunctions.GammaLn(k + _size) - SpecialFunctions.GammaLn(_size) - SpecialFunctions.GammaLn(k + 1) + (_size * Math.Log(_mean / _variance)) + (k * Math.Log(_failure));
}
