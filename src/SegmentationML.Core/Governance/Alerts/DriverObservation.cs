namespace SegmentationML.Core.Governance.Alerts;

/// <summary>A driver whose distribution has moved.</summary>
/// <param name="Driver">Its name.</param>
/// <param name="Psi">Population stability index against the version before, nats.</param>
/// <param name="NoiseFloor">The PSI that chance alone stays below 95 times in 100.</param>
public sealed record DriverObservation(string Driver, double Psi, double NoiseFloor);
