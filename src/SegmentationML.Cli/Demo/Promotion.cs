namespace SegmentationML.Cli.Demo;

/// <summary>A price promotion of one product.</summary>
/// <param name="Product">Index of the product.</param>
/// <param name="FirstDay">Day index, included.</param>
/// <param name="LastDay">Day index, included.</param>
/// <param name="DiscountPercent">Off the list price.</param>
/// <param name="Uplift">Demand during the promotion divided by demand outside.</param>
internal sealed record Promotion(int Product, int FirstDay, int LastDay, int DiscountPercent, double Uplift);
