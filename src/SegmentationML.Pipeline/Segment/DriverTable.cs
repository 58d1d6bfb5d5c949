using SegmentationML.Core;
using SegmentationML.Core.Segmentation;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Features;

namespace SegmentationML.Pipeline.Segment;

/// <summary>The features that the segmentation reads, as columns in entity order.</summary>
internal sealed class DriverTable
{
    private readonly IReadOnlyDictionary<string, double[]> _columns;

    private DriverTable(IReadOnlyDictionary<string, double[]> columns, IReadOnlyList<string> published, int count)
    {
        _columns = columns;
        Published = published;
        Count = count;
    }

    /// <summary>The features to publish, in order: those that decide, then those that the model adds.</summary>
    public IReadOnlyList<string> Published { get; }

    /// <summary>Those that come from reference tables and stand in no feature table.</summary>
    public IReadOnlyDictionary<string, double[]> Factors { get; private init; } = new Dictionary<string, double[]>();

    /// <summary>Number of entities.</summary>
    public int Count { get; }

    /// <summary>One value an entity; NaN where it is not known.</summary>
    public double[] this[string feature] => _columns[feature];

    /// <summary>Whether a feature was computed.</summary>
    public bool Has(string feature) => _columns.ContainsKey(feature);

    /// <summary>A table of given numbers.</summary>
    public static DriverTable Of(IReadOnlyDictionary<string, double[]> columns, int count) => new(columns, [.. columns.Keys], count);

    /// <summary>Reads what the model names; a feature that was not computed is refused, with the reason.</summary>
    public static DriverTable Read(StepContext context, SegmentInput input)
    {
        var known = input.Features.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var model = input.Model.WithoutEnded(input.Features.Calendar.AsOf);
        var (published, read) = (NamesPublished(model), NamesRead(model));
        var factors = FactorDrivers.Read(context, input);
        ProblemException.ThrowIfAny(factors.Keys.Where(known.Contains).Select(f => new Problem("SEG-SEGM-126", $"The factor '{f}' has the name of a feature.", "Give it a name of its own.")));
        ProblemException.ThrowIfAny(read.Where(d => !factors.ContainsKey(d) && !known.Contains(d)).Select(d => new Problem(
            "SEG-SEGM-109",
            $"{ReaderOf(model, d)} reads the feature '{d}', which was not computed.",
            input.Features.SwitchedOff.FirstOrDefault(s => s.Contains(d, StringComparison.Ordinal)) ?? ClosestMatch.Hint(d, [.. known]))));
        string[] helpers = [.. new[] { "units_returned", "cv", "recency_days", "first_order_days", input.Model.ValueDriver }.Where(known.Contains)];
        var columns = FeatureTable.Read(context, input.Features.Features, [.. read.Concat(helpers).Distinct(StringComparer.Ordinal).Where(c => !factors.ContainsKey(c))]);
        return new DriverTable(columns.Concat(factors).ToDictionary(StringComparer.Ordinal), published, (int)input.Features.Features.Rows) { Factors = factors };
    }

    /// <summary>The drivers that a model reads: those that it publishes, then what overrides and events ask for.</summary>
    public static IReadOnlyList<string> NamesRead(ModelDefinition model)
        => [.. NamesPublished(model).Concat(model.Overrides.Select(o => o.When).Concat(model.Events.Select(e => e.When)).SelectMany(ConditionText.DriversOf)).Distinct(StringComparer.Ordinal)];

    /// <summary>Who reads a driver, for messages.</summary>
    public static string ReaderOf(ModelDefinition model, string driver)
        => NamesPublished(model).Contains(driver, StringComparer.Ordinal) ? $"Model {model.Name}"
            : model.Overrides.FirstOrDefault(o => ConditionText.DriversOf(o.When).Contains(driver)) is { } asks ? $"Override '{asks.Id}'"
            : $"An event of model {model.Name}";

    /// <summary>The drivers that decide, then those that the model publishes beside them. Overrides and events come and go, and must not bring and take columns with them that others read.</summary>
    private static IReadOnlyList<string> NamesPublished(ModelDefinition model)
        => [.. model.Dimensions.Values.SelectMany(DriversOf).Concat(Asked(model)).Concat(["active_buckets", "demand_buckets", "idle_buckets"]).Concat(model.Drivers).Distinct(StringComparer.Ordinal)];

    /// <summary>What rules and the budget ask for.</summary>
    private static IEnumerable<string> Asked(ModelDefinition model)
        => model.Rules.Select(r => r.When).SelectMany(ConditionText.DriversOf)
            .Concat(model.Rules.SelectMany(r => new[] { r.NeverWorseWithMore, r.NeverWorseWithLess }.OfType<string>()))
            .Concat(model.Budget.Benefit is { } benefit ? [benefit] : []);

    private static IEnumerable<string> DriversOf(DimensionDefinition dimension) => dimension.Kind switch
    {
        DimensionKind.DemandClass => ["adi", "squared_cv"],
        DimensionKind.KMeans or DimensionKind.Cluster => dimension.Drivers,
        DimensionKind.Rfm => dimension.Drivers.Count > 0 ? dimension.Drivers : new RfmOptions().Drivers,
        DimensionKind.WeightedScore => dimension.Criteria.Keys,
        DimensionKind.Tag or DimensionKind.SegmentOf => [],
        _ => [dimension.Driver!],
    };
}
