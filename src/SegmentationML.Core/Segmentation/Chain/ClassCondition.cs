namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>A condition on the class in a dimension.</summary>
/// <param name="Dimension">Name of the dimension's scheme.</param>
/// <param name="Codes">Class codes of which the entity has one.</param>
public sealed record ClassCondition(string Dimension, IReadOnlyList<string> Codes)
{
    /// <summary>The condition as it is written, such as <c>ABC = A|B</c>.</summary>
    public override string ToString() => $"{Dimension} = {string.Join('|', Codes)}";
}
