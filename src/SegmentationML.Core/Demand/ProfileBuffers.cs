namespace SegmentationML.Core.Demand;

/// <summary>What one thread keeps from series to series.</summary>
/// <param name="halfLife">Half-life of the time-decayed sums in periods.</param>
internal sealed class ProfileBuffers(double halfLife)
{
    public DecompositionBuffers Decomposition { get; } = new();

    public DecayTable Decay { get; } = new(halfLife);
}
