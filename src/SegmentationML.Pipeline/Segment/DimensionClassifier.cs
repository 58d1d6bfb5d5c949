using SegmentationML.Core;
using SegmentationML.Core.Segmentation;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Classifies all entities in each dimension of a model.</summary>
internal static class DimensionClassifier
{
    public static IReadOnlyList<DimensionClasses> Classify(StepContext context, SegmentInput input, DriverTable drivers, FormerAssignments? former)
        => [.. input.Model.Dimensions.Select(d => d.Value.Kind switch
        {
            DimensionKind.KMeans or DimensionKind.Cluster => ClusterDimension.Classify(context, input, d.Key, d.Value, drivers, former),
            DimensionKind.Tag => new DimensionClasses(d.Key, GivenClasses.OfTag(context, input, d.Key, d.Value), null),
            DimensionKind.SegmentOf => new DimensionClasses(d.Key, GivenClasses.OfSegments(context, input, d.Key, d.Value), null),
            _ => new DimensionClasses(d.Key, ByRule(d.Key, d.Value, drivers, d.Value.GroupBy is { } attribute ? EntityAttribute.Read(context, input, attribute) : null), null),
        })];

    /// <summary>The classes of a dimension that is computed by rule from drivers alone.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="definition">Its definition.</param>
    /// <param name="drivers">The drivers.</param>
    /// <param name="groups">Group of each entity; null without groups.</param>
    public static Classification ByRule(string name, DimensionDefinition definition, DriverTable drivers, string?[]? groups) => definition.Kind switch
    {
        DimensionKind.CumulativeShare when groups is not null => GroupedShare.Classify(drivers[definition.Driver!], groups, ShareOptions(name, definition), ValueDeviations(definition.Driver!, drivers)),
        DimensionKind.CumulativeShare => CumulativeShareClassifier.Classify(drivers[definition.Driver!], ShareOptions(name, definition), ValueDeviations(definition.Driver!, drivers)),
        DimensionKind.Threshold => ThresholdClassifier.Classify(drivers[definition.Driver!], ThresholdOptions(name, definition), CvDeviations(definition.Driver!, drivers)),
        DimensionKind.Movement => MovementClassifier.Classify(drivers[definition.Driver!], drivers["idle_buckets"], MovementOptions(name, definition)),
        DimensionKind.QuantileScore => QuantileScoreClassifier.Classify(
            drivers[definition.Driver!], ScoreOptionsOf(name, definition)),
        DimensionKind.Rfm => Rfm(name, definition, drivers),
        DimensionKind.WeightedScore => WeightedScoreClassifier.Classify([.. definition.Criteria.Keys.Select(c => drivers[c])], ScoreOptions(name, definition)),
        DimensionKind.Variability => VariabilityClassifier.Classify(
            drivers[definition.Driver!], Array.ConvertAll(drivers["active_buckets"], b => double.IsNaN(b) ? 0 : (int)b), VariabilityOptions(name, definition), CvDeviations(definition.Driver!, drivers)),
        _ => DemandClassifier.Classify(drivers["adi"], drivers["squared_cv"], new DemandClassOptions { Name = Code(name) }),
    };

    internal static CumulativeShareOptions ShareOptions(string name, DimensionDefinition definition)
    {
        var options = new CumulativeShareOptions { Name = Code(name), Driver = definition.Driver!, Basis = definition.Basis };
        return definition.Cuts is { } cuts ? options with { Cuts = [.. cuts.Values.SkipLast(1)], Classes = [.. cuts.Keys] } : options;
    }

    internal static QuantileScoreOptions ScoreOptionsOf(string name, DimensionDefinition definition)
        => new() { Name = Code(name), Driver = definition.Driver!, Scores = definition.Scores, LessIsBetter = definition.LessIsBetter };

    internal static RfmOptions RfmOptions(string name, DimensionDefinition definition)
    {
        var options = new RfmOptions { Name = Code(name), Scores = definition.Scores };
        return definition.Drivers.Count > 0 ? options with { Drivers = definition.Drivers } : options;
    }

    private static Classification Rfm(string name, DimensionDefinition definition, DriverTable drivers)
    {
        var options = RfmOptions(name, definition);
        ProblemException.ThrowIfAny(options.Validate());
        return RfmClassifier.Classify(drivers[options.Drivers[0]], drivers[options.Drivers[1]], drivers[options.Drivers[2]], options);
    }

    private static ThresholdOptions ThresholdOptions(string name, DimensionDefinition definition)
        => new() { Name = Code(name), Driver = definition.Driver!, UpperOnCut = false, Cuts = [.. definition.Cuts!.Values.SkipLast(1)], Classes = [.. definition.Cuts.Keys] };

    private static MovementOptions MovementOptions(string name, DimensionDefinition definition)
    {
        var options = new MovementOptions { Name = Code(name), Driver = definition.Driver!, NonMovingAfter = definition.NonMovingAfterBuckets };
        return definition.Cuts is { } cuts ? options with { SlowFrom = cuts["N"], FastAbove = cuts["S"] } : options;
    }

    /// <summary>The options of a weighted score.</summary>
    internal static WeightedScoreOptions ScoreOptions(string name, DimensionDefinition definition)
    {
        var options = new WeightedScoreOptions { Name = Code(name), Criteria = [.. definition.Criteria.Select(c => new Criterion(c.Key, c.Value.Weight, c.Value.LessIsBetter, c.Value.Normaliser, c.Value.Prior))] };
        return definition.Cuts is { } cuts ? options with { Cuts = [.. cuts.Values.SkipLast(1)], Classes = [.. cuts.Keys] } : options;
    }

    private static VariabilityClassOptions VariabilityOptions(string name, DimensionDefinition definition)
    {
        var options = new VariabilityClassOptions { Name = Code(name), Driver = definition.Driver!, MinimumPeriods = definition.MinimumBuckets };
        return definition.Cuts is { } cuts ? options with { Cuts = [.. cuts.Values.SkipLast(1)], Classes = [.. cuts.Keys] } : options;
    }

    /// <summary>Standard deviation of a driver in the entity's own history, where it can be told: of totals and of CVs; null otherwise.</summary>
    internal static double[]? DeviationsOf(string driver, DriverTable drivers)
        => (driver is "net_revenue" or "gross_revenue" or "quantity" ? ValueDeviations(driver, drivers) : CvDeviations(driver, drivers)) is { Length: > 0 } known ? known : null;

    /// <summary>The deviation of a total over the active span, buckets taken as independent: total x CV / √buckets.</summary>
    private static double[] ValueDeviations(string driver, DriverTable drivers)
        => drivers.Has("cv")
            ? [.. drivers[driver].Zip(drivers["cv"], drivers["active_buckets"]).Select(p => Math.Abs(p.First) * p.Second / Math.Sqrt(p.Third))]
            : [];

    /// <summary>The sampling deviation of a CV over n buckets: CV √((1/2 + CV²) / n), the delta method for independent normal buckets.</summary>
    private static double[] CvDeviations(string driver, DriverTable drivers)
        => driver is "cv" or "cv_deseasonalised" or "cv_promotion_cleansed"
            ? [.. drivers[driver].Zip(drivers["active_buckets"]).Select(p => p.First * Math.Sqrt((0.5 + (p.First * p.First)) / p.Second))]
            : [];

    private static string Code(string name) => name.ToUpperInvariant();
}
