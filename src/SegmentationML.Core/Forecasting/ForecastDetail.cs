namespace SegmentationML.Core.Forecasting;

/// <summary>A forecast with what is known of its errors; the caller owns the spans, the method fills them.</summary>
public ref struct ForecastDetail
{
    /// <summary>Asks for a forecast with its errors.</summary>
    /// <param name="mean">Receives the mean demand of each coming bucket; at least as long as the horizon and the lead time.</param>
    /// <param name="stepSd">Receives the standard deviation of the error of each step, shape (horizon).</param>
    /// <param name="leadTime">Whole buckets over which the cumulative error is asked for, in [1, mean.Length].</param>
    /// <param name="parameters">Receives the parameters used, in the order of <see cref="IForecaster.ParameterNames"/>.</param>
    public ForecastDetail(Span<double> mean, Span<double> stepSd, int leadTime, Span<double> parameters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mean.Length, stepSd.Length, nameof(mean));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(leadTime);
        ArgumentOutOfRangeException.ThrowIfLessThan(mean.Length, leadTime, nameof(mean));
        Mean = mean;
        StepSd = stepSd;
        LeadTime = leadTime;
        Parameters = parameters;
        Spread = new ErrorSpread(double.NaN, double.NaN, 0);
        LastBucketShare = 1;
    }

    /// <summary>Asks for quantiles too, which a method may leave to the caller.</summary>
    /// <param name="mean">Receives the mean demand of each coming bucket; at least as long as the horizon and the lead time.</param>
    /// <param name="stepSd">Receives the standard deviation of the error of each step, shape (horizon).</param>
    /// <param name="leadTime">Buckets over which the cumulative demand is asked for, above 0 and, rounded up, at most mean.Length; of the last one a share may count.</param>
    /// <param name="parameters">Receives the parameters used, in the order of <see cref="IForecaster.ParameterNames"/>.</param>
    /// <param name="levels">Probabilities of the quantiles.</param>
    /// <param name="quantiles">Receives the quantiles of each step, shape (horizon × levels).</param>
    /// <param name="leadTimeQuantiles">Receives the quantiles of the demand summed over the lead time, shape (levels).</param>
    public ForecastDetail(
        Span<double> mean, Span<double> stepSd, double leadTime, Span<double> parameters, QuantileLevels levels, Span<double> quantiles, Span<double> leadTimeQuantiles)
        : this(mean, stepSd, (int)Math.Ceiling(leadTime), parameters)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(quantiles.Length, stepSd.Length * levels.Count, nameof(quantiles));
        ArgumentOutOfRangeException.ThrowIfNotEqual(leadTimeQuantiles.Length, levels.Count, nameof(leadTimeQuantiles));
        LastBucketShare = leadTime - (LeadTime - 1);
        Levels = levels;
        Quantiles = quantiles;
        LeadTimeQuantiles = leadTimeQuantiles;
    }

    /// <summary>Mean demand of each coming bucket, nearest first, never below zero.</summary>
    public Span<double> Mean { get; }

    /// <summary>Standard deviation of the forecast error at each step, in units.</summary>
    public Span<double> StepSd { get; }

    /// <summary>Whole buckets that the cumulative error spans.</summary>
    public int LeadTime { get; }

    /// <summary>Share of the last bucket of the lead time that counts, in (0, 1].</summary>
    public double LastBucketShare { get; }

    /// <summary>Parameters used, in the order of <see cref="IForecaster.ParameterNames"/>; with <see cref="ParameterUse.Start"/> and <see cref="ParameterUse.Keep"/> they are handed in here, where the method has no more to it than them.</summary>
    public Span<double> Parameters { get; }

    /// <summary>What the method does with <see cref="Parameters"/>; the default fits them.</summary>
    public ParameterUse ParameterUse { get; init; }

    /// <summary>What <see cref="Saved"/> received when the method was fitted to the beginning of this history; with <see cref="ParameterUse.Start"/> and <see cref="ParameterUse.Keep"/>.</summary>
    public ReadOnlySpan<double> Fitted { get; init; }

    /// <summary>Receives what a later forecast needs to carry the fitted method on; null (the default) when nobody asks. Left empty by a method that has nothing to keep.</summary>
    public List<double>? Saved { get; init; }

    /// <summary>Probabilities of the quantiles; null when none are asked for.</summary>
    public QuantileLevels? Levels { get; }

    /// <summary>Quantiles of each step, shape (horizon × levels); empty when none are asked for.</summary>
    public Span<double> Quantiles { get; }

    /// <summary>Quantiles of the demand summed over the lead time: of the sum, not sums of quantiles; shape (levels).</summary>
    public Span<double> LeadTimeQuantiles { get; }

    /// <summary>Whether the method wrote <see cref="Quantiles"/> and <see cref="LeadTimeQuantiles"/> itself, and how; null (the default) leaves them to the caller, who takes a family with the mean and the errors.</summary>
    public DistributionBasis? Basis { get; set; }

    /// <summary>The errors over one step and over the lead time; the method sets it.</summary>
    public ErrorSpread Spread { get; set; }
}
