namespace SegmentationML.Core.Demand;

/// <summary>Variability that trend and season do not explain, and how strong they are.</summary>
/// <param name="DeseasonalisedCv">Additive: sd(remainder) / mean(trend). Logarithmic: √(exp(s²) - 1) with s the remainder's sd on the log scale. NaN when the level is not positive or too few periods were observed.</param>
/// <param name="SeasonalStrength">max(0, 1 - Var(R) / Var(S + R)), in [0, 1]; 0 when S + R is constant; NaN when no season was fitted.</param>
/// <param name="TrendStrength">max(0, 1 - Var(R) / Var(T + R)), in [0, 1]; 0 when T + R is constant; NaN without decomposition.</param>
/// <param name="Period">Season length that was asked for.</param>
/// <param name="Seasons">Length of the active span in seasons; NaN without a season.</param>
/// <param name="Scale">Scale that was used, never <see cref="SeasonalScale.Automatic"/>.</param>
/// <param name="Method">How trend and season were taken out.</param>
/// <param name="RemainderDegreesOfFreedom">The divisor of the remainder's variance.</param>
public readonly record struct SeasonalityProfile(
    double DeseasonalisedCv,
    double SeasonalStrength,
    double TrendStrength,
    int Period,
    double Seasons,
    SeasonalScale Scale,
    DecompositionMethod Method,
    int RemainderDegreesOfFreedom);
