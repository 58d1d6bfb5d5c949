namespace SegmentationML.Pipeline.Promotion;

/// <summary>Which values of its driver a class came to hold: where the bounds come from the data, this is what was fitted.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Class">The class.</param>
/// <param name="Driver">The driver.</param>
/// <param name="Least">The least value in the class.</param>
/// <param name="Greatest">The greatest.</param>
public sealed record ClassRange(string Dimension, string Class, string Driver, double Least, double Greatest);
