namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>Where a held entity is let go: the far edge of the band.</summary>
/// <param name="Driver">Index of the driver among those of the assignments.</param>
/// <param name="Boundary">The value that the driver must pass.</param>
/// <param name="Margin">Distance to it, in the driver's unit.</param>
/// <param name="Relative">The same relative to the boundary.</param>
/// <param name="Deviations">The same in standard deviations of the entity's own history; NaN when not known.</param>
public readonly record struct ReleasePoint(int Driver, double Boundary, double Margin, double Relative, double Deviations)
{
    internal static ReleasePoint Of(Driver driver, int index, int entity, in Crossing crossing, double band)
    {
        var scale = crossing.RelativeMargin > 0 ? crossing.Margin / crossing.RelativeMargin : Math.Abs(crossing.Boundary);
        var side = driver.Values[entity] < crossing.Boundary ? -1 : 1;
        var margin = (band * scale) - crossing.Margin;
        return new ReleasePoint(index, crossing.Boundary + (side * band * scale), margin, band - crossing.RelativeMargin, driver.InDeviations(entity, margin));
    }
}
