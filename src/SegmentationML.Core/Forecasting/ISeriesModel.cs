namespace SegmentationML.Core.Forecasting;

/// <summary>A fitted model of one series: the working state of one thread, kept by its workspace.</summary>
internal interface ISeriesModel
{
    /// <summary>Runs the fitted model over a history and forecasts from its end.</summary>
    /// <param name="values">Scaled demand, shape (n), at least as many values as the model was fitted to; NaN = missing.</param>
    /// <param name="mean">Receives the forecast, shape (horizon); may be negative or not finite, the caller sees to it.</param>
    void Forecast(ReadOnlySpan<double> values, Span<double> mean);

    /// <summary>The standard deviations of the errors of a forecast from the end of the values that <see cref="Forecast"/> saw last.</summary>
    /// <param name="stepSd">Receives that of each step, shape (steps), steps ≥ leadTime.</param>
    /// <param name="leadTime">Whole buckets, at least 1.</param>
    /// <returns>That of the demand summed over the lead time.</returns>
    double Errors(Span<double> stepSd, int leadTime);

    /// <summary>The parts of the history and of the forecast, in scaled units; empty when there are none besides the mean.</summary>
    /// <param name="values">Scaled demand, shape (n): what the model was fitted to.</param>
    /// <param name="horizon">Buckets to forecast.</param>
    IReadOnlyList<ForecastComponent> Components(ReadOnlySpan<double> values, int horizon) => [];

    /// <summary>Writes what <see cref="Restore"/> needs; all of it finite.</summary>
    /// <param name="fitted">Numbers are added at its end.</param>
    void Save(List<double> fitted);

    /// <summary>Puts a fitted model back, so that <see cref="Forecast"/> runs it over a history that has grown: nothing is fitted.</summary>
    /// <param name="fitted">What <see cref="Save"/> wrote.</param>
    /// <param name="values">Scaled demand, shape (n): what the model was fitted to, and what came since.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <returns>False when it was fitted to something else, such as another season.</returns>
    bool Restore(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season);

    /// <summary>Writes the parameters, all of them free of the unit of demand.</summary>
    void Parameters(Span<double> parameters);
}
