namespace SegmentationML.Core.Forecasting.Drift;

/// <summary>A random walk with drift; everything about it follows from the history it is shown.</summary>
internal sealed class DriftModel : ISeriesModel
{
    private double _slope;
    private double _variance;
    private int _span;

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
        var (first, last) = (0, values.Length - 1);
        while (double.IsNaN(values[first]))
        {
            first++;
        }

        while (double.IsNaN(values[last]))
        {
            last--;
        }

        _span = last - first;
        _slope = _span > 0 ? (values[last] - values[first]) / _span : 0;
        _variance = ChangeVariance(values[first..(last + 1)]);
        for (var step = 0; step < mean.Length; step++)
        {
            mean[step] = values[last] + ((values.Length - last + step) * _slope);
        }
    }

    /// <inheritdoc/>
    /// <remarks>σ² k (1 + k / (n − 1)): the walk and the error of its slope.</remarks>
    public double Errors(Span<double> stepSd, int leadTime)
    {
        for (var step = 1; step <= stepSd.Length; step++)
        {
            stepSd[step - 1] = Math.Sqrt(_variance * step * (1 + (step / (double)_span)));
        }

        double length = leadTime;
        var walk = length * (length + 1) * ((2 * length) + 1) / 6;
        var slope = length * (length + 1) / 2;
        return Math.Sqrt(_variance * (walk + (slope * slope / _span)));
    }

    /// <inheritdoc/>
    public void Parameters(Span<double> parameters)
    {
    }

    /// <summary>Mean squared distance of a change from the drift, over the changes less the one fitted; a change over a gap counts by its length.</summary>
    private double ChangeVariance(ReadOnlySpan<double> values)
    {
        double squares = 0;
        var (changes, before) = (0, 0);
        for (var t = 1; t < values.Length; t++)
        {
            if (!double.IsNaN(values[t]))
            {
                var change = values[t] - values[before] - ((t - before) * _slope);
                squares += change * change / (t - before);
                changes++;
                before = t;
            }
        }

        return squares / Math.Max(1, changes - 1);
    }
}
