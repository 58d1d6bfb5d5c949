using System.Globalization;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Registry;

/// <summary>Where registered versions lie: <c>models/&lt;model&gt;/&lt;NNNN&gt;/</c>, and beside them the drafts.</summary>
/// <param name="root">The workspace's model folder, absolute.</param>
internal sealed class ModelFolders(string root)
{
    private const string DraftPrefix = ".draft-";

    /// <summary>The folder's name of a version: four digits, more when needed.</summary>
    public static string NameOf(long version) => version.ToString("D4", CultureInfo.InvariantCulture);

    public string Model(string model)
    {
        ModelName.Require(model);
        return SafePath.Below(root, model);
    }

    public string Version(string model, long version) => SafePath.Below(Model(model), NameOf(version));

    /// <summary>The draft of a run, which holds its pipeline: no other run writes it.</summary>
    public string Draft(string model, string run) => SafePath.Below(Model(model), DraftPrefix + run);

    /// <summary>Models that have a folder, in order.</summary>
    public IReadOnlyList<string> Models() => [.. Names(root).Where(PipelineName.IsValid)];

    /// <summary>Version numbers that have a folder, ascending.</summary>
    public IReadOnlyList<long> Numbers(string model) => [.. Names(Model(model)).Select(NumberOf).OfType<long>().Order()];

    /// <summary>Drafts of a model, absolute.</summary>
    public IReadOnlyList<string> Drafts(string model)
        => [.. Names(Model(model)).Where(n => n.StartsWith(DraftPrefix, StringComparison.Ordinal)).Select(n => Path.Combine(Model(model), n))];

    private static IEnumerable<string> Names(string folder)
        => Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateDirectories().Where(d => d.LinkTarget is null).Select(d => d.Name).Order(StringComparer.Ordinal) : [];

    private static long? NumberOf(string name)
        => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && NameOf(number) == name ? number : null;
}
