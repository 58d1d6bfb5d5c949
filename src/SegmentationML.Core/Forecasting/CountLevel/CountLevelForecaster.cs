using System.Numerics.Tensors;
using SegmentationML.Core.Forecasting.Ses;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.CountLevel;

/// <summary>A level that follows the counts by exponential smoothing, with a Poisson, negative binomial or zero-inflated Poisson distribution around it.</summary>
/// <remarks>
/// Snyder, Ord and Beaumont (2012), Forecasting the intermittent demand for slow-moving inventories: a modelling approach, International Journal of Forecasting 28(2), 485-496, the undamped level.
/// The weight is fitted by Poisson quasi-likelihood, which finds the mean whatever the distribution (Gourieroux, Monfort and Trognon 1984, Econometrica 52(3), 681-700); the start is the mean of the history.
/// The dispersion is the mean of (y − m)² / m, the share of further zeros what the variance has beyond it. At a later step the level has moved: (1 + (step − 1) α²) times the one-step variance.
/// </remarks>
public sealed class CountLevelForecaster : LevelForecaster
{
    private const int Weights = 24;
    private const int Refinements = 3;
    private readonly CountLevelOptions _options;

    /// <summary>The method with its options.</summary>
    /// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
    public CountLevelForecaster(CountLevelOptions options)
        : base(options) => _options = options;

    /// <inheritdoc/>
    public override string Name => _options.Family switch
    {
        CountFamily.Poisson => "poisson-level",
        CountFamily.NegativeBinomial => "negative-binomial-level",
        _ => "zero-inflated-level",
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; } = ["alpha", "start"];

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Intermittent;

    /// <inheritdoc/>
    public override double VarianceGrowth(int step, ReadOnlySpan<double> parameters) => 1 + ((step - 1) * parameters[0] * parameters[0]);

    /// <inheritdoc/>
    protected override void Fit(ReadOnlySpan<double> observed, int season, Span<double> parameters, ForecastWorkspace workspace)
    {
        parameters[1] = TensorPrimitives.Sum(observed) / observed.Length;
        parameters[0] = _options.Alpha ?? Alpha(observed, parameters[1]);
    }

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace)
        => SesLevel.Last(observed, parameters[0], parameters[1]);

    /// <inheritdoc/>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace)
        => SesLevel.Path(observed, parameters[0], parameters[1], path);

    /// <inheritdoc/>
    protected override void Distribute(scoped ReadOnlySpan<double> observed, scoped ReadOnlySpan<double> parameters, ref ForecastDetail detail, ForecastWorkspace workspace)
    {
        if (!IsWhole(observed))
        {
            return;
        }

        var dispersion = _options.Family == CountFamily.Poisson ? 1 : Dispersion(observed, parameters);
        var (alpha, mean, levels) = (parameters[0], detail.Mean[0], detail.Levels!);
        for (var step = 0; step < detail.StepSd.Length; step++)
        {
            Quantiles(mean, mean * dispersion * (1 + (step * alpha * alpha)), levels, detail.Quantiles.Slice(step * levels.Count, levels.Count));
        }

        double growth = 0;
        var leadTime = detail.LeadTime - 1 + detail.LastBucketShare;
        for (var step = 0; step < detail.LeadTime; step++)
        {
            var weight = 1 + (alpha * (detail.LeadTime - 1 - step));
            growth += (step == 0 ? detail.LastBucketShare : 1) * weight * weight;
        }

        Quantiles(mean * leadTime, mean * dispersion * growth, levels, detail.LeadTimeQuantiles);
        detail.Basis = DistributionBasis.Analytic;
    }

    private static bool IsWhole(ReadOnlySpan<double> observed)
    {
        foreach (var value in observed)
        {
            if (value != Math.Floor(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The weight of the largest quasi-likelihood Σ y ln m − m over a grid that is laid three times.</summary>
    private double Alpha(ReadOnlySpan<double> observed, double start)
    {
        var (low, high) = (_options.LowestAlpha, _options.HighestAlpha);
        if (!(start > 0) || observed.IndexOfAnyExcept(observed[0]) < 0)
        {
            return low;
        }

        var best = low;
        for (var round = 0; round < Refinements; round++)
        {
            var step = (high - low) / (Weights - 1);
            var most = double.NegativeInfinity;
            for (var i = 0; i < Weights; i++)
            {
                var likelihood = Likelihood(observed, low + (i * step), start);
                (most, best) = likelihood > most ? (likelihood, low + (i * step)) : (most, best);
            }

            (low, high) = (Math.Max(_options.LowestAlpha, best - step), Math.Min(_options.HighestAlpha, best + step));
        }

        return best;
    }

    /// <summary>In units of the start, so that the unit of demand is of no matter.</summary>
    private static double Likelihood(ReadOnlySpan<double> observed, double alpha, double start)
    {
        double level = 1, sum = 0;
        foreach (var value in observed)
        {
            var relative = value / start;
            sum -= level;
            sum += relative > 0 ? relative * Math.Log(level) : 0;
            level += alpha * (relative - level);
        }

        return sum;
    }

    private static double Dispersion(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters)
    {
        double level = parameters[1], sum = 0;
        var count = 0;
        foreach (var value in observed)
        {
            if (level > 0)
            {
                sum += (value - level) * (value - level) / level;
                count++;
            }

            level += parameters[0] * (value - level);
        }

        return count == 0 ? 1 : Math.Max(1, sum / count);
    }

    private void Quantiles(double mean, double variance, QuantileLevels levels, Span<double> quantiles)
    {
        if (!(mean > 0))
        {
            quantiles.Clear();
            return;
        }

        if (_options.Family != CountFamily.ZeroInflatedPoisson || variance <= mean)
        {
            new CountDistribution(mean, variance).Quantiles(levels.Values, quantiles);
            return;
        }

        // Zero with the further share z, else Poisson of mean m / (1 − z): variance m (1 + z m / (1 − z)).
        var excess = (variance / mean) - 1;
        var zeros = excess / (excess + mean);
        var rest = new CountDistribution(mean / (1 - zeros), 0);
        for (var i = 0; i < levels.Count; i++)
        {
            quantiles[i] = levels.Values[i] <= zeros ? 0 : rest.Quantile((levels.Values[i] - zeros) / (1 - zeros));
        }
    }
}
