namespace SegmentationML.Core.Demand;

/// <summary>Scratch of the decomposition of one series after another: one per thread, grown once.</summary>
internal sealed class DecompositionBuffers
{
    private double[] _values = [];
    private double[] _trend = [];
    private double[] _season = [];
    private double[] _work = [];
    private double[] _means = [];
    private int[] _counts = [];
    private readonly LoessTrend _loess = new();
    private int _length;

    public ReadOnlySpan<double> Trend => _trend.AsSpan(0, _length);

    public ReadOnlySpan<double> Season => _season.AsSpan(0, _length);

    /// <summary>NaN where the value was not observed.</summary>
    public ReadOnlySpan<double> Remainder => _work.AsSpan(0, _length);

    /// <summary>Scratch of the length of the series for the caller, free between two fits.</summary>
    public Span<double> Scratch => _values.AsSpan(0, _length);

    public (SeasonalScale Scale, DecompositionMethod Method) Fit(ReadOnlySpan<double> span, SeasonalityOptions options)
    {
        Reserve(span.Length, options.Period);
        var scale = SeasonalScaleRule.Choose(span, options.Scale, options.Period);
        Load(span, scale);
        var line = LinearFit.Of(_values.AsSpan(0, _length));
        _season.AsSpan(0, _length).Clear();
        if (line.Observed < 3)
        {
            _trend.AsSpan(0, _length).Fill(double.NaN);
            _work.AsSpan(0, _length).Fill(double.NaN);
            return (scale, DecompositionMethod.None);
        }

        for (var t = 0; t < _length; t++)
        {
            _trend[t] = line.At(t);
        }

        var seasonal = HasSeason(options.Period);
        if (seasonal)
        {
            Backfit(options, line);
        }

        for (var t = 0; t < _length; t++)
        {
            _work[t] = _values[t] - _trend[t] - _season[t];
        }

        return (scale, seasonal ? DecompositionMethod.SeasonalTrend : DecompositionMethod.Line);
    }

    private void Backfit(SeasonalityOptions options, LinearFit line)
    {
        // R's stl: the next odd number above 1.5 periods for a season that never changes.
        _loess.Prepare(_values.AsSpan(0, _length), (int)Math.Ceiling(1.5 * options.Period) | 1);
        for (var round = 0; round < options.Iterations; round++)
        {
            FitSeason(options.Period);
            for (var t = 0; t < _length; t++)
            {
                var deseasonalised = _values[t] - _season[t];
                _work[t] = double.IsNaN(deseasonalised) ? 0 : deseasonalised;
            }

            _loess.Smooth(_work.AsSpan(0, _length), line, _trend.AsSpan(0, _length));
        }
    }

    private void FitSeason(int period)
    {
        var means = _means.AsSpan(0, period);
        means.Clear();
        for (int t = 0, position = 0; t < _length; t++, position = position + 1 == period ? 0 : position + 1)
        {
            var detrended = _values[t] - _trend[t];
            means[position] += double.IsNaN(detrended) ? 0 : detrended;
        }

        var total = 0.0;
        for (var position = 0; position < period; position++)
        {
            means[position] /= _counts[position];
            total += means[position];
        }

        var centre = total / period;
        for (int t = 0, position = 0; t < _length; t++, position = position + 1 == period ? 0 : position + 1)
        {
            _season[t] = means[position] - centre;
        }
    }

    /// <summary>Two whole seasons of history, and each position of the season observed at least once.</summary>
    private bool HasSeason(int period)
    {
        if (period < 2 || _length < 2L * period)
        {
            return false;
        }

        var counts = _counts.AsSpan(0, period);
        counts.Clear();
        for (var t = 0; t < _length; t++)
        {
            counts[t % period] += double.IsNaN(_values[t]) ? 0 : 1;
        }

        return !counts.Contains(0);
    }

    private void Load(ReadOnlySpan<double> span, SeasonalScale scale)
    {
        for (var t = 0; t < span.Length; t++)
        {
            _values[t] = scale == SeasonalScale.Logarithmic ? Math.Log(span[t]) : span[t];
        }
    }

    private void Reserve(int length, int period)
    {
        _length = length;
        if (_values.Length < length)
        {
            _values = new double[length];
            _trend = new double[length];
            _season = new double[length];
            _work = new double[length];
        }

        if (_means.Length < Math.Min(period, length))
        {
            _means = new double[period];
            _counts = new int[period];
        }
    }
}
