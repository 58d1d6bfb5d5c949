using System.Runtime.CompilerServices;

namespace SegmentationML.Core.Forecasting.Arima;

/// <summary>Turns a stationary ARMA series into its independent one-step errors of variance one: exact likelihood, any number of columns with the same filter.</summary>
/// <remarks>
/// The first max(p, q) values stay as they are, the others have their autoregression taken off: what is left has a covariance with a band of q, whose Cholesky factor is the filter, O(n q²) and
/// hardly more for each column. The errors are those of the Kalman filter. Ansley (1979), Biometrika 66(1), 59-65; Brockwell and Davis (1991), Time Series: Theory and Methods, §8.7.
/// </remarks>
internal sealed class ArmaWhitening
{
    private readonly ArmaCovariance _covariance = new();
    private double[] _autoregressive = [];
    private double[] _movingAverage = [];
    private double[] _products = [];
    private double[] _mixed = [];
    private double[] _covariances = [];
    private double[] _factor = [];
    private int _p;
    private int _q;
    private int _head;
    private int _width;

    /// <summary>Sum of the logarithms of the variances of the one-step errors.</summary>
    public double LogDeterminant { get; private set; }

    /// <summary>φ[1 … p].</summary>
    public ReadOnlySpan<double> Autoregressive => _autoregressive.AsSpan(0, _p);

    /// <summary>θ[0 … q], θ[0] = 1.</summary>
    public ReadOnlySpan<double> MovingAverage => _movingAverage.AsSpan(0, _q + 1);

    /// <summary>Builds the filter.</summary>
    /// <param name="autoregressive">φ[1 … p].</param>
    /// <param name="movingAverage">θ[0 … q], θ[0] = 1.</param>
    /// <param name="length">Values to filter.</param>
    /// <param name="ahead">Values after them that will be forecast.</param>
    /// <returns>False when the process is not stationary or its covariance not positive definite.</returns>
    public bool Build(ReadOnlySpan<double> autoregressive, ReadOnlySpan<double> movingAverage, int length, int ahead)
    {
        (_p, _q) = (autoregressive.Length, movingAverage.Length - 1);
        (_head, _width) = (Math.Max(_p, _q), Math.Max(_p, _q) + 1);
        Reserve(length + ahead);
        autoregressive.CopyTo(_autoregressive);
        movingAverage.CopyTo(_movingAverage);
        for (var k = 0; k <= _q; k++)
        {
            _products[k] = 0;
            for (var i = 0; i + k <= _q; i++)
            {
                _products[k] += _movingAverage[i] * _movingAverage[i + k];
            }
        }

        Mix();
        return _covariance.Compute(autoregressive, movingAverage, _products.AsSpan(0, _q + 1), _covariances.AsSpan(0, Math.Max(1, _head))) && Factor(length + ahead, length);
    }

    /// <summary>The independent errors of a column.</summary>
    /// <param name="column">Differenced values, shape (n); receives the errors.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Whiten(Span<double> column)
    {
        for (var t = column.Length - 1; t >= _head; t--)
        {
            var value = column[t];
            for (var j = 0; j < _p; j++)
            {
                value -= _autoregressive[j] * column[t - 1 - j];
            }

            column[t] = value;
        }

        for (var t = 0; t < column.Length; t++)
        {
            var start = Start(t);
            var row = _factor.AsSpan(t * _width, t - start + 1);
            var value = column[t];
            for (var k = 0; k < row.Length - 1; k++)
            {
                value -= row[k] * column[start + k];
            }

            column[t] = value / row[^1];
        }
    }

    /// <summary>What was expected of each value from those before it.</summary>
    /// <param name="values">The series, shape (n).</param>
    /// <param name="errors">Whitened, shape (n).</param>
    /// <param name="expected">Receives it, shape (n).</param>
    public void Expect(ReadOnlySpan<double> values, ReadOnlySpan<double> errors, Span<double> expected)
    {
        for (var t = 0; t < values.Length; t++)
        {
            expected[t] = values[t] - (_factor[(t * _width) + t - Start(t)] * errors[t]);
        }
    }

    /// <summary>The forecast of the values after a column.</summary>
    /// <param name="values">The differenced values, shape (n).</param>
    /// <param name="errors">Their errors, of <see cref="Whiten"/>, shape (n).</param>
    /// <param name="forecast">Receives the forecast, at most as long as the filter was built ahead.</param>
    public void Forecast(ReadOnlySpan<double> values, ReadOnlySpan<double> errors, Span<double> forecast)
    {
        for (var h = 0; h < forecast.Length; h++)
        {
            var t = values.Length + h;
            var start = Start(t);
            double sum = 0;
            for (var k = start; k < values.Length; k++)
            {
                sum += _factor[(t * _width) + k - start] * errors[k];
            }

            for (var j = 0; j < _p && t >= _head; j++)
            {
                var at = t - 1 - j;
                sum += _autoregressive[j] * (at < values.Length ? values[at] : forecast[at - values.Length]);
            }

            forecast[h] = sum;
        }
    }

    private int Start(int t) => t < _head ? 0 : Math.Max(0, t - _q);

    /// <summary>Σ θ[r] ψ[r − k] at k: the covariance of a value with the moving average k later.</summary>
    private void Mix()
    {
        Span<double> psi = _q < 256 ? stackalloc double[_q + 1] : new double[_q + 1];
        for (var k = 0; k <= _q; k++)
        {
            psi[k] = _movingAverage[k];
            for (var j = 1; j <= Math.Min(k, _p); j++)
            {
                psi[k] += _autoregressive[j - 1] * psi[k - j];
            }
        }

        for (var k = 0; k <= _q; k++)
        {
            _mixed[k] = 0;
            for (var r = k; r <= _q; r++)
            {
                _mixed[k] += _movingAverage[r] * psi[r - k];
            }
        }
    }

    private double Covariance(int later, int earlier)
    {
        var lag = later - earlier;
        return later < _head ? _covariances[lag] : lag > _q ? 0 : earlier < _head ? _mixed[lag] : _products[lag];
    }

    /// <summary>Row by row; the determinant is that of the values, without those ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Factor(int rows, int length)
    {
        double product = 1, logs = 0;
        for (var i = 0; i < rows; i++)
        {
            var start = Start(i);
            var row = _factor.AsSpan(i * _width, i - start + 1);
            double squares = 0;
            for (var j = start; j < i; j++)
            {
                var other = Start(j);
                var from = Math.Max(start, other);
                var above = _factor.AsSpan((j * _width) + from - other, j - from + 1);
                var own = row.Slice(from - start, above.Length);
                var sum = Covariance(i, j);
                for (var k = 0; k < above.Length - 1; k++)
                {
                    sum -= own[k] * above[k];
                }

                sum /= above[^1];
                row[j - start] = sum;
                squares += sum * sum;
            }

            var rest = Covariance(i, i) - squares;
            if (!(rest > 1e-300))
            {
                return false;
            }

            row[^1] = Math.Sqrt(rest);
            if (i < length)
            {
                product *= rest;
                if (product is < 1e-100 or > 1e100)
                {
                    logs += Math.Log(product);
                    product = 1;
                }
            }
        }

        LogDeterminant = logs + Math.Log(product);
        return true;
    }

    private void Reserve(int rows)
    {
        if (_autoregressive.Length < _width)
        {
            _autoregressive = new double[_width];
            _movingAverage = new double[_width];
            _products = new double[_width];
            _mixed = new double[_width];
            _covariances = new double[_width];
        }

        if (_factor.Length < rows * _width)
        {
            _factor = new double[rows * _width];
        }
    }
}
