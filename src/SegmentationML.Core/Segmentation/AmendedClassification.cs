namespace SegmentationML.Core.Segmentation;

/// <summary>A classification in which the classes of some entities were told and not computed; of those no boundary is known.</summary>
public sealed class AmendedClassification : Classification
{
    private readonly Classification _computed;
    private readonly bool[] _told;

    /// <summary>Amends a classification.</summary>
    /// <param name="computed">What was computed.</param>
    /// <param name="classes">Class index per entity.</param>
    /// <param name="told">Whether an entity's class was told.</param>
    public AmendedClassification(Classification computed, byte[] classes, bool[] told)
        : base(Required(computed).Scheme, classes, computed.Drivers)
        => (_computed, _told) = (computed, told);

    /// <inheritdoc/>
    public override int MaximumCrossings => _computed.MaximumCrossings;

    /// <inheritdoc/>
    public override int CrossingsOf(int entity, Span<Crossing> crossings) => _told[entity] ? 0 : _computed.CrossingsOf(entity, crossings);

    /// <inheritdoc/>
    internal override Crossing? CrossingTowards(int entity, byte former, double band, Span<Crossing> crossings) => _told[entity] ? null : _computed.CrossingTowards(entity, former, band, crossings);

    private static Classification Required(Classification computed)
    {
        ArgumentNullException.ThrowIfNull(computed);
        return computed;
    }
}
