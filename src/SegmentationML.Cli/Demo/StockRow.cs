namespace SegmentationML.Cli.Demo;

/// <summary>Stock of a product at a site at the end of a day.</summary>
/// <param name="Day">Day index.</param>
/// <param name="Product">Index of the product.</param>
/// <param name="Site">Index of the site.</param>
/// <param name="OnHand">Units; negative when customers wait.</param>
/// <param name="OnOrder">Units ordered from the supplier and not received.</param>
internal readonly record struct StockRow(int Day, int Product, int Site, int OnHand, int OnOrder);
