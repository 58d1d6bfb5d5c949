namespace SegmentationML.Core.Segmentation;

/// <summary>Classes that someone gave and nothing computes, such as VED or a strategy tag: no driver, no boundary.</summary>
public sealed class TagClassification : Classification
{
    /// <summary>Takes over given classes.</summary>
    /// <param name="scheme">The classes.</param>
    /// <param name="classes">Class index per entity, each an index into the scheme's codes.</param>
    public TagClassification(ClassScheme scheme, byte[] classes)
        : base(Checked(scheme, classes), classes, [])
    {
    }

    /// <inheritdoc/>
    public override int MaximumCrossings => 0;

    /// <inheritdoc/>
    public override int CrossingsOf(int entity, Span<Crossing> crossings) => 0;

    private static ClassScheme Checked(ClassScheme scheme, byte[] classes)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(classes);
        var wrong = Array.FindIndex(classes, index => index >= scheme.Codes.Count);
        return wrong < 0
            ? scheme
            : throw new ProblemException(SegmentationProblems.NotFinite(scheme.Name, wrong, classes[wrong]) with { Fix = $"Give a class index below {scheme.Codes.Count}." });
    }
}
