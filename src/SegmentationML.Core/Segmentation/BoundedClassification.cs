namespace SegmentationML.Core.Segmentation;

/// <summary>Classes whose boundaries a classifier can name entity by entity.</summary>
internal sealed class BoundedClassification : Classification
{
    private readonly CrossingWriter _crossings;

    public BoundedClassification(ClassScheme scheme, byte[] classes, IReadOnlyList<Driver> drivers, int maximumCrossings, CrossingWriter crossings)
        : base(scheme, classes, drivers)
    {
        MaximumCrossings = maximumCrossings;
        _crossings = crossings;
    }

    /// <summary>Writes the crossings of an entity and returns how many.</summary>
    public delegate int CrossingWriter(int entity, Span<Crossing> crossings);

    /// <inheritdoc/>
    public override int MaximumCrossings { get; }

    /// <inheritdoc/>
    public override int CrossingsOf(int entity, Span<Crossing> crossings) => _crossings(entity, crossings);
}
