using SegmentationML.Core.Segmentation;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Classifies all entities in each dimension of a model.</summary>
internal static class DimensionClassifier
{
    public static IReadOnlyList<DimensionClasses> Classify(StepContext context, SegmentInput input, DriverTable drivers, FormerAssignments? former)
        => [.. input.Model.Dimensions.Select(d => d.Value.Kind == DimensionKind.KMeans
            ? ClusterDimension.Classify(context, input, d.Key, d.Value, drivers, former)
            : new DimensionClasses(d.Key, ByRule(d.Key, d.Value, drivers), null))];

    private static Classification ByRule(string name, DimensionDefinition definition, DriverTable drivers) => definition.Kind switch
    {
        DimensionKind.CumulativeShare => CumulativeShareClassifier.Classify(drivers[definition.Driver!], ShareOptions(name, definition), ValueDeviations(definition.Driver!, drivers)),
        DimensionKind.Variability => VariabilityClassifier.Classify(
            drivers[definition.Driver!], Array.ConvertAll(drivers["active_buckets"], b => double.IsNaN(b) ? 0 : (int)b), VariabilityOptions(name, definition), CvDeviations(definition.Driver!, drivers)),
        _ => DemandClassifier.Classify(drivers["adi"], drivers["squared_cv"], new DemandClassOptions { Name = Code(name) }),
    };

    private static CumulativeShareOptions ShareOptions(string name, DimensionDefinition definition)
    {
        var options = new CumulativeShareOptions { Name = Code(name), Driver = definition.Driver! };
        return definition.Cuts is { } cuts ? options with { Cuts = [.. cuts.Values.SkipLast(1)], Classes = [.. cuts.Keys] } : options;
    }

    private static VariabilityClassOptions VariabilityOptions(string name, DimensionDefinition definition)
    {
        var options = new VariabilityClassOptions { Name = Code(name), Driver = definition.Driver!, MinimumPeriods = definition.MinimumBuckets };
        return definition.Cuts is { } cuts ? options with { Cuts = [.. cuts.Values.SkipLast(1)], Classes = [.. cuts.Keys] } : options;
    }

    /// <summary>The deviation of a total over the active span, buckets taken as independent: total x CV / √buckets.</summary>
    private static double[] ValueDeviations(string driver, DriverTable drivers)
        => drivers.Has("cv")
            ? [.. drivers[driver].Zip(drivers["cv"], drivers["active_buckets"]).Select(p => Math.Abs(p.First) * p.Second / Math.Sqrt(p.Third))]
            : [];

    /// <summary>The sampling deviation of a CV over n buckets: CV √((1/2 + CV²) / n), the delta method for independent normal buckets.</summary>
    private static double[] CvDeviations(string driver, DriverTable drivers)
        => driver is "cv" or "cv_deseasonalised"
            ? [.. drivers[driver].Zip(drivers["active_buckets"]).Select(p => p.First * Math.Sqrt((0.5 + (p.First * p.First)) / p.Second))]
            : [];

    private static string Code(string name) => name.ToUpperInvariant();
}
