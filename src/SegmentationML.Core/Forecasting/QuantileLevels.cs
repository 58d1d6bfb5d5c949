using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting;

/// <summary>The probabilities at which quantiles are asked for, with the standard normal quantile of each, which is looked up once.</summary>
public sealed class QuantileLevels
{
    private readonly double[] _levels;
    private readonly double[] _normal;

    /// <summary>Levels that were checked by <see cref="Validate"/>.</summary>
    /// <param name="levels">Probabilities in (0, 1), strictly ascending, at least one.</param>
    /// <exception cref="ProblemException">SEG-FCST-031.</exception>
    public QuantileLevels(IReadOnlyList<double> levels)
    {
        ProblemException.ThrowIfAny(Validate(levels));
        _levels = [.. levels];
        _normal = Array.ConvertAll(_levels, NormalFunctions.Quantile);
    }

    /// <summary>The seven levels of a snapshot.</summary>
    public static QuantileLevels OfSnapshot { get; } = new(ForecastQuantiles.Levels.ToArray());

    /// <summary>Number of levels.</summary>
    public int Count => _levels.Length;

    /// <summary>The probabilities, ascending.</summary>
    public ReadOnlySpan<double> Values => _levels;

    /// <summary>Standard normal quantiles of them.</summary>
    internal ReadOnlySpan<double> Normal => _normal;

    /// <summary>Says what is wrong with levels.</summary>
    /// <param name="levels">Probabilities.</param>
    public static IEnumerable<Problem> Validate(IReadOnlyList<double> levels)
    {
        if (levels.Count == 0 || levels.Any(static level => !(level > 0 && level < 1)) || levels.Zip(levels.Skip(1), static (low, high) => low < high).Contains(false))
        {
            yield return new Problem("SEG-FCST-031", $"The quantile levels are {string.Join(", ", levels)}.", "Give at least one, each in (0, 1), ascending: 0.05, 0.5, 0.95.");
        }
    }
}
