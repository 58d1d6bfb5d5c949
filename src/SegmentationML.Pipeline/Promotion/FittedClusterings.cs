using SegmentationML.Core;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Onnx;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;
using SegmentationML.Pipeline.Segment.ClusterFiles;

namespace SegmentationML.Pipeline.Promotion;

/// <summary>What a registered version fitted in its clustered dimensions, for other programs.</summary>
public static class FittedClusterings
{
    private const string Prefix = "clusters-";

    /// <summary>The clustered dimensions that a version holds, by name.</summary>
    /// <param name="version">The version.</param>
    public static IReadOnlyList<string> DimensionsOf(ModelVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return [.. version.Content.Files.Select(f => f.Name).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => Path.GetFileNameWithoutExtension(name)[Prefix.Length..]).Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads one of a version whose files were checked.</summary>
    /// <param name="version">The version.</param>
    /// <param name="asked">The dimension; null for the only one.</param>
    /// <exception cref="ProblemException">The version holds none of that name, or several and none was named.</exception>
    public static StoredClusterModel Load(ModelVersion version, string? asked) => ClusterFileScoring.Load(Path.Combine(version.Folder, ClusterDimension.FileOf(Chosen(version, asked))));

    /// <summary>As ONNX.</summary>
    /// <param name="stored">The clustering.</param>
    /// <param name="inDoubles">Whether numbers go in and come out as doubles.</param>
    public static byte[] Onnx(StoredClusterModel stored, bool inDoubles) => ClusterOnnx.Export(stored, inDoubles ? OnnxPrecision.Double : OnnxPrecision.Single);

    private static string Chosen(ModelVersion version, string? asked)
    {
        var held = DimensionsOf(version);
        return asked is null && held is [var only] ? only
            : asked is not null && held.Contains(asked, StringComparer.Ordinal) ? asked
            : throw new ProblemException(new Problem(
                "SEG-REG-012",
                asked is null ? $"{version} holds {held.Count} clusterings." : $"{version} holds no clustering of the name that was asked for.",
                held.Count == 0 ? "Only models with a dimension of kind cluster have one." : $"Name its dimension: {string.Join(", ", held)}."));
    }
}
