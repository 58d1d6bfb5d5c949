namespace SegmentationML.Core.Hierarchy;

/// <summary>What reconciliation may know besides the forecasts.</summary>
public sealed record ReconciliationBasis
{
    /// <summary>Nothing.</summary>
    public static ReconciliationBasis None { get; } = new();

    /// <summary>Demand of the bottom series, shape (bottom × n), NaN = missing; for the methods by shares.</summary>
    public double[] History { get; init; } = [];

    /// <summary>One-step errors of every node's method at the same moments, shape (nodes × t), NaN = not known; for the variance and for shrinkage.</summary>
    public double[] Residuals { get; init; } = [];
}
