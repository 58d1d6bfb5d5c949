namespace SegmentationML.Core.Numerics;

/// <summary>STL: splits a series into trend, season and remainder by local regression.</summary>
/// <remarks>
/// Cleveland, Cleveland, McRae and Terpenning (1990), Journal of Official Statistics 6(1), 3-73; the inner loop only (no robustness weights), smoothing every so many places and in between by
/// straight lines as theirs. Keeps its buffers: one a thread.
/// </remarks>
internal sealed class SeasonalTrendLoess
{
    private const int InnerLoops = 2;

    private double[] _season = [];
    private double[] _trend = [];
    private double[] _cycle = [];
    private double[] _low = [];
    private double[] _scratch = [];
    private double[] _sub = [];
    private double[] _smooth = [];
    private int _length;

    /// <summary>The seasonal part, shape (n).</summary>
    public ReadOnlySpan<double> Season => _season.AsSpan(0, _length);

    /// <summary>The trend, shape (n).</summary>
    public ReadOnlySpan<double> Trend => _trend.AsSpan(0, _length);

    /// <summary>Splits a series.</summary>
    /// <param name="values">Without gaps, shape (n), n ≥ 2 × season.</param>
    /// <param name="season">Buckets in a season, at least 2.</param>
    /// <param name="seasonalWindow">Seasons that the smoothing of one bucket of the season spans, odd, at least 7; 0 = all of them alike, a season that never changes.</param>
    /// <remarks>Other windows as R's stl: trend the next odd number from 1.5 season / (1 − 1.5 / seasonalWindow), low pass from the season; degrees 0, 1, 1; every tenth of a window.</remarks>
    public void Split(ReadOnlySpan<double> values, int season, int seasonalWindow)
    {
        _length = values.Length;
        Reserve(_length + (2 * season));
        var window = seasonalWindow == 0 ? (10 * _length) + 1 : seasonalWindow;
        var trendWindow = NextOdd(Math.Ceiling(1.5 * season / (1 - (1.5 / window))));
        var lowWindow = NextOdd(season);
        _trend.AsSpan(0, _length).Clear();
        for (var loop = 0; loop < InnerLoops; loop++)
        {
            for (var t = 0; t < _length; t++)
            {
                _scratch[t] = values[t] - _trend[t];
            }

            SmoothCycles(season, window);
            LowPass(season, lowWindow);
            for (var t = 0; t < _length; t++)
            {
                _season[t] = _cycle[season + t] - _low[t];
                _scratch[t] = values[t] - _season[t];
            }

            Loess(_scratch.AsSpan(0, _length), trendWindow, 1, Jump(trendWindow), _trend.AsSpan(0, _length));
        }

        if (seasonalWindow == 0)
        {
            AverageCycles(season);
        }
    }

    private static int NextOdd(double value)
    {
        var whole = (int)Math.Round(value);
        return whole % 2 == 0 ? whole + 1 : whole;
    }

    private static int Jump(int window) => (window + 9) / 10;

    /// <summary>Smooths each bucket of the season over the seasons, one season beyond both ends; into _cycle, shape (n + 2 seasons).</summary>
    private void SmoothCycles(int season, int window)
    {
        for (var i = 0; i < season; i++)
        {
            var count = ((_length - i - 1) / season) + 1;
            for (var k = 0; k < count; k++)
            {
                _sub[k] = _scratch[(k * season) + i];
            }

            var sub = _sub.AsSpan(0, count);
            var smooth = _smooth.AsSpan(0, count + 2);
            Loess(sub, window, 0, Jump(window), smooth[1..^1]);
            var right = Math.Min(window, count);
            smooth[0] = Estimate(sub, window, 0, 0, 0, right - 1) ?? smooth[1];
            smooth[^1] = Estimate(sub, window, 0, count + 1, Math.Max(0, count - window), count - 1) ?? smooth[^2];
            for (var k = 0; k < smooth.Length; k++)
            {
                _cycle[(k * season) + i] = smooth[k];
            }
        }
    }

    /// <summary>Moving averages of a season, a season and three, then local regression; into _low.</summary>
    private void LowPass(int season, int window)
    {
        var length = _length + (2 * season);
        MovingAverage(_cycle.AsSpan(0, length), season, _scratch);
        MovingAverage(_scratch.AsSpan(0, length - season + 1), season, _smooth);
        MovingAverage(_smooth.AsSpan(0, _length + 2), 3, _scratch);
        Loess(_scratch.AsSpan(0, _length), window, 1, Jump(window), _low.AsSpan(0, _length));
    }

    private static void MovingAverage(ReadOnlySpan<double> values, int window, Span<double> means)
    {
        double sum = 0;
        for (var t = 0; t < values.Length; t++)
        {
            sum += values[t];
            if (t >= window - 1)
            {
                means[t - window + 1] = sum / window;
                sum -= values[t - window + 1];
            }
        }
    }

    /// <summary>Local regression at every jump-th place and at the last, straight lines in between.</summary>
    private static void Loess(ReadOnlySpan<double> values, int window, int degree, int jump, Span<double> smooth)
    {
        var length = values.Length;
        if (length < 2)
        {
            smooth[0] = values[0];
            return;
        }

        jump = Math.Min(jump, length - 1);
        for (var t = 0; t < length; t += jump)
        {
            smooth[t] = At(values, window, degree, t);
        }

        var last = (length - 1) / jump * jump;
        if (last != length - 1)
        {
            smooth[length - 1] = At(values, window, degree, length - 1);
        }

        for (var from = 0; jump > 1 && from < length - 1; from += jump)
        {
            var to = Math.Min(from + jump, length - 1);
            for (var t = from + 1; t < to; t++)
            {
                smooth[t] = smooth[from] + ((smooth[to] - smooth[from]) * (t - from) / (to - from));
            }
        }
    }

    private static double At(ReadOnlySpan<double> values, int window, int degree, int t)
    {
        var left = window >= values.Length ? 0 : Math.Clamp(t - (window / 2), 0, values.Length - window);
        var right = Math.Min(values.Length - 1, left + window - 1);
        return Estimate(values, window, degree, t + 1, left, right) ?? values[t];
    }

    /// <summary>One local regression with tricube weights; null when all weights vanish.</summary>
    /// <param name="values">Shape (n).</param>
    /// <param name="window">Its width; beyond n the far points come nearer, by whole places as in the original program.</param>
    /// <param name="degree">0 or 1.</param>
    /// <param name="place">Where, from 1.</param>
    /// <param name="left">First value used, from 0.</param>
    /// <param name="right">Last value used.</param>
    private static double? Estimate(ReadOnlySpan<double> values, int window, int degree, int place, int left, int right)
    {
        var width = Math.Max(place - (left + 1), right + 1 - place) + (window > values.Length ? (window - values.Length) / 2 : 0);
        double weights = 0, centre = 0, fit = 0;
        for (var t = left; t <= right; t++)
        {
            var weight = Weight(Math.Abs(t + 1 - place), width);
            weights += weight;
            centre += weight * (t + 1);
            fit += weight * values[t];
        }

        if (weights <= 0)
        {
            return null;
        }

        (centre, fit) = (centre / weights, fit / weights);
        if (degree == 0)
        {
            return fit;
        }

        double spread = 0, slope = 0;
        for (var t = left; t <= right; t++)
        {
            var weight = Weight(Math.Abs(t + 1 - place), width) / weights;
            spread += weight * (t + 1 - centre) * (t + 1 - centre);
            slope += weight * (t + 1 - centre) * values[t];
        }

        return Math.Sqrt(spread) > 0.001 * (values.Length - 1) ? fit + ((place - centre) * slope / spread) : fit;
    }

    private static double Weight(double distance, double width)
    {
        if (distance > 0.999 * width)
        {
            return 0;
        }

        if (distance <= 0.001 * width)
        {
            return 1;
        }

        var share = distance / width;
        var rest = 1 - (share * share * share);
        return rest * rest * rest;
    }

    /// <summary>A season that never changes: the mean of each of its buckets.</summary>
    private void AverageCycles(int season)
    {
        for (var i = 0; i < season; i++)
        {
            double sum = 0;
            var count = 0;
            for (var t = i; t < _length; t += season)
            {
                sum += _season[t];
                count++;
            }

            for (var t = i; t < _length; t += season)
            {
                _season[t] = sum / count;
            }
        }
    }

    private void Reserve(int length)
    {
        if (_season.Length < length)
        {
            _season = new double[length];
            _trend = new double[length];
            _cycle = new double[length];
            _low = new double[length];
            _scratch = new double[length];
            _sub = new double[length];
            _smooth = new double[length];
        }
    }
}
