namespace SegmentationML.Core.Forecasting;

/// <summary>The bases as they are published.</summary>
public static class DistributionBases
{
    private static readonly string[] Codes = ["measured-errors", "pooled", "combined", "analytic", "bootstrapped", "conformal", "like-items"];

    /// <summary>The code of a basis: lower case, words joined by hyphens.</summary>
    public static string Code(this DistributionBasis basis) => Codes[(int)basis];
}
