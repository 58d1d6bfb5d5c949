namespace SegmentationML.Core.Forecasting.NewItems;

/// <summary>What like items did from their first demand on: a level, its spread between items, and a shape by age with mean one.</summary>
/// <remarks>
/// The shape at an age is the like items' demand at that age over the sum of their levels (a ratio of sums: zeros count as they are). A new item has the shape times its own scale, which is drawn towards the like items' level: (Σ y + κ L) / (Σ shape + κ)
/// over its own buckets; without any it is the level. The last quarter of the curve holds on beyond its end.
/// </remarks>
public sealed class LaunchCurve
{
    private readonly LaunchOptions _options;
    private readonly double[] _shape;
    private readonly double _dispersion;
    private readonly double _levelVariance;

    private LaunchCurve(LaunchOptions options, double[] shape, double level, double levelVariance, double dispersion, bool wholeUnits)
        => (_options, _shape, Level, _levelVariance, _dispersion, WholeUnits) = (options, shape, level, levelVariance, dispersion, wholeUnits);

    /// <summary>Mean demand a bucket of a like item over the curve.</summary>
    public double Level { get; }

    /// <summary>Shape by age, mean one.</summary>
    public IReadOnlyList<double> Shape => _shape;

    /// <summary>Whether all like items are asked for in whole units.</summary>
    public bool WholeUnits { get; }

    /// <summary>Learns a curve.</summary>
    /// <param name="likeItems">Demand of each like item from its first demand on; one shorter than the curve, or with a missing or invalid bucket in it, is left out.</param>
    /// <param name="options">Checked here.</param>
    /// <returns>Null when too few like items are left.</returns>
    public static LaunchCurve? Of(IEnumerable<double[]> likeItems, LaunchOptions options)
    {
        ProblemException.ThrowIfAny(options.Validate());
        double[][] items = [.. likeItems.Where(item => item.Length >= options.Ages && item.Take(options.Ages).All(static y => y >= 0 && double.IsFinite(y))).Select(item => item[..options.Ages])];
        if (items.Length < options.LeastItems)
        {
            return null;
        }

        double[] levels = [.. items.Select(static item => item.Average())];
        var level = levels.Average();
        double[] shape = [.. Enumerable.Range(0, options.Ages).Select(age => items.Sum(item => item[age]) / levels.Sum())];
        var spread = items.Length > 1 ? levels.Sum(l => (l - level) * (l - level)) / (items.Length - 1) : level * level;
        double squares = 0;
        for (var i = 0; i < items.Length; i++)
        {
            for (var age = 0; age < options.Ages; age++)
            {
                var error = items[i][age] - (levels[i] * shape[age]);
                squares += error * error;
            }
        }

        return new LaunchCurve(options, shape, level, spread, squares / (options.Ages * levels.Sum()), items.All(static item => item.All(static y => y == Math.Floor(y))));
    }

    /// <summary>Forecasts a new item.</summary>
    /// <param name="own">Its demand from its first demand on; NaN = missing; empty for one that was never asked for.</param>
    /// <param name="mean">Receives the mean of each coming bucket, shape (h).</param>
    /// <param name="levels">Probabilities of the quantiles.</param>
    /// <param name="quantiles">Receives the quantiles, shape (h × levels).</param>
    public void Forecast(ReadOnlySpan<double> own, Span<double> mean, QuantileLevels levels, Span<double> quantiles)
    {
        var (scale, relative) = Scale(own);
        for (var step = 0; step < mean.Length; step++)
        {
            mean[step] = scale * At(own.Length + step);
            ForecastDistribution.Quantiles(Family, mean[step], Sd(mean[step], relative), levels, quantiles.Slice(step * levels.Count, levels.Count));
        }
    }

    /// <summary>The demand of a new item summed over a lead time: the spread between like items falls on all its buckets alike, that of single buckets on each by itself.</summary>
    /// <param name="own">As in <see cref="Forecast"/>.</param>
    /// <param name="leadTime">Buckets, fractions allowed.</param>
    /// <param name="levels">Probabilities of the quantiles.</param>
    /// <param name="quantiles">Receives the quantiles of the sum, shape (levels).</param>
    /// <returns>Mean and standard deviation of the sum, units.</returns>
    public (double Mean, double Sd) LeadTime(ReadOnlySpan<double> own, double leadTime, QuantileLevels levels, Span<double> quantiles)
    {
        var (scale, relative) = Scale(own);
        double sum = 0;
        for (var step = 0; step < leadTime; step++)
        {
            sum += Math.Min(1, leadTime - step) * At(own.Length + step);
        }

        var mean = scale * sum;
        var sd = Sd(mean, relative);
        ForecastDistribution.Quantiles(Family, mean, sd, levels, quantiles);
        return (mean, sd);
    }

    /// <summary>The distribution that the quantiles are taken from.</summary>
    public DistributionFamily Family => WholeUnits ? DistributionFamily.NegativeBinomial : DistributionFamily.Gamma;

    private double Sd(double mean, double relative) => Math.Sqrt((_dispersion * mean) + (relative * mean * mean));

    /// <summary>The item's own scale, and the relative variance that the spread between like items leaves in it: the more the item has shown of itself, the less.</summary>
    private (double Scale, double Relative) Scale(ReadOnlySpan<double> own)
    {
        var (sum, exposure) = (_options.PriorBuckets * Level, _options.PriorBuckets);
        for (var age = 0; age < own.Length; age++)
        {
            if (!double.IsNaN(own[age]))
            {
                sum += own[age];
                exposure += At(age);
            }
        }

        return (sum / exposure, Level > 0 ? _levelVariance / (Level * Level) * (_options.PriorBuckets / exposure) : 0);
    }

    private double At(int age)
    {
        if (age < _shape.Length)
        {
            return _shape[age];
        }

        var tail = Math.Max(1, _shape.Length / 4);
        double sum = 0;
        foreach (var value in _shape.AsSpan(_shape.Length - tail))
        {
            sum += value;
        }

        return sum / tail;
    }
}
