using System.Text.RegularExpressions;
using SegmentationML.Pipeline;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Steps;

/// <summary>Where outputs lie: <c>cache/&lt;pipeline&gt;/&lt;step&gt;-&lt;beginning of the key&gt;/</c>, and beside them the drafts, each with its lock file.</summary>
/// <param name="root">The workspace's cache folder, absolute.</param>
internal sealed partial class StepFolders(string root)
{
    /// <summary>How the names of drafts begin.</summary>
    public const string DraftPrefix = ".draft-";

    /// <summary>What a draft's lock file is called beyond the draft.</summary>
    public const string LockSuffix = ".lock";

    private const int KeyCharacters = 16;

    /// <summary>The cache folder, absolute.</summary>
    public string Root { get; } = root;

    public string Pipeline(string pipeline)
    {
        PipelineName.Require(pipeline);
        return SafePath.Below(Root, pipeline);
    }

    /// <summary>The folder's bare name of an output.</summary>
    public static string NameOf(StepName step, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Key().IsMatch(key)
            ? $"{step.ToString().ToLowerInvariant()}-{key[..KeyCharacters]}"
            : throw new ArgumentException($"'{key}' is no digest: 16 to 128 lower-case hexadecimal digits.", nameof(key));
    }

    public string Output(string pipeline, string name) => SafePath.Below(Pipeline(pipeline), name);

    /// <summary>Bare names of all outputs of a pipeline, finished or not.</summary>
    public IEnumerable<string> Outputs(string pipeline) => Folders(pipeline).Where(name => OutputName().IsMatch(name));

    /// <summary>Bare names of all drafts of a pipeline, those included of which only the lock file is left.</summary>
    public IEnumerable<string> Drafts(string pipeline)
    {
        var folder = Pipeline(pipeline);
        var locks = Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles(DraftPrefix + "*" + LockSuffix).Select(f => f.Name[..^LockSuffix.Length])
            : [];
        return Folders(pipeline).Where(name => name.StartsWith(DraftPrefix, StringComparison.Ordinal)).Union(locks).Order(StringComparer.Ordinal).ToArray();
    }

    private string[] Folders(string pipeline)
    {
        var folder = Pipeline(pipeline);
        return Directory.Exists(folder)
            ? [.. new DirectoryInfo(folder).EnumerateDirectories().Where(d => d.LinkTarget is null).Select(d => d.Name).Order(StringComparer.Ordinal)]
            : [];
    }

    [GeneratedRegex(@"\A[0-9a-f]{16,128}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\A(ingest|contract|features|segment|forecast|policy|publish|monitor)-[0-9a-f]{16}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OutputName();
}
