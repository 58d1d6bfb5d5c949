namespace SegmentationML.Core.Forecasting.SeasonalWindowMean;

/// <summary>Means of the same bucket over the newest seasons, and the errors that they would have made along the history.</summary>
internal sealed class SeasonalWindowMeanModel : ISeriesModel
{
    private int _season;
    private int _seasons;
    private double _variance;
    private double _overall;

    /// <summary>Measures the one-step errors: mean square over the buckets with a season before them.</summary>
    public void Fit(ReadOnlySpan<double> values, int season, int seasons)
    {
        (_season, _seasons) = (season, seasons);
        _overall = Overall(values);
        double squares = 0, around = 0;
        var (errors, observed) = (0, 0);
        for (var t = 0; t < values.Length; t++)
        {
            if (double.IsNaN(values[t]))
            {
                continue;
            }

            observed++;
            around += (values[t] - _overall) * (values[t] - _overall);
            if (t >= season)
            {
                var error = values[t] - MeanBefore(values, t);
                squares += error * error;
                errors++;
            }
        }

        _variance = errors >= LevelErrors.Enough ? squares / errors : around / observed;
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is searched for: the model is what the newest history says.</remarks>
    public void Save(List<double> fitted)
    {
    }

    /// <inheritdoc/>
    public bool Restore(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season) => false;

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> values, Span<double> mean)
    {
        _overall = Overall(values);
        for (var step = 0; step < mean.Length; step++)
        {
            mean[step] = step < _season ? MeanBefore(values, values.Length + step) : mean[step - _season];
        }
    }

    /// <inheritdoc/>
    /// <remarks>Errors of different buckets are taken as independent; those of the same bucket in two seasons share the error of its mean.</remarks>
    public double Errors(Span<double> stepSd, int leadTime)
    {
        stepSd.Fill(Math.Sqrt(_variance));
        return Math.Sqrt(_variance * leadTime);
    }

    /// <inheritdoc/>
    public void Parameters(Span<double> parameters)
    {
    }

    /// <summary>Mean of the observed buckets one, two, … seasons before a bucket.</summary>
    private double MeanBefore(ReadOnlySpan<double> values, int bucket)
    {
        double sum = 0;
        var count = 0;
        for (long back = 1, at = bucket - (long)_season; back <= _seasons && at >= 0; back++, at -= _season)
        {
            if (at < values.Length && !double.IsNaN(values[(int)at]))
            {
                sum += values[(int)at];
                count++;
            }
        }

        return count > 0 ? sum / count : _overall;
    }

    private static double Overall(ReadOnlySpan<double> values)
    {
        double sum = 0;
        var count = 0;
        foreach (var value in values)
        {
            sum += double.IsNaN(value) ? 0 : value;
            count += double.IsNaN(value) ? 0 : 1;
        }

        return sum / count;
    }
}
