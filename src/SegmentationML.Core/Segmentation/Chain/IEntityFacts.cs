namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>What conditions can ask of entities.</summary>
public interface IEntityFacts
{
    /// <summary>A driver's values, one an entity; null when there is no such driver.</summary>
    /// <param name="name">The driver's name.</param>
    double[]? DriverOf(string name);

    /// <summary>The classes of a dimension; null when there is no such dimension.</summary>
    /// <param name="dimension">Name of the dimension.</param>
    Classification? ClassesOf(string dimension);
}
