using SegmentationML.Core.Forecasting.Pooling;

namespace SegmentationML.Core.Forecasting;

/// <summary>The distribution of intermittent demand around the mean of one method: half a family with that mean, half the demand of the past itself.</summary>
/// <remarks>
/// The family (negative binomial for whole units, gamma else) has the mean of the method and the dispersion of the history, variance over mean; so its spread follows the level, where a measured
/// error stays behind a level that has moved. The demand of the past knows what a family does not: sizes that come in dozens, a share of zeros that no family has. A linear pool errs less than either
/// when both err differently.
/// Over a lead time the family has the method's sum and that dispersion, times the growth of the method's own cumulative errors over those of independent buckets; the past is drawn.
/// </remarks>
internal sealed class DemandPool
{
    private const double LargestGrowthShare = 0.25;
    private static readonly double[] Halves = [0.5, 0.5];
    private readonly PastDemand _past = new();

    /// <summary>Looks at a history: what was asked for, how often, and its dispersion.</summary>
    /// <param name="history">Demand from the first one on, at least one above zero; NaN = missing.</param>
    /// <param name="whole">Whether every quantity is an integer.</param>
    public void Read(ReadOnlySpan<double> history, bool whole) => _past.Read(history, whole, sizes: null);

    /// <summary>The quantiles of one bucket.</summary>
    /// <param name="mean">Mean of the method, at least 0.</param>
    /// <param name="levels">Their probabilities.</param>
    /// <param name="quantiles">Receives them, ascending.</param>
    public void Quantiles(double mean, QuantileLevels levels, Span<double> quantiles)
    {
        var family = new DemandFamily(mean, mean * _past.Dispersion, _past.Whole);
        new LinearPool(Halves, new(in family), _past.Atoms, _past.Cumulative, _past.Whole).Quantiles(levels, quantiles);
    }

    /// <summary>The quantiles of the demand summed over a lead time.</summary>
    /// <param name="mean">Sum of the means of the method, at least 0.</param>
    /// <param name="leadTime">Buckets, above 0; of the last one a share may count.</param>
    /// <param name="growth">Variance of the method's cumulative errors over that of as many independent ones.</param>
    /// <param name="levels">Their probabilities.</param>
    /// <param name="quantiles">Receives them, ascending.</param>
    public void LeadTimeQuantiles(double mean, double leadTime, double growth, QuantileLevels levels, Span<double> quantiles)
    {
        _past.Draw(leadTime);
        var family = new DemandFamily(mean, mean * _past.Dispersion * Held(growth, leadTime), _past.Whole);
        new LinearPool(Halves, new(in family), _past.Sums, PastDemand.SumsCumulative, _past.Whole).Quantiles(levels, quantiles);
    }

    /// <summary>A growth of the variance that can be meant: measured ones of few errors may be anything.</summary>
    internal static double Held(double growth, double leadTime) => Math.Clamp(growth, 1, 1 + (LargestGrowthShare * leadTime));

    /// <summary>How the cumulative errors of a method grew over those of independent buckets; 1 where they were not measured.</summary>
    internal static double Growth(in ErrorSpread spread, int leadTime)
        => spread.LeadTimeErrors > 0 && spread.OneStepSd > 0 ? Math.Pow(spread.LeadTimeSd / spread.OneStepSd, 2) / leadTime : 1;
}
