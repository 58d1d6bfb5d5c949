using System.Globalization;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Segmentation;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Pipeline.Segment;

/// <summary>The classes that a dimension can have, as far as its definition tells without data.</summary>
internal static class DimensionSchemes
{
    /// <summary>The scheme; of clusters as many codes as the definition can make or as the model names, of published segments those that it lists.</summary>
    public static ClassScheme Of(ModelDefinition model, string name, DimensionDefinition definition)
    {
        var code = name.ToUpperInvariant();
        return definition.Kind switch
        {
            DimensionKind.KMeans or DimensionKind.Cluster => ClusterClassification.SchemeOf(Math.Max(definition.Clusters ?? definition.MaximumClusters, Named(model)), code),
            DimensionKind.Tag or DimensionKind.SegmentOf => new ClassScheme(code, definition.Default is null ? [.. definition.Classes, "U"] : [.. definition.Classes], 0),
            _ => DimensionClassifier.ByRule(name, definition, Nobody(model), definition.GroupBy is null ? null : []).Scheme,
        };
    }

    private static DriverTable Nobody(ModelDefinition model)
        => DriverTable.Of(DriverTable.NamesRead(model).Concat(["cv", "active_buckets", "idle_buckets"]).Distinct(StringComparer.Ordinal).ToDictionary(n => n, _ => Array.Empty<double>(), StringComparer.Ordinal), 0);

    /// <summary>The largest cluster code that cells, segments, policies or tests speak of.</summary>
    private static int Named(ModelDefinition model)
        => model.Matrix.Cells.Keys.SelectMany(k => k.Split('/', '|')).Concat(model.Tests.SelectMany(t => t.Classes.Values)).Concat(model.Tests.Select(t => t.Expect)).Concat(model.Policies.Keys).Concat(model.Segments.Keys)
            .Select(text => text.LastIndexOf('K') is >= 0 and var at && int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .DefaultIfEmpty(0).Max();
}
