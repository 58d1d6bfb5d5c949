namespace SegmentationML.Core.Demand;

/// <summary>On which scale trend, season and remainder add up.</summary>
public enum SeasonalScale
{
    /// <summary>Chosen per series: logarithmic when every observed value is positive and the spread within a season clearly grows with its level (<see cref="SeasonalScaleRule"/>), else additive.</summary>
    Automatic = 0,

    /// <summary>Units: the season adds.</summary>
    Additive = 1,

    /// <summary>Logarithms of the units: the season multiplies. A series with a value that is not positive falls back to <see cref="Additive"/>, and its result says so.</summary>
    Logarithmic = 2,
}
