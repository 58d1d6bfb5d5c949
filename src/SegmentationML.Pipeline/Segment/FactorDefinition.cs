using SegmentationML.Core;

namespace SegmentationML.Pipeline.Segment;

/// <summary>A driver from a reference table: the number that belongs to an entity's value of an attribute, such as the distance of its customer's country.</summary>
public sealed record FactorDefinition
{
    /// <summary>Table and column, such as <c>customers.country</c>; the entity's key must hold the table's.</summary>
    public required string Attribute { get; init; }

    /// <summary>Name of the factor in the table <c>reference_factors</c>.</summary>
    public required string Factor { get; init; }

    /// <summary>The number of values that the table does not know; by default it is not known.</summary>
    public double? Default { get; init; }

    /// <summary>Lists everything that is wrong, without looking at data.</summary>
    /// <param name="name">The driver's name.</param>
    public IEnumerable<Problem> Validate(string name) => EntityAttribute.Validate($"factors.{name}.attribute", Attribute);
}
