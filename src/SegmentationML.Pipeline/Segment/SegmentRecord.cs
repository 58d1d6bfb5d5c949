using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Pipeline.Segment;

/// <summary>What a version's segmentation was: <c>segmentation.json</c> in the version's folder. The next version takes its history and the codes of its clusters from it.</summary>
/// <param name="Format">1.</param>
/// <param name="Inputs">Digest of features and model: a run with the same inputs is the same cycle, not a later one.</param>
/// <param name="Base">The version that this one was judged against; null when there was none.</param>
/// <param name="AsOf">The cut-off.</param>
/// <param name="ModelVersion">Digest of the model's definition, 12 hex digits.</param>
/// <param name="Model">The definition.</param>
/// <param name="Clusters">By clustered dimension, the codes in use.</param>
public sealed record SegmentRecord(int Format, string Inputs, long? Base, DateOnly AsOf, string ModelVersion, ModelDefinition Model, IReadOnlyDictionary<string, ClusterRegister> Clusters)
{
    /// <summary>The file's name, in the step's output and in a version alike.</summary>
    public const string FileName = "segmentation.json";

    private static readonly JsonSerializerOptions Json = new(StepKey.Json) { WriteIndented = true };

    /// <summary>The version of a model: the same definition, the same version.</summary>
    /// <param name="model">The definition.</param>
    public static string VersionOf(ModelDefinition model) => StepKey.OfText(JsonSerializer.Serialize(model, StepKey.Json))[..12];

    /// <summary>Reads the record of a version; null when the version is older than such records.</summary>
    /// <param name="folder">The version's folder.</param>
    public static SegmentRecord? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<SegmentRecord>(File.ReadAllBytes(path), Json) : null;
        }
        catch (JsonException e)
        {
            throw new ProblemException(new Problem("SEG-SEGM-125", $"{path} cannot be read: {e.Message}", "Check the version with `segml snapshot verify`; publish the version before it anew when it is damaged."), e);
        }
    }

    /// <summary>Writes it.</summary>
    /// <param name="folder">Where to.</param>
    internal void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json).ReplaceLineEndings("\n") + "\n");
}
