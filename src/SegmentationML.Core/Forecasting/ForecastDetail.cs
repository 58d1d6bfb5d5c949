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
    }

    /// <summary>Mean demand of each coming bucket, nearest first, never below zero.</summary>
    public Span<double> Mean { get; }

    /// <summary>Standard deviation of the forecast error at each step, in units.</summary>
    public Span<double> StepSd { get; }

    /// <summary>Whole buckets that the cumulative error spans.</summary>
    public int LeadTime { get; }

    /// <summary>Parameters used, in the order of <see cref="IForecaster.ParameterNames"/>.</summary>
    public Span<double> Parameters { get; }

    /// <summary>The errors over one step and over the lead time; the method sets it.</summary>
    public ErrorSpread Spread { get; set; }
}
