using System.Numerics.Tensors;
using SegmentationML.Core.Accuracy;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>The scores of one method on every series, summed over the origins.</summary>
/// <param name="count">Number of series.</param>
internal sealed class SeriesScores(int count)
{
    private const double LargestSafe = 1e40;

    private readonly Sum _rmsse = new(count);
    private readonly Sum _mase = new(count);
    private readonly Sum _smape = new(count);
    private readonly Sum _pinball = new(count);

    /// <summary>Origins at which a series was scored, shape (series).</summary>
    public int[] Origins { get; } = new int[count];

    /// <summary>The unit that the sums of a series are held in, a power of two: 1 unless its quantities lie beyond 1e±40, so that no sum overflows. Shape (series).</summary>
    public double[] Units { get; } = new double[count];

    /// <summary>Sum of the absolute errors, in <see cref="Units"/>, shape (series).</summary>
    public double[] Absolute { get; } = new double[count];

    /// <summary>Sum of demand minus forecast, in <see cref="Units"/>, shape (series).</summary>
    public double[] Errors { get; } = new double[count];

    /// <summary>Sum of the demand that was scored, in <see cref="Units"/>, shape (series).</summary>
    public double[] Demand { get; } = new double[count];

    /// <summary>Mean RMSSE of a series over its origins; NaN when it has none.</summary>
    public double Rmsse(int series) => _rmsse.Mean(series);

    /// <summary>Mean MASE.</summary>
    public double Mase(int series) => _mase.Mean(series);

    /// <summary>Mean sMAPE.</summary>
    public double Smape(int series) => _smape.Mean(series);

    /// <summary>Mean scaled pinball loss.</summary>
    public double Pinball(int series) => _pinball.Mean(series);

    /// <summary>Adds the scores of one origin.</summary>
    /// <param name="series">Index of the series.</param>
    /// <param name="history">Demand before the origin.</param>
    /// <param name="actual">Demand after it.</param>
    /// <param name="mean">Its forecast; NaN throughout when the method did not answer.</param>
    /// <param name="quantiles">Quantiles, shape (h × levels); empty for none.</param>
    /// <param name="levels">Their probabilities.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <remarks>Quantities beyond 1e±40 are scored in units of a power of two, so that no square overflows or vanishes.</remarks>
    public void Add(int series, ReadOnlySpan<double> history, ReadOnlySpan<double> actual, ReadOnlySpan<double> mean, ReadOnlySpan<double> quantiles, IReadOnlyList<double> levels, int season)
    {
        var unit = Unit(history, actual);
        if (unit != 1)
        {
            history = In(unit, history);
            actual = In(unit, actual);
            mean = In(unit, mean);
            quantiles = In(unit, quantiles);
        }

        var absolute = MeanAbsoluteError.Measure(actual, mean);
        if (double.IsNaN(absolute))
        {
            return;
        }

        Origins[series]++;
        _rmsse.Add(series, RootMeanSquaredScaledError.Measure(history, actual, mean));
        _mase.Add(series, MeanAbsoluteScaledError.Measure(history, actual, mean, season));
        _smape.Add(series, SymmetricAbsolutePercentageError.Measure(actual, mean));
        var share = Widen(series, unit);
        for (var i = 0; i < actual.Length; i++)
        {
            if (!double.IsNaN(actual[i]))
            {
                Absolute[series] += Math.Abs(actual[i] - mean[i]) * share;
                Errors[series] += (actual[i] - mean[i]) * share;
                Demand[series] += actual[i] * share;
            }
        }

        if (!quantiles.IsEmpty)
        {
            _pinball.Add(series, Pinball(history, actual, quantiles, levels));
        }
    }

    /// <summary>Makes the unit of a series' sums at least as large as that of an origin.</summary>
    /// <returns>What a number in the origin's unit is multiplied by to be in that of the sums.</returns>
    private double Widen(int series, double unit)
    {
        if (unit > Units[series])
        {
            var share = Units[series] / unit;
            (Absolute[series], Errors[series], Demand[series], Units[series]) = (Absolute[series] * share, Errors[series] * share, Demand[series] * share, unit);
        }

        return unit / Units[series];
    }

    private static double Unit(ReadOnlySpan<double> history, ReadOnlySpan<double> actual)
    {
        var largest = 0.0;
        foreach (var units in history)
        {
            largest = units > largest ? units : largest;
        }

        foreach (var units in actual)
        {
            largest = units > largest ? units : largest;
        }

        return largest is 0 or (<= LargestSafe and >= 1 / LargestSafe) || double.IsInfinity(largest) ? 1 : Math.ScaleB(1, Math.Clamp(Math.ILogB(largest), -1000, 1000));
    }

    private static double[] In(double unit, ReadOnlySpan<double> values)
    {
        var scaled = new double[values.Length];
        TensorPrimitives.Divide(values, unit, scaled);
        return scaled;
    }

    private static double Pinball(ReadOnlySpan<double> history, ReadOnlySpan<double> actual, ReadOnlySpan<double> quantiles, IReadOnlyList<double> levels)
    {
        var rows = new double[quantiles.Length];
        for (var level = 0; level < levels.Count; level++)
        {
            for (var step = 0; step < actual.Length; step++)
            {
                rows[(level * actual.Length) + step] = quantiles[(step * levels.Count) + level];
            }
        }

        return ScaledPinballLoss.Mean(history, actual, rows, [.. levels]);
    }

    private sealed class Sum(int count)
    {
        private readonly double[] _sums = new double[count];
        private readonly int[] _counts = new int[count];

        public double Mean(int series) => _sums[series] / _counts[series];

        public void Add(int series, double value)
        {
            if (!double.IsNaN(value))
            {
                _sums[series] += value;
                _counts[series]++;
            }
        }
    }
}
