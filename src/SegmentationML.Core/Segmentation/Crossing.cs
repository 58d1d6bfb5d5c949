namespace SegmentationML.Core.Segmentation;

/// <summary>One way in which an entity could leave its class: a boundary of a driver, all other facts as they are.</summary>
/// <param name="Driver">Index of the driver within its classification.</param>
/// <param name="ClassBeyond">The class on the other side.</param>
/// <param name="Boundary">The driver's value at the boundary, in its unit.</param>
/// <param name="Margin">Distance of the entity's value to the boundary, in the driver's unit, not negative.</param>
/// <param name="RelativeMargin">Margin / boundary: comparable between drivers of different units.</param>
public readonly record struct Crossing(int Driver, byte ClassBeyond, double Boundary, double Margin, double RelativeMargin)
{
    /// <summary>A crossing of a boundary; its relative margin is infinite when the boundary is zero.</summary>
    internal static Crossing At(int driver, byte beyond, double boundary, double value)
    {
        var margin = Math.Abs(value - boundary);
        return new Crossing(driver, beyond, boundary, margin, margin / Math.Abs(boundary));
    }
}
