namespace SegmentationML.Core.Forecasting.Pooling;

/// <summary>A weighted mean of distribution functions: some families, and a set of atoms.</summary>
/// <remarks>Genest and Zidek (1986), Statistical Science 1(1), 114-135.</remarks>
internal readonly ref struct LinearPool
{
    /// <summary>Relative distance of two fractional quantities that are told apart.</summary>
    private const double Closeness = 1e-10;

    /// <summary>No demand that is forecast in units of its own is larger.</summary>
    private const double LargestQuantity = 1e45;
    private readonly ReadOnlySpan<DemandFamily> _families;
    private readonly ReadOnlySpan<double> _weights;
    private readonly ReadOnlySpan<double> _atoms;
    private readonly ReadOnlySpan<double> _cumulative;
    private readonly bool _whole;

    /// <summary>The pool.</summary>
    /// <param name="weights">Of the atoms, then of each family; together 1.</param>
    /// <param name="families">At least one.</param>
    /// <param name="atoms">Quantities, ascending, at least one.</param>
    /// <param name="cumulative">Probability of the atoms up to each, the last one 1.</param>
    /// <param name="whole">Whether units are whole.</param>
    public LinearPool(ReadOnlySpan<double> weights, ReadOnlySpan<DemandFamily> families, ReadOnlySpan<double> atoms, ReadOnlySpan<double> cumulative, bool whole)
    {
        _weights = weights;
        _families = families;
        _atoms = atoms;
        _cumulative = cumulative;
        _whole = whole;
    }

    /// <summary>The quantiles at levels, ascending.</summary>
    public void Quantiles(QuantileLevels levels, Span<double> quantiles)
    {
        double lowest = 0;
        for (var i = 0; i < levels.Count; i++)
        {
            lowest = Math.Max(lowest, Quantile(levels.Values[i]));
            quantiles[i] = lowest;
        }
    }

    private double Quantile(double level)
    {
        var (low, high) = (0, _atoms.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Families(_atoms[middle]) + (_weights[0] * _cumulative[middle]) >= level ? (low, middle) : (middle + 1, high);
        }

        var rest = level - (low > 0 ? _weights[0] * _cumulative[low - 1] : 0);
        var (below, above) = (low > 0 ? _atoms[low - 1] : 0, low < _atoms.Length ? _atoms[low] : double.PositiveInfinity);
        return rest <= 0 ? below : rest >= 1 - _weights[0] ? above : Math.Min(above, Between(rest, below, above));
    }

    /// <summary>The smallest quantity at which the families reach a probability.</summary>
    private double Between(double rest, double below, double above)
    {
        if (_families.Length == 1)
        {
            return _families[0].Quantile(rest / _weights[1]);
        }

        if (Families(below) >= rest || (double.IsFinite(above) && Families(above) < rest))
        {
            return Families(below) >= rest ? below : above;
        }

        var (low, high) = (below, double.IsFinite(above) ? above : Math.Max(1, 2 * below));
        while (high < LargestQuantity && Families(high) < rest)
        {
            (low, high) = (high, 2 * high);
        }

        high = _whole ? Math.Ceiling(high) : high;
        low = _whole ? Math.Floor(low) : low;
        while (high - low > (_whole ? 1 : Closeness * high) && (low + high) / 2 is var half && half > low && half < high)
        {
            var middle = _whole ? Math.Floor(half) : half;
            (low, high) = Families(middle) >= rest ? (low, middle) : (middle, high);
        }

        return high;
    }

    private double Families(double x)
    {
        double sum = 0;
        for (var i = 0; i < _families.Length; i++)
        {
            sum += _weights[i + 1] > 0 ? _weights[i + 1] * _families[i].Cdf(x) : 0;
        }

        return sum;
    }
}
