namespace SegmentationML.Core.Forecasting.Arima;

/// <summary>The autocovariances of an ARMA process with innovations of variance one.</summary>
internal sealed class ArmaCovariance
{
    private double[] _steps = [];
    private double[] _pure = [];
    private double[] _variances = [];

    /// <summary>Computes them.</summary>
    /// <param name="autoregressive">φ[1 … p].</param>
    /// <param name="movingAverage">θ[0 … q], θ[0] = 1.</param>
    /// <param name="movingProducts">Σ θ[i] θ[i + k] at k, shape (q + 1).</param>
    /// <param name="covariances">Receives γ(0), γ(1), …, as many as it is long.</param>
    /// <returns>False when the process is not stationary.</returns>
    /// <remarks>The pure autoregression by the Levinson recursion down to its partial autocorrelations and up again, O(p²); the moving average mixes its autocovariances.</remarks>
    public bool Compute(ReadOnlySpan<double> autoregressive, ReadOnlySpan<double> movingAverage, ReadOnlySpan<double> movingProducts, Span<double> covariances)
    {
        var (p, q) = (autoregressive.Length, movingAverage.Length - 1);
        var lags = covariances.Length + q;
        Reserve(p, lags);
        if (!StepDown(autoregressive, p))
        {
            return false;
        }

        _pure[0] = _variances[0];
        for (var k = 1; k < lags; k++)
        {
            _pure[k] = k <= p ? FromPartial(k, p) : Continue(autoregressive, k);
        }

        for (var h = 0; h < covariances.Length; h++)
        {
            var sum = movingProducts[0] * _pure[h];
            for (var k = 1; k <= q; k++)
            {
                sum += movingProducts[k] * (_pure[h + k] + _pure[Math.Abs(h - k)]);
            }

            covariances[h] = sum;
        }

        return true;
    }

    private double Continue(ReadOnlySpan<double> autoregressive, int k)
    {
        double sum = 0;
        for (var j = 0; j < autoregressive.Length; j++)
        {
            sum += autoregressive[j] * _pure[k - 1 - j];
        }

        return sum;
    }

    /// <summary>γ(k) of the pure autoregression from the predictor of order k − 1 and the k-th partial autocorrelation.</summary>
    private double FromPartial(int k, int p)
    {
        var partial = _steps[((k - 1) * p) + k - 1];
        var sum = partial * _variances[k - 1];
        for (var j = 0; j < k - 1; j++)
        {
            sum += _steps[((k - 2) * p) + j] * _pure[k - 1 - j];
        }

        return sum;
    }

    /// <summary>Predictors of order p, p − 1, …, 1 and the variances of their errors, that of order p being one.</summary>
    private bool StepDown(ReadOnlySpan<double> autoregressive, int p)
    {
        if (p > 0)
        {
            autoregressive.CopyTo(_steps.AsSpan((p - 1) * p));
        }

        _variances[p] = 1;
        for (var k = p; k > 0; k--)
        {
            var row = _steps.AsSpan((k - 1) * p, k);
            var partial = row[k - 1];
            var rest = 1 - (partial * partial);
            if (!(rest > 0))
            {
                return false;
            }

            _variances[k - 1] = _variances[k] / rest;
            for (var j = 0; j < k - 1; j++)
            {
                _steps[((k - 2) * p) + j] = (row[j] + (partial * row[k - 2 - j])) / rest;
            }
        }

        return true;
    }

    private void Reserve(int p, int lags)
    {
        if (_steps.Length < p * p)
        {
            _steps = new double[p * p];
        }

        if (_variances.Length < p + 1)
        {
            _variances = new double[p + 1];
        }

        if (_pure.Length < lags)
        {
            _pure = new double[lags];
        }
    }
}
