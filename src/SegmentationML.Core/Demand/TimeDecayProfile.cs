namespace SegmentationML.Core.Demand;

/// <summary>Sums in which the past fades: a value of age a weighs 2^(-a / half-life).</summary>
/// <param name="Sum">Σ w x.</param>
/// <param name="Mean">Σ w x / Σ w; NaN without an observed value.</param>
/// <param name="WeightSum">Σ w.</param>
/// <param name="EffectiveSampleSize">(Σ w)² / Σ w²: as many equally weighted values would be as sure; 0 without an observed value.</param>
/// <param name="HalfLife">Age at which a value weighs one half, in the unit of the ages.</param>
public readonly record struct TimeDecayProfile(double Sum, double Mean, double WeightSum, double EffectiveSampleSize, double HalfLife);
