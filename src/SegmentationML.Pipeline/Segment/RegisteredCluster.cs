namespace SegmentationML.Pipeline.Segment;

/// <summary>A cluster under its stable code.</summary>
/// <param name="Number">The number of its code: 3 of K3.</param>
/// <param name="Entities">Entities of the fit.</param>
/// <param name="Centre">Median of each driver over them, in the drivers' own units (of logarithmic drivers the logarithm).</param>
/// <param name="Traits">What sets it apart, most telling first, as <see cref="ClusterTrait"/> writes it; its generated name says the same in words.</param>
public sealed record RegisteredCluster(int Number, long Entities, IReadOnlyList<double> Centre, IReadOnlyList<string>? Traits = null);
