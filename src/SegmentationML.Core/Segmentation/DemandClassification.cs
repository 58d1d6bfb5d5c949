namespace SegmentationML.Core.Segmentation;

/// <summary>Demand classes; each entity has two boundaries, the ADI cut and the CV² cut.</summary>
public sealed class DemandClassification : Classification
{
    private readonly double _adiCut;
    private readonly double _squaredCvCut;

    internal DemandClassification(DemandClassOptions options, byte[] classes, Driver adi, Driver squaredCv)
        : base(options.Scheme(), classes, [adi, squaredCv])
    {
        _adiCut = options.AdiCut;
        _squaredCvCut = options.SquaredCvCut;
    }

    /// <inheritdoc/>
    public override int MaximumCrossings => 2;

    /// <inheritdoc/>
    public override int CrossingsOf(int entity, Span<Crossing> crossings)
    {
        var own = Classes[entity];
        if (own > 3)
        {
            return 0;
        }

        // Bit 1 is the interval, bit 0 the sizes.
        crossings[0] = Crossing.At(0, (byte)(own ^ 2), _adiCut, Drivers[0].Values[entity]);
        crossings[1] = Crossing.At(1, (byte)(own ^ 1), _squaredCvCut, Drivers[1].Values[entity]);
        return 2;
    }
}
