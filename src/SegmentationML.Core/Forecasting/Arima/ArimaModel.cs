namespace SegmentationML.Core.Forecasting.Arima;

/// <summary>Seasonal ARIMA with regressors, fitted to one series; the working state of one thread.</summary>
/// <remarks>Regressors are columns over history and horizon; the errors of the regression follow the ARIMA model.</remarks>
internal sealed class ArimaModel : ISeriesModel
{
    /// <summary>Numbers of a fitted model beside its terms.</summary>
    private const int FittedNumbers = 10;

    private readonly ArimaFit _fit = new();
    private readonly ArimaSearch _search;
    private readonly double[] _point = new double[4 * ArmaPolynomials.LongestFactor];
    private readonly double[] _bestPoint = new double[4 * ArmaPolynomials.LongestFactor];
    private double[] _regressors = [];
    private double[] _packed = [];
    private double[] _levels = [];
    private double[] _remainder = [];
    private double[] _differencing = [];
    private double[] _effects = [];
    private int _regressorCount;
    private int _regressorLength;
    private int _season;
    private int _start;
    private int _trailing;

    /// <summary>An empty model.</summary>
    public ArimaModel() => _search = new ArimaSearch(_fit);

    /// <summary>The order.</summary>
    public ArimaOrder Order { get; private set; }

    /// <summary>Minus twice the log-likelihood, in the scaled units of the series.</summary>
    public double Deviance { get; private set; }

    /// <summary>AICc, in the scaled units of the series.</summary>
    public double Criterion { get; private set; }

    /// <summary>Differenced buckets observed, to which the likelihood belongs.</summary>
    public int Effective { get; private set; }

    /// <summary>Variance of the one-step error.</summary>
    public double Variance { get; private set; }

    /// <summary>Gives the regressors of the next fits and forecasts; none until then.</summary>
    /// <param name="columns">One column after the other, each over history and horizon, in the scaled units of the caller.</param>
    /// <param name="length">Length of a column.</param>
    public void UseRegressors(ReadOnlySpan<double> columns, int length)
    {
        _regressors = columns.ToArray();
        (_regressorLength, _regressorCount) = (length, length == 0 ? 0 : columns.Length / length);
    }

    /// <summary>Fits the order of the options, or chooses one.</summary>
    /// <param name="values">Scaled demand that varies; NaN = missing.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="options">Valid.</param>
    /// <param name="from">A model fitted earlier, at whose terms the last search begins too where the order is the same; empty for none.</param>
    public void Fit(ReadOnlySpan<double> values, int season, ArimaOptions options, ReadOnlySpan<double> from = default)
    {
        _start = Math.Max(0, values.Length - options.LongestHistory);
        while (double.IsNaN(values[_start]))
        {
            _start++;
        }

        var known = values[_start..];
        _season = season > 1 && season <= options.LongestSeason && known.Length > 2 * season ? season : 1;
        _fit.Set(known, _season, Packed(known.Length));
        if (options.Order is { } given)
        {
            Order = _season > 1 ? given : given with { SeasonalP = 0, SeasonalD = 0, SeasonalQ = 0 };
            _fit.Polish(Order, []);
        }
        else
        {
            Order = _search.Choose(known, _season, options, _bestPoint);
            _fit.Polish(Order, _bestPoint.AsSpan(0, Order.Terms));
        }

        if (double.IsPositiveInfinity(_fit.Criterion))
        {
            Order = new ArimaOrder(0, 0, 0, Constant: true);
            _fit.Polish(Order, []);
        }
        else if (from.Length == FittedNumbers + Order.Terms && OrderOf(from) == Order)
        {
            _fit.Improve(from[FittedNumbers..]);
        }

        Keep();
    }

    /// <inheritdoc/>
    public void Save(List<double> fitted)
    {
        fitted.AddRange([Order.P, Order.D, Order.Q, Order.SeasonalP, Order.SeasonalD, Order.SeasonalQ, Order.Constant ? 1 : 0, _season, _start, Variance]);
        fitted.AddRange(_point.AsSpan(0, Order.Terms));
    }

    /// <inheritdoc/>
    /// <remarks>Mean, drift and states follow from the longer history by least squares and the filter; order, terms and variance stay.</remarks>
    public bool Restore(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season)
    {
        if (fitted.Length < FittedNumbers || (fitted[7] != 1 && fitted[7] != season) || fitted.Length != FittedNumbers + OrderOf(fitted).Terms || fitted[8] >= values.Length - OrderOf(fitted).Lost(season))
        {
            return false;
        }

        (Order, _season, _start, Variance) = (OrderOf(fitted), (int)fitted[7], (int)fitted[8], fitted[9]);
        fitted[FittedNumbers..].CopyTo(_point);
        Difference();
        return !double.IsNaN(values[_start]);
    }

    private static ArimaOrder OrderOf(ReadOnlySpan<double> fitted)
        => new((int)fitted[0], (int)fitted[1], (int)fitted[2], (int)fitted[3], (int)fitted[4], (int)fitted[5], fitted[6] == 1);

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> values, Span<double> mean)
    {
        var known = values[_start..];
        var likelihood = _fit.Likelihood;
        likelihood.Set(known, _season, Order, Packed(known.Length));
        var lost = Order.Lost(_season);
        Reserve(known.Length + mean.Length);
        _trailing = Trailing(known);
        var remainder = _remainder.AsSpan(0, known.Length - lost);
        var ahead = _remainder.AsSpan(remainder.Length, mean.Length);
        if (!likelihood.Filter(_point.AsSpan(0, Order.Terms), mean.Length) || !likelihood.Regress(out _))
        {
            mean.Fill(double.NaN);
            return;
        }

        likelihood.Remainder(remainder);
        likelihood.Whitening.Forecast(remainder, likelihood.Errors, ahead);
        var levels = _levels.AsSpan(0, known.Length + mean.Length);
        known.CopyTo(levels);
        likelihood.Complete(levels);
        for (var t = 0; t < known.Length; t++)
        {
            levels[t] -= Regression(t);
        }

        for (var h = 0; h < mean.Length; h++)
        {
            var t = known.Length + h;
            var level = ahead[h];
            for (var j = 0; j < lost; j++)
            {
                level += _differencing[j] * levels[t - 1 - j];
            }

            levels[t] = level;
            mean[h] = level + Regression(t);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Before each bucket, what was expected of it is the sum of: the past that differencing took away, the autoregressive and the moving-average terms (seasonal ones multiplied in), and mean or drift. Buckets that differencing loses, or that are older than
    /// what is fitted, have none.
    /// </remarks>
    public IReadOnlyList<ForecastComponent> Components(ReadOnlySpan<double> values, int horizon)
    {
        var mean = new double[horizon];
        Forecast(values, mean);
        if (mean.AsSpan().Contains(double.NaN))
        {
            return [];
        }

        var (lost, total, whitening) = (Order.Lost(_season), values.Length + horizon, _fit.Likelihood.Whitening);
        var length = values.Length - _start - lost;
        var expected = _remainder.AsSpan(0, length + horizon).ToArray();
        whitening.Expect(_remainder.AsSpan(0, length), _fit.Likelihood.Errors, expected);
        var parts = new[] { "past", "autoregressive", "moving average", Order.D + Order.SeasonalD == 0 ? "mean" : "drift" }.Select(name => new ForecastComponent(name, IsFactor: false, new double[total])).ToArray();
        foreach (var part in parts)
        {
            part.Values.AsSpan(0, _start + lost).Fill(double.NaN);
        }

        for (var u = 0; u < expected.Length; u++)
        {
            var (t, at) = (u + lost, u + lost + _start);
            for (var j = 0; j < lost; j++)
            {
                parts[0].Values[at] += _differencing[j] * _levels[t - 1 - j];
            }

            for (var j = 0; j < Math.Min(u, whitening.Autoregressive.Length); j++)
            {
                parts[1].Values[at] += whitening.Autoregressive[j] * _remainder[u - 1 - j];
            }

            parts[2].Values[at] = expected[u] - parts[1].Values[at];
            parts[3].Values[at] = Regression(t);
        }

        bool[] isThere = [lost > 0, Order.P + Order.SeasonalP > 0, Order.Q + Order.SeasonalQ > 0, Order.HasConstant];
        return [.. parts.Where((_, i) => isThere[i])];
    }

    /// <inheritdoc/>
    /// <remarks>σ² Σ ψ² by step; over a lead time the ψ are summed up first. Buckets missing at the end count as steps.</remarks>
    public double Errors(Span<double> stepSd, int leadTime)
    {
        var steps = stepSd.Length + _trailing;
        if (_effects.Length < steps)
        {
            _effects = new double[steps];
        }

        var effects = _effects.AsSpan(0, steps);
        Effects(effects);
        double sum = 0;
        for (var step = 0; step < steps; step++)
        {
            sum += effects[step] * effects[step];
            if (step >= _trailing)
            {
                stepSd[step - _trailing] = Math.Sqrt(Variance * sum);
            }
        }

        // An innovation k buckets before the last one of the lead time adds the effects that fall into the lead time.
        double lead = 0;
        for (var k = 0; k < leadTime + _trailing; k++)
        {
            double total = 0;
            for (var j = Math.Max(0, k - leadTime + 1); j <= k; j++)
            {
                total += effects[j];
            }

            lead += total * total;
        }

        return Math.Sqrt(Variance * lead);
    }

    /// <inheritdoc/>
    public void Parameters(Span<double> parameters)
    {
        (parameters[0], parameters[1], parameters[2]) = (Order.P, Order.D, Order.Q);
        (parameters[3], parameters[4], parameters[5]) = (Order.SeasonalP, Order.SeasonalD, Order.SeasonalQ);
        parameters[6] = Order.HasConstant ? 1 : 0;
    }

    private void Keep()
    {
        var likelihood = _fit.Likelihood;
        _fit.Point.CopyTo(_point);
        (Deviance, Criterion, Effective) = (_fit.Deviance, _fit.Criterion, likelihood.Effective);
        likelihood.Filter(_fit.Point, ahead: 0);
        likelihood.Regress(out _);
        Variance = likelihood.SquaredErrors / Math.Max(1, Effective - Order.ParameterCount - _regressorCount + 1);
        Difference();
    }

    /// <summary>The differencing of the order, as what it takes from the buckets before.</summary>
    private void Difference()
    {
        var lost = Order.Lost(_season);
        if (_differencing.Length < lost + 1)
        {
            _differencing = new double[lost + 1];
        }

        // (1 − B)^d (1 − B^m)^D as 1 − Σ δ[j] Bʲ.
        Span<double> polynomial = stackalloc double[lost + 1];
        polynomial.Clear();
        polynomial[0] = 1;
        for (var k = 0; k < Order.D + Order.SeasonalD; k++)
        {
            var lag = k < Order.D ? 1 : _season;
            for (var j = lost; j >= lag; j--)
            {
                polynomial[j] -= polynomial[j - lag];
            }
        }

        for (var j = 0; j < lost; j++)
        {
            _differencing[j] = -polynomial[j + 1];
        }
    }

    private double Regression(int t)
    {
        var coefficients = _fit.Likelihood.Coefficients;
        double sum = 0;
        var at = 0;
        if (Order.HasConstant)
        {
            sum = coefficients[at++] * (Order.D + Order.SeasonalD == 0 ? 1 : t + 1);
        }

        for (var k = 0; k < _regressorCount; k++)
        {
            sum += coefficients[at++] * _regressors[(k * _regressorLength) + _start + t];
        }

        return sum;
    }

    /// <summary>ψ: what an error of one bucket adds to those after it.</summary>
    private void Effects(Span<double> effects)
    {
        var whitening = _fit.Likelihood.Whitening;
        var lost = Order.Lost(_season);
        for (var k = 0; k < effects.Length; k++)
        {
            var sum = k < whitening.MovingAverage.Length ? whitening.MovingAverage[k] : 0;
            for (var j = 1; j <= Math.Min(k, whitening.Autoregressive.Length); j++)
            {
                sum += whitening.Autoregressive[j - 1] * effects[k - j];
            }

            effects[k] = sum;
        }

        // The effects on differenced demand become those on demand, from the nearest on.
        for (var k = 0; k < effects.Length; k++)
        {
            for (var j = 1; j <= Math.Min(k, lost); j++)
            {
                effects[k] += _differencing[j - 1] * effects[k - j];
            }
        }
    }

    /// <summary>The regressors over the buckets that are fitted.</summary>
    private ReadOnlySpan<double> Packed(int length)
    {
        if (_packed.Length < _regressorCount * length)
        {
            _packed = new double[_regressorCount * length];
        }

        for (var k = 0; k < _regressorCount; k++)
        {
            _regressors.AsSpan((k * _regressorLength) + _start, length).CopyTo(_packed.AsSpan(k * length));
        }

        return _packed.AsSpan(0, _regressorCount * length);
    }

    private static int Trailing(ReadOnlySpan<double> values)
    {
        var trailing = 0;
        while (double.IsNaN(values[values.Length - 1 - trailing]))
        {
            trailing++;
        }

        return trailing;
    }

    private void Reserve(int length)
    {
        if (_levels.Length < length)
        {
            _levels = new double[length];
            _remainder = new double[length];
        }
    }
}
