using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Ingest;

namespace SegmentationML.Pipeline.Tests.Ingest;

/// <summary>The pipelines of this repository on the public data sets; tests skip visibly where those are absent.</summary>
internal static class RealSources
{
    private static readonly string Repository = FindRepository();

    /// <summary>The folder of a data set.</summary>
    public static string Data(string set)
    {
        var root = Environment.GetEnvironmentVariable("SEGML_DATA") is { Length: > 0 } given ? given : Path.Combine(Repository, "..", "shared", "data");
        var folder = Path.GetFullPath(Path.Combine(root, set));
        Assert.SkipUnless(Directory.Exists(folder), $"The data set {set} is not at {folder}: set SEGML_DATA.");
        return folder;
    }

    /// <summary>The ingest section of a pipeline of this repository, with its sources taken from the data sets.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="set">The data set.</param>
    public static IngestOptions Options(string pipeline, string set)
    {
        var path = Path.Combine(Repository, "pipelines", pipeline, "pipeline.yaml");
        var document = (YamlMapping)YamlText.ReadFile(path);
        var section = document.Entries.Single(e => e.Key.Text == "ingest").Value;
        var options = YamlBinder.Bind<IngestOptions>(section, path);
        var folder = Data(set);
        return options.WithPaths(options.Sources.Select(s => (s.Key, s.Value.Path)).Concat(options.Lookups.Select(l => (l.Key, l.Value.Path)))
            .Where(r => r.Path is not null).ToDictionary(r => r.Key, r => Path.Combine(folder, Path.GetFileName(r.Path)!)));
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SegmentationML.sln")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }
}
