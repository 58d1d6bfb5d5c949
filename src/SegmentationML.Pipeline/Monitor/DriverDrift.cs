namespace SegmentationML.Pipeline.Monitor;

/// <summary>How far a driver's distribution has moved.</summary>
/// <param name="Driver">Its name.</param>
/// <param name="Psi">Population stability index, nats.</param>
/// <param name="NoiseFloor">The PSI that equal populations of these sizes stay below 95 times in 100.</param>
/// <param name="AdjustedP">p value of no drift, adjusted over the run's drivers by Benjamini and Hochberg; NaN when there is not enough data.</param>
/// <param name="Drifted">True when the effect is at or above the threshold, significant, and rests on enough data.</param>
public sealed record DriverDrift(string Driver, double Psi, double NoiseFloor, double AdjustedP, bool Drifted);
