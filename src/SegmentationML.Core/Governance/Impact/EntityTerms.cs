namespace SegmentationML.Core.Governance.Impact;

/// <summary>The terms on which an entity is supplied in one version; NaN where there are none.</summary>
/// <param name="ServiceLevel">Cycle service level, in (0, 1); NaN when it is not stocked.</param>
/// <param name="SafetyStock">Units.</param>
/// <param name="ReorderPoint">Units.</param>
/// <param name="OrderQuantity">Units.</param>
/// <param name="Method">The forecasting method; null without a forecast.</param>
public readonly record struct EntityTerms(double ServiceLevel, double SafetyStock, double ReorderPoint, double OrderQuantity, string? Method)
{
    /// <summary>The terms of an entity that a version does not have.</summary>
    public static EntityTerms None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, null);
}
