using System.Globalization;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Snapshots;

/// <summary>Where versions lie: <c>snapshots/&lt;pipeline&gt;/&lt;NNNNNN&gt;/</c>, and beside them the drafts.</summary>
/// <param name="root">The workspace's snapshot folder, absolute.</param>
internal sealed class SnapshotFolders(string root)
{
    /// <summary>How the names of drafts begin; a name that begins with a dot is passed over by patterns such as <c>*</c>.</summary>
    public const string DraftPrefix = ".draft-";

    /// <summary>How the names of folders begin whose version is expired.</summary>
    public const string GonePrefix = ".expired-";

    /// <summary>The folder's name of a version: six digits, more when needed.</summary>
    public static string NameOf(long version) => version.ToString("D6", CultureInfo.InvariantCulture);

    public string Pipeline(string pipeline)
    {
        PipelineName.Require(pipeline);
        return SafePath.Below(root, pipeline);
    }

    public string Version(string pipeline, long version) => SafePath.Below(Pipeline(pipeline), NameOf(version));

    public string Gone(string pipeline, long version) => SafePath.Below(Pipeline(pipeline), GonePrefix + NameOf(version));

    public string Draft(string pipeline, long token) => SafePath.Below(Pipeline(pipeline), DraftPrefix + token.ToString(CultureInfo.InvariantCulture));

    public string Current(string pipeline) => SafePath.Below(Pipeline(pipeline), CurrentVersion.FileName);

    /// <summary>Pipelines that have a folder, in order.</summary>
    public IReadOnlyList<string> Pipelines() => [.. Names(root).Where(PipelineName.IsValid)];

    /// <summary>Version numbers that have a folder, ascending.</summary>
    public IReadOnlyList<long> Numbers(string pipeline) => [.. Names(Pipeline(pipeline)).Select(NumberOf).OfType<long>().Order()];

    /// <summary>Drafts of a pipeline, absolute.</summary>
    public IReadOnlyList<string> Drafts(string pipeline)
        => [.. Names(Pipeline(pipeline)).Where(n => n.StartsWith(DraftPrefix, StringComparison.Ordinal)).Select(n => Path.Combine(Pipeline(pipeline), n))];

    private static IEnumerable<string> Names(string folder)
        => Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateDirectories().Where(d => d.LinkTarget is null).Select(d => d.Name).Order(StringComparer.Ordinal) : [];

    private static long? NumberOf(string name)
        => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && NameOf(number) == name ? number : null;
}
