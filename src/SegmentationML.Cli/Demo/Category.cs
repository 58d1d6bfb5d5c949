namespace SegmentationML.Cli.Demo;

/// <summary>A product category: prices, quantities and the yearly season of its demand.</summary>
/// <param name="Code">Two letters; they start the product ids.</param>
/// <param name="Name">As in <c>products.csv</c>.</param>
/// <param name="MedianPrice">Median list price, EUR.</param>
/// <param name="Packs">Quantities in which a line is ordered; a line is a multiple of the product's pack.</param>
/// <param name="PeakDay">Day of the year on which the season peaks.</param>
/// <param name="Families">Families, each with its subcategory.</param>
internal sealed record Category(string Code, string Name, double MedianPrice, IReadOnlyList<int> Packs, int PeakDay, IReadOnlyList<Family> Families);
