using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ingest.Files;

/// <summary>Finds the files of a source: one file, a folder's files, or those that fit a pattern, by name in ordinal order.</summary>
internal static class FilePaths
{
    private static readonly Dictionary<SourceFormat, string[]> Endings = new()
    {
        [SourceFormat.Csv] = [".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz"],
        [SourceFormat.Parquet] = [".parquet"],
        [SourceFormat.Json] = [".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz"],
        [SourceFormat.Arrow] = [".arrow", ".arrows", ".feather", ".ipc"],
    };

    /// <summary>The format that a file's ending stands for, or null.</summary>
    /// <param name="path">A path.</param>
    public static SourceFormat? FormatOf(string path)
    {
        foreach (var (format, endings) in Endings)
        {
            if (endings.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            {
                return format;
            }
        }

        return null;
    }

    /// <summary>The files, absolute; throws <c>SEG-ING-010</c> when there are none.</summary>
    /// <param name="source">The source's name, for messages.</param>
    /// <param name="path">As declared, made absolute.</param>
    /// <param name="format">The declared format; null when the endings tell.</param>
    public static IReadOnlyList<string> Find(string source, string path, SourceFormat? format)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        var isFolder = Directory.Exists(path);
        var (folder, pattern) = isFolder ? (path, "*") : (Path.GetDirectoryName(path) ?? "", Path.GetFileName(path));
        if (!isFolder && pattern.AsSpan().IndexOfAny('*', '?') < 0)
        {
            throw None(source, $"there is no file {path}", NearBy(folder, pattern));
        }

        if (!Directory.Exists(folder))
        {
            throw None(source, $"there is no folder {folder}", "Correct the path, or give the place with `--source NAME=PATH`.");
        }

        var found = Directory.EnumerateFiles(folder, pattern)
            .Where(f => !Path.GetFileName(f).StartsWith('.') && (!isFolder || IsMeant(f, format)))
            .Order(StringComparer.Ordinal)
            .ToArray();
        return found.Length > 0 ? found : throw None(source, $"no file fits {path}", "Correct the path or the pattern, or put the files there.");
    }

    private static bool IsMeant(string path, SourceFormat? format)
        => FormatOf(path) is { } ending && (format is null || format == ending);

    private static string NearBy(string folder, string name)
    {
        var names = Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal).ToArray() : [];
        return Definition.Yaml.ClosestMatch.Of(name, names) is { } near
            ? $"Did you mean '{near}'?"
            : "Correct the path, or give the place with `--source NAME=PATH`.";
    }

    private static ProblemException None(string source, string what, string fix)
        => new(new Problem("SEG-ING-010", $"Source {source}: {what}.", fix));
}
