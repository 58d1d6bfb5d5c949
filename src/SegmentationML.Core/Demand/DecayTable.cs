namespace SegmentationML.Core.Demand;

/// <summary>Weights 2^(-age / half-life) by age in periods, worked out once for many series.</summary>
/// <param name="halfLife">In periods, positive.</param>
internal sealed class DecayTable(double halfLife)
{
    private double[] _weights = [];

    public double HalfLife => halfLife;

    /// <summary>Weights of the ages 0 to count - 1.</summary>
    public ReadOnlySpan<double> Of(int count)
    {
        if (_weights.Length < count)
        {
            _weights = new double[Math.Max(count, 2 * _weights.Length)];
            for (var age = 0; age < _weights.Length; age++)
            {
                _weights[age] = double.Exp2(-age / halfLife);
            }
        }

        return _weights.AsSpan(0, count);
    }
}
