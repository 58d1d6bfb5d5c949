using System.Numerics.Tensors;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Arima;

/// <summary>The exact likelihood of a seasonal ARIMA model with regressors, the regression and the variance being put at their best for every set of terms.</summary>
/// <remarks>
/// Regressors are differenced and filtered as the demand is, and their coefficients are generalised least squares. A missing bucket is a regressor of its own that is one there: what is left is
/// the likelihood of the observed buckets once the determinant of those regressors is added. Gómez, Maravall and Peña (1999), Journal of Econometrics 88(2), 341-363.
/// </remarks>
internal sealed class ArimaLikelihood : IObjective
{
    private readonly ArmaWhitening _whitening = new();
    private double[] _columns = [];
    private double[] _work = [];
    private double[] _normal = [];
    private double[] _coefficients = [];
    private double[] _autoregressive = [];
    private double[] _movingAverage = [];
    private int[] _missing = [];
    private int _season = 1;
    private int _length;
    private int _stride;
    private int _regressors;
    private int _missingCount;

    /// <summary>The order.</summary>
    public ArimaOrder Order { get; private set; }

    /// <summary>Differenced buckets less missing ones.</summary>
    public int Effective => _stride - _missingCount;

    /// <summary>Sum of squared one-step errors of the last evaluation, in units of their variances.</summary>
    public double SquaredErrors { get; private set; }

    /// <summary>Coefficients of the constant and the other regressors, then the values of the missing buckets.</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients.AsSpan(0, _regressors + _missingCount);

    /// <summary>Regressors, the constant among them, without missing buckets.</summary>
    public int Regressors => _regressors;

    /// <summary>The filter of the last evaluation.</summary>
    public ArmaWhitening Whitening => _whitening;

    /// <summary>Puts a series, its regressors and an order before the next evaluations.</summary>
    /// <param name="values">Demand, shape (n); NaN = missing.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="order">With fewer buckets lost than there are.</param>
    /// <param name="regressors">Columns of n, one after the other.</param>
    public void Set(ReadOnlySpan<double> values, int season, ArimaOrder order, ReadOnlySpan<double> regressors)
    {
        (Order, _season, _length) = (order, season, values.Length);
        _stride = values.Length - order.Lost(season);
        _regressors = (order.HasConstant ? 1 : 0) + (regressors.Length / values.Length);
        FindMissing(values);
        var columns = 1 + _regressors + _missingCount;
        Reserve(columns);
        Difference(Fill(values), _columns.AsSpan(0, _stride));
        var at = 1;
        if (order.HasConstant)
        {
            // A mean is a column of ones, a drift the time.
            for (var t = 0; t < _length; t++)
            {
                _work[t] = order.D + order.SeasonalD == 0 ? 1 : t + 1;
            }

            Difference(_work.AsSpan(0, _length), _columns.AsSpan(_stride, _stride));
            at++;
        }

        for (var rest = regressors; !rest.IsEmpty; rest = rest[_length..])
        {
            rest[.._length].CopyTo(_work);
            Difference(_work.AsSpan(0, _length), _columns.AsSpan(at++ * _stride, _stride));
        }

        for (var k = 0; k < _missingCount; k++)
        {
            _work.AsSpan(0, _length).Clear();
            _work[_missing[k]] = 1;
            Difference(_work.AsSpan(0, _length), _columns.AsSpan(at++ * _stride, _stride));
        }
    }

    /// <inheritdoc/>
    /// <returns>Minus twice the log-likelihood without its constant: n log Σe² + log |V| + log |Z'V⁻¹Z|.</returns>
    public double At(scoped ReadOnlySpan<double> point)
    {
        if (!Filter(point, ahead: 0) || !Regress(out var determinant))
        {
            return double.PositiveInfinity;
        }

        return (Effective * Math.Log(Math.Max(SquaredErrors, 1e-18 * Effective))) + _whitening.LogDeterminant + determinant;
    }

    /// <summary>Minus twice the log-likelihood that an evaluation stands for.</summary>
    public double Deviance(double value) => value + (Effective * (1 + Math.Log(2 * Math.PI / Effective)));

    /// <summary>Builds the filter of a point.</summary>
    public bool Filter(ReadOnlySpan<double> point, int ahead)
    {
        var order = Order;
        Span<double> plain = stackalloc double[ArmaPolynomials.LongestFactor];
        Span<double> seasonal = stackalloc double[ArmaPolynomials.LongestFactor];
        var autoregressive = _autoregressive.AsSpan(0, order.P + (order.SeasonalP * _season));
        ArmaPolynomials.FromFree(point[..order.P], plain);
        ArmaPolynomials.FromFree(point.Slice(order.P, order.SeasonalP), seasonal);
        ArmaPolynomials.Multiply(plain[..order.P], seasonal[..order.SeasonalP], _season, autoregressive);
        var moving = _movingAverage.AsSpan(0, order.Q + (order.SeasonalQ * _season) + 1);
        var rest = point[(order.P + order.SeasonalP)..];
        ArmaPolynomials.FromFree(rest[..order.Q], plain);
        ArmaPolynomials.FromFree(rest.Slice(order.Q, order.SeasonalQ), seasonal);
        ArmaPolynomials.Multiply(plain[..order.Q], seasonal[..order.SeasonalQ], _season, moving[1..]);
        TensorPrimitives.Negate(moving[1..], moving[1..]);
        moving[0] = 1;
        return _whitening.Build(autoregressive, moving, _stride, ahead);
    }

    /// <summary>Generalised least squares with the filter at hand.</summary>
    /// <param name="determinant">Logarithm of the determinant of the missing buckets' own part.</param>
    public bool Regress(out double determinant)
    {
        var count = _regressors + _missingCount;
        _columns.AsSpan(0, (count + 1) * _stride).CopyTo(_work);
        for (var c = 0; c <= count; c++)
        {
            _whitening.Whiten(_work.AsSpan(c * _stride, _stride));
        }

        determinant = 0;
        var errors = _work.AsSpan(0, _stride);
        if (count > 0)
        {
            // Missing buckets come first in the factor: its leading determinant is theirs.
            for (var i = 0; i < count; i++)
            {
                var own = Whitened(i);
                for (var j = 0; j <= i; j++)
                {
                    _normal[(i * count) + j] = TensorPrimitives.Dot<double>(own, Whitened(j));
                }

                _coefficients[i] = TensorPrimitives.Dot<double>(own, errors);
            }

            if (!CholeskySolve.Solve(_normal, count, count, _coefficients))
            {
                return false;
            }

            for (var i = 0; i < _missingCount; i++)
            {
                determinant += 2 * Math.Log(_normal[(i * count) + i]);
            }

            for (var i = 0; i < count; i++)
            {
                TensorPrimitives.MultiplyAdd(Whitened(i), -_coefficients[i], errors, errors);
            }

            Turn(count);
        }

        SquaredErrors = TensorPrimitives.SumOfSquares<double>(errors);
        return true;
    }

    /// <summary>The one-step errors of the last regression, shape (n less those lost).</summary>
    public ReadOnlySpan<double> Errors => _work.AsSpan(0, _stride);

    /// <summary>The differenced demand less its regression, shape (n less those lost).</summary>
    public void Remainder(Span<double> remainder)
    {
        _columns.AsSpan(0, _stride).CopyTo(remainder);
        for (var i = 0; i < _regressors + _missingCount; i++)
        {
            TensorPrimitives.MultiplyAdd(_columns.AsSpan((1 + i) * _stride, _stride), -_coefficients[i], remainder, remainder);
        }
    }

    /// <summary>Puts what the missing buckets are taken for into the gaps of a series.</summary>
    public void Complete(Span<double> values)
    {
        for (var k = 0; k < _missingCount; k++)
        {
            values[_missing[k]] = -_coefficients[_regressors + k];
        }
    }

    /// <summary>The i-th whitened column, missing buckets first.</summary>
    private Span<double> Whitened(int i)
        => _work.AsSpan((1 + (i < _missingCount ? _regressors + i : i - _missingCount)) * _stride, _stride);

    /// <summary>Coefficients in the order of the columns: regressors first.</summary>
    private void Turn(int count)
    {
        var turned = _normal.AsSpan(0, count);
        _coefficients.AsSpan(_missingCount, _regressors).CopyTo(turned);
        _coefficients.AsSpan(0, _missingCount).CopyTo(turned[_regressors..]);
        turned.CopyTo(_coefficients);
    }

    private void FindMissing(ReadOnlySpan<double> values)
    {
        if (_missing.Length < values.Length)
        {
            _missing = new int[values.Length];
        }

        _missingCount = 0;
        for (var t = 0; t < values.Length; t++)
        {
            if (double.IsNaN(values[t]))
            {
                _missing[_missingCount++] = t;
            }
        }
    }

    private Span<double> Fill(ReadOnlySpan<double> values)
    {
        for (var t = 0; t < values.Length; t++)
        {
            _work[t] = double.IsNaN(values[t]) ? 0 : values[t];
        }

        return _work.AsSpan(0, values.Length);
    }

    /// <summary>Differences in place, then copies what is left.</summary>
    private void Difference(Span<double> values, Span<double> differenced)
    {
        for (var k = 0; k < Order.D + Order.SeasonalD; k++)
        {
            var lag = k < Order.SeasonalD ? _season : 1;
            for (var t = 0; t < values.Length - lag; t++)
            {
                values[t] = values[t + lag] - values[t];
            }

            values = values[..^lag];
        }

        values.CopyTo(differenced);
    }

    private void Reserve(int columns)
    {
        if (_columns.Length < columns * _length)
        {
            _columns = new double[columns * _length];
            _work = new double[columns * _length];
        }

        if (_normal.Length < columns * columns)
        {
            _normal = new double[columns * columns];
            _coefficients = new double[columns];
        }

        var longest = ArmaPolynomials.LongestFactor * (1 + _season);
        if (_movingAverage.Length <= longest)
        {
            _autoregressive = new double[longest + 1];
            _movingAverage = new double[longest + 1];
        }
    }
}
