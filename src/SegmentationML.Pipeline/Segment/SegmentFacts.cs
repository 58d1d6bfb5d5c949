using SegmentationML.Core.Segmentation;
using SegmentationML.Core.Segmentation.Chain;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Drivers and classes of the entities, as conditions ask for them.</summary>
internal sealed class SegmentFacts(Func<string, double[]?> drivers, IReadOnlyList<DimensionClasses> dimensions) : IEntityFacts
{
    public double[]? DriverOf(string name) => drivers(name);

    public Classification? ClassesOf(string dimension) => dimensions.FirstOrDefault(d => string.Equals(d.Classification.Scheme.Name, dimension, StringComparison.Ordinal))?.Classification;
}
