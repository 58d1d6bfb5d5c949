namespace SegmentationML.Pipeline.Definition.Yaml;

/// <summary>Lets a scalar stand for a mapping with one property: <c>order_id: InvoiceNo</c> for <c>order_id: {column: InvoiceNo}</c>.</summary>
/// <param name="property">The C# name of the property that takes the scalar.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class YamlShorthandAttribute(string property) : Attribute
{
    /// <summary>The C# name of the property that takes the scalar.</summary>
    public string Property { get; } = property;
}
