namespace SegmentationML.Core.Segmentation;

/// <summary>Classes between fixed cuts of one driver; the cuts are the boundaries.</summary>
public sealed class ThresholdClassification : Classification
{
    private readonly double[] _cuts;

    internal ThresholdClassification(ClassScheme scheme, byte[] classes, Driver driver, double[] cuts)
        : base(scheme, classes, [driver])
        => _cuts = cuts;

    /// <inheritdoc/>
    public override int MaximumCrossings => 2;

    /// <inheritdoc/>
    public override int CrossingsOf(int entity, Span<Crossing> crossings)
    {
        var own = Classes[entity];
        if (own > _cuts.Length)
        {
            return 0;
        }

        var count = 0;
        var value = Drivers[0].Values[entity];
        if (own > 0)
        {
            crossings[count++] = Crossing.At(0, (byte)(own - 1), _cuts[own - 1], value);
        }

        if (own < _cuts.Length)
        {
            crossings[count++] = Crossing.At(0, (byte)(own + 1), _cuts[own], value);
        }

        return count;
    }
}
