namespace SegmentationML.Core.Segmentation;

/// <summary>One number per entity that decides a class.</summary>
/// <param name="Name">What the number is, as the caller calls it.</param>
/// <param name="Values">One value an entity; NaN where it is not known.</param>
/// <param name="Deviations">Standard deviation of the value in the entity's own history, one an entity, in the value's unit; null when not known.</param>
public sealed record Driver(string Name, double[] Values, double[]? Deviations = null)
{
    /// <summary>A distance in the entity's own standard deviations; NaN when there is none, or it is zero.</summary>
    public double InDeviations(int entity, double distance)
        => Deviations is not null && Deviations[entity] > 0 ? distance / Deviations[entity] : double.NaN;
}
