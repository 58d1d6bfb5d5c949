namespace SegmentationML.Core.Demand;

/// <summary>How trend and season were taken out of a series.</summary>
public enum DecompositionMethod
{
    /// <summary>Not at all: fewer than three observed periods.</summary>
    None = 0,

    /// <summary>A least squares line only: no season length, less than two seasons of history, or a position of the season that was never observed.</summary>
    Line = 1,

    /// <summary>Seasonal means and a local-linear trend, fitted in turn (STL with a periodic season).</summary>
    SeasonalTrend = 2,
}
