using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Arima;

/// <summary>Fits the terms of one order after the other to the same series; the working state of one thread.</summary>
internal sealed class ArimaFit
{
    private const int ScreeningIterations = 30;
    private const double ScreeningTolerance = 1e-3;
    private const int FinalIterations = 200;
    private const double FinalTolerance = 1e-8;
    private const double SmallGuess = 0.4;
    private const double LargeGuess = 1.2;

    /// <summary>Two sizes, and a sign for each of the four polynomials.</summary>
    private const int CornerCount = 32;

    private readonly QuasiNewton _newton = new();
    private double[] _values = [];
    private double[] _regressors = [];
    private double[] _point = [];
    private double[] _trial = [];
    private int _length;

    /// <summary>The likelihood at the last order.</summary>
    public ArimaLikelihood Likelihood { get; } = new();

    /// <summary>Buckets in a season.</summary>
    public int Season { get; private set; }

    /// <summary>The last order.</summary>
    public ArimaOrder Order => Likelihood.Order;

    /// <summary>The terms of the last fit, as free numbers: p, P, q, Q.</summary>
    public ReadOnlySpan<double> Point => _point.AsSpan(0, Order.Terms);

    /// <summary>Minus twice the log-likelihood of the last fit.</summary>
    public double Deviance { get; private set; }

    /// <summary>AICc of the last fit; positive infinity where the series is too short for the order.</summary>
    public double Criterion { get; private set; }

    /// <summary>Puts a series before the next fits.</summary>
    /// <param name="values">Demand, the first value observed; NaN = missing.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="regressors">Columns of the length of the values, one after the other.</param>
    public void Set(ReadOnlySpan<double> values, int season, ReadOnlySpan<double> regressors)
    {
        if (_values.Length < values.Length)
        {
            _values = new double[values.Length];
        }

        if (_regressors.Length != regressors.Length)
        {
            _regressors = new double[regressors.Length];
        }

        if (_point.Length == 0)
        {
            _point = new double[4 * ArmaPolynomials.LongestFactor];
            _trial = new double[4 * ArmaPolynomials.LongestFactor];
        }

        values.CopyTo(_values);
        regressors.CopyTo(_regressors);
        (_length, Season) = (values.Length, season);
    }

    /// <summary>A quick fit for comparing orders, from the two best corners; returns its AICc.</summary>
    public double Screen(ArimaOrder order)
    {
        if (!Begin(order))
        {
            return Criterion;
        }

        Corners();
        var value = _newton.Minimise(Likelihood, _point.AsSpan(0, order.Terms), ScreeningIterations, ScreeningTolerance);
        return Finish(order.P + order.SeasonalP > 0 && order.Q + order.SeasonalQ > 0 ? Better(value, ScreeningIterations, ScreeningTolerance) : value);
    }

    /// <summary>Fits an order to the end, from a point and from all corners, and keeps the best.</summary>
    /// <param name="order">The order.</param>
    /// <param name="from">Terms to start from as well; empty for none.</param>
    public double Polish(ArimaOrder order, ReadOnlySpan<double> from)
    {
        if (!Begin(order))
        {
            return Criterion;
        }

        Corners();
        var value = _newton.Minimise(Likelihood, _point.AsSpan(0, order.Terms), FinalIterations, FinalTolerance);
        value = Better(value, FinalIterations, FinalTolerance);
        var trial = _trial.AsSpan(0, order.Terms);
        if (from.Length > 0)
        {
            from.CopyTo(trial);
            return Finish(Better(value, FinalIterations, FinalTolerance));
        }

        for (var corner = 0; corner < CornerCount; corner++)
        {
            if (PutCorner(corner, trial))
            {
                value = Better(value, FinalIterations, FinalTolerance);
            }
        }

        return Finish(value);
    }

    /// <summary>Fits the last order from another point as well, and keeps the better.</summary>
    /// <param name="from">Its terms.</param>
    public void Improve(ReadOnlySpan<double> from)
    {
        from.CopyTo(_trial);
        Finish(Better(Likelihood.At(Point), FinalIterations, FinalTolerance));
    }

    /// <summary>Fits from the trial point as well and keeps the better.</summary>
    private double Better(double value, int iterations, double tolerance)
    {
        var trial = _trial.AsSpan(0, Order.Terms);
        var other = _newton.Minimise(Likelihood, trial, iterations, tolerance);
        if (other < value)
        {
            trial.CopyTo(_point);
            return other;
        }

        return value;
    }

    private bool Begin(ArimaOrder order)
    {
        Criterion = double.PositiveInfinity;
        if (_length - order.Lost(Season) < 1)
        {
            return false;
        }

        Likelihood.Set(_values.AsSpan(0, _length), Season, order, _regressors);
        return Likelihood.Effective > order.ParameterCount + (_regressors.Length / _length) + 1;
    }

    private double Finish(double value)
    {
        var count = Order.ParameterCount + (_regressors.Length / _length);
        Deviance = Likelihood.Deviance(value);
        Criterion = Deviance + (2.0 * count) + (2.0 * count * (count + 1) / (Likelihood.Effective - count - 1));
        return Criterion;
    }

    /// <summary>The two best corners, into the point and the trial point.</summary>
    private void Corners()
    {
        Span<double> corner = stackalloc double[Order.Terms];
        var (least, second) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var k = 0; k < CornerCount; k++)
        {
            if (!PutCorner(k, corner))
            {
                continue;
            }

            var value = Likelihood.At(corner);
            if (value < least)
            {
                _point.AsSpan(0, corner.Length).CopyTo(_trial);
                corner.CopyTo(_point);
                (least, second) = (value, least);
            }
            else if (value < second)
            {
                corner.CopyTo(_trial);
                second = value;
            }
        }
    }

    /// <summary>The first terms of the polynomials at one of two sizes and either sign, the others zero; false for a corner that another one is already.</summary>
    private bool PutCorner(int corner, Span<double> point)
    {
        var order = Order;
        point.Clear();
        var (size, at, bit) = (corner % 2 == 0 ? SmallGuess : LargeGuess, 0, 1);
        foreach (var terms in (ReadOnlySpan<int>)[order.P, order.SeasonalP, order.Q, order.SeasonalQ])
        {
            var negative = (corner >> bit++ & 1) != 0;
            if (terms == 0 && negative)
            {
                return false;
            }

            if (terms > 0)
            {
                point[at] = negative ? -size : size;
            }

            at += terms;
        }

        return order.Terms > 0 || corner == 0;
    }
}
