using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Promotion;

/// <summary>What differs between two registered versions: settings, data, fitted parameters, back-test.</summary>
/// <param name="First">The version before.</param>
/// <param name="Second">The version after.</param>
/// <param name="SameIdentity">Whether definition and fitted parameters are the same.</param>
/// <param name="OtherInputs">Source files of the second that the first was not fitted on.</param>
/// <param name="Inputs">Source files of the second.</param>
/// <param name="Settings">Settings that differ.</param>
/// <param name="ParameterCount">Fitted parameters of either.</param>
/// <param name="Parameters">Fitted parameters that differ, by name.</param>
/// <param name="AccuracyBefore">Back-test of the first.</param>
/// <param name="AccuracyAfter">Back-test of the second.</param>
public sealed record ModelComparison(
    string First,
    string Second,
    bool SameIdentity,
    int OtherInputs,
    int Inputs,
    IReadOnlyList<ModelDifference> Settings,
    int ParameterCount,
    IReadOnlyList<ParameterDifference> Parameters,
    IReadOnlyList<SegmentAccuracy> AccuracyBefore,
    IReadOnlyList<SegmentAccuracy> AccuracyAfter)
{
    /// <summary>Compares two versions whose files were checked.</summary>
    /// <param name="first">The version before.</param>
    /// <param name="second">The version after.</param>
    public static ModelComparison Of(ModelVersion first, ModelVersion second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (older, newer) = (Fitted(first), Fitted(second));
        string[] names = [.. older.Keys.Union(newer.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new ModelComparison(
            first.ToString(),
            second.ToString(),
            first.Content.Identity == second.Content.Identity,
            second.Content.Inputs.Count(i => first.Content.Inputs.All(o => o.Sha256 != i.Sha256)),
            second.Content.Inputs.Count,
            ModelDifference.Of(ModelFiles.ReadDefinition(first.Folder), ModelFiles.ReadDefinition(second.Folder)),
            names.Length,
            [.. names.Select(name => new ParameterDifference(name, older.GetValueOrDefault(name, double.NaN), newer.GetValueOrDefault(name, double.NaN))).Where(p => !p.Before.Equals(p.After))],
            ModelFiles.ReadBacktest(first.Folder),
            ModelFiles.ReadBacktest(second.Folder));
    }

    private static Dictionary<string, double> Fitted(ModelVersion version)
    {
        var record = new SegmentRecord(1, "", null, version.Content.AsOf, version.Content.DefinitionVersion, ModelFiles.ReadDefinition(version.Folder), new Dictionary<string, ClusterRegister>());
        return ModelFiles.ReadFitted(version.Folder).Rows(record).ToDictionary(r => string.Join('.', new[] { r.Dimension, r.Class, r.Parameter, r.Driver }.OfType<string>()), r => r.Value, StringComparer.Ordinal);
    }
}
