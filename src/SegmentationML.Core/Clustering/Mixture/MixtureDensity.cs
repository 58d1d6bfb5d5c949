namespace SegmentationML.Core.Clustering.Mixture;

/// <summary>Log densities of the components at a point, with scratch for one thread.</summary>
internal sealed class MixtureDensity
{
    private readonly double[] _means;
    private readonly double[] _factors;
    private readonly double[] _constant;
    private readonly double[] _solved;

    public MixtureDensity(double[] shares, double[] means, double[] factors)
    {
        Dimensions = means.Length / shares.Length;
        _means = means;
        _factors = factors;
        _solved = new double[Dimensions];
        _constant = new double[shares.Length];
        for (var c = 0; c < shares.Length; c++)
        {
            _constant[c] = Math.Log(shares[c]) - (0.5 * Dimensions * Math.Log(2 * Math.PI));
            for (var d = 0; d < Dimensions; d++)
            {
                _constant[c] -= Math.Log(factors[(((c * Dimensions) + d) * Dimensions) + d]);
            }
        }
    }

    public int Dimensions { get; }

    /// <summary>Log of share times density by component; returns the log of their sum.</summary>
    public double Logs(ReadOnlySpan<double> point, Span<double> logs)
    {
        var most = double.NegativeInfinity;
        for (var c = 0; c < logs.Length; c++)
        {
            logs[c] = _constant[c] - (0.5 * Squared(point, c));
            most = Math.Max(most, logs[c]);
        }

        var sum = 0.0;
        foreach (var log in logs)
        {
            sum += Math.Exp(log - most);
        }

        return most + Math.Log(sum);
    }

    /// <summary>Distance in standard deviations; the slope of the log density, -Σ⁻¹ (x - μ), goes into the buffer.</summary>
    public double Mahalanobis(ReadOnlySpan<double> point, int component, Span<double> slope)
    {
        var squared = Squared(point, component);
        for (var d = Dimensions - 1; d >= 0; d--)
        {
            var value = -_solved[d];
            for (var e = d + 1; e < Dimensions; e++)
            {
                value -= _factors[(((component * Dimensions) + e) * Dimensions) + d] * slope[e];
            }

            slope[d] = value / _factors[(((component * Dimensions) + d) * Dimensions) + d];
        }

        return Math.Sqrt(squared);
    }

    /// <summary>Solves L y = x - μ and returns ‖y‖².</summary>
    private double Squared(ReadOnlySpan<double> point, int component)
    {
        var squares = 0.0;
        for (var d = 0; d < point.Length; d++)
        {
            var row = _factors.AsSpan(((component * Dimensions) + d) * Dimensions, d + 1);
            var value = point[d] - _means[(component * Dimensions) + d];
            for (var e = 0; e < d; e++)
            {
                value -= row[e] * _solved[e];
            }

            _solved[d] = value / row[d];
            squares += _solved[d] * _solved[d];
        }

        return squares;
    }
}
