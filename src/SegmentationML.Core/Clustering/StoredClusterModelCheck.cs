namespace SegmentationML.Core.Clustering;

/// <summary>Whether the parts of a stored model fit together, so that scoring can trust them.</summary>
internal static class StoredClusterModelCheck
{
    private static readonly string[] ScaleRules = ["sd", "iqr", "mad", "range", "none", "quantile", "gower", "levels", "dropped"];

    /// <summary>The first thing that does not fit; null when all do.</summary>
    public static string? Flaw(StoredClusterModel stored)
    {
        var (model, features) = (stored.Model, stored.Model.Preparation.Features);
        if (model.Clusters < 1 || stored.Codes.Count != model.Clusters || stored.Codes.Any(string.IsNullOrWhiteSpace) || stored.Codes.Distinct(StringComparer.Ordinal).Count() != model.Clusters)
        {
            return "it needs one distinct code for each cluster";
        }

        if (features.Count == 0 || features.Any(feature => string.IsNullOrWhiteSpace(feature.Name)) || features.Select(feature => feature.Name).Distinct(StringComparer.Ordinal).Count() != features.Count)
        {
            return "it needs distinct names of features";
        }

        if (features.FirstOrDefault(feature => !Fits(feature)) is { } odd)
        {
            return $"the preparation of '{odd.Name}' does not fit together";
        }

        var dimensions = model.Preparation.Dimensions;
        if (model.Sizes.Length != model.Clusters || model.Centres.Length != (long)model.Clusters * dimensions || !AllFinite(model.Centres))
        {
            return $"centres and sizes are not those of {model.Clusters} clusters in {dimensions} dimensions";
        }

        int[] levels = [.. features.Where(feature => feature.KeptAsLevels).Select(feature => feature.Category!.Levels.Count)];
        return dimensions + levels.Length > 0 && model.Rule.Fits(model.Clusters, dimensions, levels) ? null : $"its rule is none for {model.Clusters} clusters in {dimensions} dimensions and {levels.Length} features with levels";
    }

    /// <summary>True when no number is infinite or missing.</summary>
    public static bool AllFinite(double[] values) => Array.TrueForAll(values, double.IsFinite);

    /// <summary>True when levels stand beside points as the preparation gives them.</summary>
    public static bool FitsLevels(CategoryTable? table, int rows, int[] levels) => table is null
        ? levels.Length == 0
        : table.Levels.SequenceEqual(levels) && table.Weights.Count == levels.Length && table.Weights.All(double.IsFinite) && table.Codes.Length == rows * levels.Length
            && Enumerable.Range(0, table.Codes.Length).All(i => table.Codes[i] >= -1 && table.Codes[i] < levels[i % levels.Length]);

    private static bool Fits(FittedFeature feature)
        => ScaleRules.Contains(feature.ScaleRule, StringComparer.Ordinal)
            && Enum.IsDefined(feature.Transform)
            && (feature.Transform != FeatureTransform.YeoJohnson || double.IsFinite(feature.Lambda))
            && feature.LowerLimit <= feature.UpperLimit
            && double.IsFinite(feature.Centre)
            && feature.Scale >= 0 && double.IsFinite(feature.Scale)
            && feature.Weight > 0 && double.IsFinite(feature.Weight)
            && !double.IsInfinity(feature.Median)
            && (feature.ScaleRule != "quantile" || feature.Knots is { Count: > 1 } knots && knots.All(double.IsFinite) && knots.Zip(knots.Skip(1)).All(pair => pair.First <= pair.Second))
            && (feature.Hurdle is null || (feature.Hurdle.ZeroShare is >= 0 and <= 1 && feature.Hurdle.IndicatorScale >= 0 && double.IsFinite(feature.Hurdle.StandIn)))
            && (feature.Category is null || Fits(feature.Category));

    private static bool Fits(FittedCategory category)
        => Enum.IsDefined(category.Encoding)
            && Enum.IsDefined(category.Unseen)
            && category.Usual >= -1 && category.Usual < category.Levels.Count
            && category.Levels.Distinct(StringComparer.Ordinal).Count() == category.Levels.Count;
}
