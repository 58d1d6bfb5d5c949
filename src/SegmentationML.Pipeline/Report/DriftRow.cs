namespace SegmentationML.Pipeline.Report;

/// <summary>How far a driver's distribution has moved since the parent version.</summary>
/// <param name="Driver">Its name.</param>
/// <param name="Psi">Population stability index, nats.</param>
/// <param name="Threshold">What it may be by chance with these numbers of entities; NaN when not calibrated.</param>
/// <param name="Drifted">Whether it counts as drift.</param>
public sealed record DriftRow(string Driver, double Psi, double Threshold, bool Drifted);
