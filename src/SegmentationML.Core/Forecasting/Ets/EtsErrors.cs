using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Ets;

/// <summary>Standard deviations of the forecast errors of exponential smoothing, by step and over the lead time.</summary>
internal static class EtsErrors
{
    private const ulong Seed = 20080615;

    /// <summary>Of the linear forms: an error of one bucket adds c[j] = α + β (φ + … + φʲ) + γ [j a multiple of the season] to the bucket j later.</summary>
    /// <remarks>Hyndman et al. (2008), §6.2, class 1: σ² (1 + Σ c²). Over a lead time the c are summed up first.</remarks>
    public static double ByFormula(EtsWeights weights, int season, double variance, Span<double> stepSd, int leadTime)
    {
        double sum = 1, lead = 0, trend = 0, damping = 1, total = 1;
        for (var j = 1; j <= stepSd.Length; j++)
        {
            stepSd[j - 1] = Math.Sqrt(variance * sum);
            if (j <= leadTime)
            {
                lead += total * total;
            }

            damping *= weights.Phi;
            trend += damping;
            var effect = weights.Alpha + (weights.Beta * trend) + (season > 1 && j % season == 0 ? weights.Gamma : 0);
            sum += effect * effect;
            total += effect;
        }

        return Math.Sqrt(variance * lead);
    }

    /// <summary>Of the others: normal errors, cut where a factor would become negative, run through the form from its last states.</summary>
    /// <param name="likelihood">After its last run.</param>
    /// <param name="weights">Fitted weights.</param>
    /// <param name="variance">Of the one-step error.</param>
    /// <param name="paths">Futures; each is run with its errors and with their opposites.</param>
    /// <param name="stepSd">Receives the standard deviation of each step.</param>
    /// <param name="leadTime">Whole buckets.</param>
    /// <param name="indices">Scratch, shape (season) at least.</param>
    public static double BySimulation(EtsLikelihood likelihood, EtsWeights weights, double variance, int paths, Span<double> stepSd, int leadTime, Span<double> indices)
    {
        var form = likelihood.Form;
        var season = likelihood.SeasonLength;
        var sd = Math.Sqrt(variance);
        double leadSum = 0, leadSquares = 0;
        Span<double> sums = stepSd.Length <= 256 ? stackalloc double[stepSd.Length] : new double[stepSd.Length];
        sums.Clear();
        stepSd.Clear();
        for (var path = 0; path < paths; path++)
        {
            var random = SplitMix64.ForStream(Seed, (ulong)(path / 2));
            var sign = path % 2 == 0 ? 1 : -1;
            likelihood.LastSeason.CopyTo(indices);
            var (level, slope, lead) = (likelihood.LastLevel, likelihood.LastSlope, 0.0);
            for (var step = 0; step < stepSd.Length; step++)
            {
                ref var index = ref indices[step % season];
                var (trend, growth) = form.Trend == EtsComponent.Multiplicative ? EtsLikelihood.Grow(level, slope, weights.Phi) : (level + (weights.Phi * slope), weights.Phi * slope);
                var fit = form.Season switch { EtsComponent.None => trend, EtsComponent.Additive => trend + index, _ => trend * index };
                var error = sign * sd * random.NextGaussian();
                var y = form.Error == EtsComponent.Additive ? fit + error : fit * (1 + Math.Max(-0.999, error));
                var surprise = form.Season switch { EtsComponent.None => y - trend, EtsComponent.Additive => y - fit, _ => (y / index) - trend };
                index += form.Season switch { EtsComponent.None => 0, EtsComponent.Additive => weights.Gamma * surprise, _ => weights.Gamma * ((y / trend) - index) };
                var turn = form.Trend == EtsComponent.Multiplicative ? surprise / level : surprise;
                (level, slope) = (trend + (weights.Alpha * surprise), growth + (weights.Beta * turn));
                sums[step] += y;
                stepSd[step] += y * y;
                lead += step < leadTime ? y : 0;
            }

            leadSum += lead;
            leadSquares += lead * lead;
        }

        for (var step = 0; step < stepSd.Length; step++)
        {
            stepSd[step] = Deviation(sums[step], stepSd[step], paths);
        }

        return Deviation(leadSum, leadSquares, paths);
    }

    private static double Deviation(double sum, double squares, int count)
        => Math.Sqrt(Math.Max(0, (squares - (sum * sum / count)) / (count - 1)));
}
