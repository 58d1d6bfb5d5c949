using SegmentationML.Core.Segmentation;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Reason codes as sentences for a planner.</summary>
/// <param name="model">The definition that the codes come from.</param>
/// <param name="clusters">By clustered dimension, what its codes are called.</param>
/// <param name="bucket">The period in words, such as week.</param>
public sealed class ReasonText(ModelDefinition model, IReadOnlyDictionary<string, ClusterRegister> clusters, string bucket)
{
    /// <summary>All reasons of an entity as one text.</summary>
    /// <param name="codes">Reason codes, such as <c>ABC:A</c> or <c>NEW</c>.</param>
    public string Of(IReadOnlyList<string> codes) => string.Join("; ", codes.Select(c => Of(c)));

    /// <summary>A reason code as a sentence; a code of another model stays as it is.</summary>
    /// <param name="code">The code.</param>
    /// <param name="value">A driver's value of the entity, written with its unit; null to leave values out.</param>
    public string Of(string code, Func<string, string?>? value = null)
    {
        var at = code.IndexOf(':', StringComparison.Ordinal);
        if (at < 0)
        {
            return EdgeCase(code);
        }

        var dimension = model.Dimensions.FirstOrDefault(d => d.Key.Equals(code[..at], StringComparison.OrdinalIgnoreCase));
        if (dimension.Key is null)
        {
            return code;
        }

        var text = $"{dimension.Key} {code[(at + 1)..]}: {Class(dimension.Key, dimension.Value, code[(at + 1)..])}";
        string[] read = dimension.Value.Kind == DimensionKind.DemandClass ? ["adi", "squared_cv"] : dimension.Value.Driver is { } driver ? [driver] : [];
        var known = read.Select(d => (Driver: d, Text: value?.Invoke(d))).Where(d => d.Text is not null).ToArray();
        return known.Length == 0 ? text : $"{text} ({string.Join(", ", known.Select(d => known.Length == 1 ? d.Text : $"{DriverWords.Of(d.Driver)} {d.Text}"))})";
    }

    /// <summary>What a class is called; null when it has no name of its own.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="code">The class.</param>
    public string? NameOf(string dimension, string code)
        => model.Dimensions[dimension].Names.GetValueOrDefault(code)
            ?? (clusters.GetValueOrDefault(dimension)?.Clusters.FirstOrDefault(c => code == $"K{c.Number}")?.Traits is { Count: > 0 } traits ? ClusterNames.Text(traits) : null);

    /// <summary>What a class means, by the limits that the model sets.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="code">The class.</param>
    public string MeaningOf(string dimension, string code) => Class(dimension, model.Dimensions[dimension], code);

    private string Class(string name, DimensionDefinition definition, string code)
    {
        if (NameOf(name, code) is { } own)
        {
            return own;
        }

        var driver = definition.Driver is null ? "" : DriverWords.Of(definition.Driver);
        return (definition.Kind, code) switch
        {
            (DimensionKind.CumulativeShare, "R") => $"returns exceed sales in {driver}",
            (DimensionKind.CumulativeShare, "N") => $"no {driver}",
            (DimensionKind.CumulativeShare, _) => Share(definition, driver, code),
            (DimensionKind.Variability, "U") => $"{driver} cannot be told: fewer than {definition.MinimumBuckets} {bucket}s of history, or no demand",
            (DimensionKind.Variability, _) => Bounds(definition.Cuts ?? new Dictionary<string, double> { ["X"] = 0.5, ["Y"] = 1, ["Z"] = double.PositiveInfinity }, driver, code),
            (DimensionKind.Threshold, _) => Bounds(definition.Cuts ?? new Dictionary<string, double>(), driver, code),
            (DimensionKind.Movement, "N") => $"not moving: {driver} below {Cut(definition, "N", 1)}, or no demand for {definition.NonMovingAfterBuckets} {bucket}s",
            (DimensionKind.Movement, "S") => $"moves slowly: {driver} from {Cut(definition, "N", 1)} to {Cut(definition, "S", 3)}",
            (DimensionKind.Movement, "F") => $"moves fast: {driver} above {Cut(definition, "S", 3)}",
            (DimensionKind.DemandClass, "SMOOTH") => "demand comes often, in even sizes",
            (DimensionKind.DemandClass, "ERRATIC") => "demand comes often, in uneven sizes",
            (DimensionKind.DemandClass, "INTERMITTENT") => "demand comes seldom, in even sizes",
            (DimensionKind.DemandClass, "LUMPY") => "demand comes seldom, in uneven sizes",
            (DimensionKind.DemandClass, _) => "no demand",
            (DimensionKind.KMeans or DimensionKind.Cluster, "U") => "in no cluster",
            (DimensionKind.KMeans or DimensionKind.Cluster, _) => "the cluster that it lies in",
            (DimensionKind.QuantileScore, "U") or (DimensionKind.WeightedScore, "U") => "no value to score",
            (DimensionKind.QuantileScore, _) => $"score by rank of {driver}, best {definition.Scores}",
            (DimensionKind.Rfm, _) when code.Length == 3 => $"recency {code[0]}, frequency {code[1]}, value {code[2]}, best {definition.Scores}",
            (DimensionKind.WeightedScore, _) => Score(definition, code),
            (DimensionKind.Tag, _) => code == "U" ? "no tag" : "said by people",
            (DimensionKind.SegmentOf, _) => code == "U" ? $"not in {definition.Pipeline}" : $"its {definition.Dimension ?? "segment"} in {definition.Pipeline}",
            _ => "cannot be told",
        };
    }

    private static string Share(DimensionDefinition definition, string driver, string code)
    {
        var cuts = definition.Cuts ?? new Dictionary<string, double> { ["A"] = 0.8, ["B"] = 0.95, ["C"] = 1 };
        var index = cuts.Keys.ToList().IndexOf(code);
        var of = definition.Basis == ShareBasis.Value ? $"of all {driver}" : $"of the items by {driver}";
        var within = definition.GroupBy is { } group ? $" within its {group.Replace('_', ' ').Replace('.', ' ')}" : "";
        return index switch
        {
            < 0 => $"{driver} cannot be told",
            0 => $"among the first {cuts.Values.First():P0} {of}{within}",
            _ when index == cuts.Count - 1 => $"in the last {1 - cuts.Values.ElementAt(index - 1):P0} {of}{within}",
            _ => $"between {cuts.Values.ElementAt(index - 1):P0} and {cuts.Values.ElementAt(index):P0} {of}{within}",
        };
    }

    private static string Bounds(IReadOnlyDictionary<string, double> cuts, string driver, string code)
    {
        var index = cuts.Keys.ToList().IndexOf(code);
        var (low, high) = (index > 0 ? cuts.Values.ElementAt(index - 1) : double.NegativeInfinity, index < 0 ? double.NaN : cuts.Values.ElementAt(index));
        return index < 0 ? $"{driver} cannot be told"
            : double.IsNegativeInfinity(low) ? $"{driver} up to {DriverWords.Number(high)}"
            : double.IsPositiveInfinity(high) ? $"{driver} above {DriverWords.Number(low)}"
            : $"{driver} above {DriverWords.Number(low)}, up to {DriverWords.Number(high)}";
    }

    private static string Score(DimensionDefinition definition, string code)
    {
        var cuts = definition.Cuts ?? new Dictionary<string, double> { ["A"] = 0.8, ["B"] = 0.5, ["C"] = 0 };
        return $"weighted score of {string.Join(", ", definition.Criteria.Select(c => $"{DriverWords.Of(c.Key)} {c.Value.Weight:P0}"))}{(cuts.TryGetValue(code, out var from) ? $" from {DriverWords.Number(from)}" : "")}";
    }

    private static string Cut(DimensionDefinition definition, string code, double usual) => DriverWords.Number(definition.Cuts?.GetValueOrDefault(code, usual) ?? usual);

    private string EdgeCase(string code) => model.EdgeCases.List().Rules.FirstOrDefault(r => r.Reason == code) is not { } rule ? code : rule.Case switch
    {
        Core.Segmentation.EdgeCase.NoMovement => "neither sold nor returned before the cut-off",
        Core.Segmentation.EdgeCase.ReturnsOnly => "only returned, never sold",
        Core.Segmentation.EdgeCase.New => $"new: first demand fewer than {rule.Limit} {bucket}s ago",
        Core.Segmentation.EdgeCase.OneOff => $"demand in a single {bucket}",
        Core.Segmentation.EdgeCase.NegativeNet => "returns are worth more than sales",
        Core.Segmentation.EdgeCase.SeasonalOnly => $"sold only within {rule.Limit} {bucket}s of the year",
        _ => $"dormant: no demand for {rule.Limit} {bucket}s or more",
    };
}
