using SegmentationML.Core.Accuracy;

namespace SegmentationML.Core.Forecasting.Pooling;

/// <summary>Forecasts a series from an earlier moment by every component of a pool and holds them against what came; the buffers of one thread.</summary>
/// <param name="options">Valid.</param>
/// <param name="sizes">What the panel knows of sizes.</param>
internal sealed class PoolWindow(PanelForecastOptions options, PanelSizes sizes)
{
    private const int Points = 60;

    /// <summary>Buckets of a horizon that are scored; neighbours tell the same.</summary>
    private const int MostSteps = 4;
    private const double GridPower = 2.5;
    private readonly PoolComponents _components = new();
    private readonly ForecastWorkspace _workspace = new();
    private readonly double[] _grid = new double[Points];
    private readonly double[] _cdf = new double[PanelPool.Count * Points];

    /// <summary>Forecasts from one moment.</summary>
    /// <param name="demand">Checked demand; NaN = missing.</param>
    /// <param name="leadTime">Buckets, above 0.</param>
    /// <param name="moment">1 for the last window before the end, 2 for the one before it.</param>
    public PoolProducts At(ReadOnlySpan<double> demand, double leadTime, int moment)
    {
        var whole = (int)Math.Ceiling(leadTime);
        var longest = Math.Max(options.Horizon, whole);
        var window = demand.Length - ((long)moment * longest) >= options.MinimumTraining ? longest : options.Horizon;
        var origin = demand.Length - ((long)moment * window);
        if (origin < options.MinimumTraining)
        {
            return default;
        }

        var known = demand[..(int)origin];
        var summary = HistorySummary.Of(known);
        var scale = summary.Demands == 0 || summary.Observed < options.MinimumTraining ? double.NaN : MeanAbsoluteScaledError.Scale(known[summary.FirstDemand..], season: 1);
        if (!(scale > 0))
        {
            return default;
        }

        _components.Make(new DemandHistory(known, options.Season, summary.HasMissing), summary.FirstDemand, leadTime, summary.WholeUnits, sizes, _workspace);
        var after = demand[(int)origin..];
        return new PoolProducts(summary.Demands, Steps(after[..options.Horizon], scale), whole <= window ? LeadTime(after[..whole], leadTime, scale) : null);
    }

    private double[]? Steps(ReadOnlySpan<double> after, double scale)
    {
        var (sum, count, stride) = (new double[PanelPool.Count * PanelPool.Count], 0, Math.Max(1, after.Length / MostSteps));
        Fill(leadTime: false, Largest(after));
        for (var step = 0; step < after.Length; step += stride)
        {
            if (!double.IsNaN(after[step]))
            {
                Add(after[step], scale, sum);
                count++;
            }
        }

        System.Numerics.Tensors.TensorPrimitives.Divide<double>(sum, Math.Max(1, count), sum);
        return count == 0 ? null : sum;
    }

    private double[]? LeadTime(ReadOnlySpan<double> after, double leadTime, double scale)
    {
        double outcome = 0;
        for (var t = 0; t < after.Length; t++)
        {
            outcome += after[t] * Math.Min(1, leadTime - t);
        }

        if (double.IsNaN(outcome))
        {
            return null;
        }

        var sum = new double[PanelPool.Count * PanelPool.Count];
        Fill(leadTime: true, outcome);
        Add(outcome, scale, sum);
        return sum;
    }

    /// <summary>Places the grid, every unit where there are few, and evaluates the components on it.</summary>
    private void Fill(bool leadTime, double outcome)
    {
        var past = _components.Past;
        var largest = Math.Max(outcome, leadTime ? past.Sums[^1] : past.Atoms[^1]);
        foreach (var family in _components.Families(leadTime))
        {
            largest = Math.Max(largest, family.Mean + (12 * Math.Sqrt(family.Variance)));
        }

        for (var g = 0; g < Points; g++)
        {
            var x = largest * Math.Pow(g / (Points - 1.0), GridPower);
            _grid[g] = !past.Whole ? x : largest <= Points - 1 ? g : Math.Floor(x);
        }

        for (var k = 0; k < PanelPool.Count; k++)
        {
            for (var g = 0; g < Points; g++)
            {
                _cdf[(k * Points) + g] = g > 0 && _grid[g] == _grid[g - 1] ? _cdf[(k * Points) + g - 1] : _components.Cdf(k, leadTime, _grid[g]);
            }
        }
    }

    private void Add(double outcome, double scale, double[] sum)
    {
        for (var g = 0; g + 1 < Points; g++)
        {
            var (width, reached) = ((_grid[g + 1] - _grid[g]) / scale, _grid[g] >= outcome ? 1.0 : 0);
            for (var k = 0; k < PanelPool.Count && width > 0; k++)
            {
                var error = (_cdf[(k * Points) + g] - reached) * width;
                for (var l = 0; l < PanelPool.Count; l++)
                {
                    sum[(k * PanelPool.Count) + l] += error * (_cdf[(l * Points) + g] - reached);
                }
            }
        }
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (var value in values)
        {
            largest = value > largest ? value : largest;
        }

        return largest;
    }
}
