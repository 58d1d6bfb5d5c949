using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Service.Worker;

/// <summary>Notices when the files of a pipeline's sources have changed and then stayed as they are for one look: a file that is still being copied is not taken.</summary>
internal sealed class SourceWatch
{
    private readonly Dictionary<string, (string Seen, string Taken)> _marks = new(StringComparer.Ordinal);

    /// <summary>Looks once.</summary>
    /// <param name="definitions">The pipeline.</param>
    /// <returns>Whether there is something new since the last time this said so; the first look takes what is there as known.</returns>
    public bool HasNews(Definitions definitions)
    {
        var now = Mark(definitions);
        if (!_marks.TryGetValue(definitions.Pipeline.Name, out var mark))
        {
            _marks[definitions.Pipeline.Name] = (now, now);
            return false;
        }

        var isNew = now != mark.Taken && now == mark.Seen;
        _marks[definitions.Pipeline.Name] = (now, isNew ? now : mark.Taken);
        return isNew;
    }

    // Names, lengths and times of change: cheap enough for every look; whether the content is new is ingest's to say, which loads a file once per content.
    private static string Mark(Definitions definitions)
    {
        var marks = new List<string>();
        foreach (var path in definitions.Pipeline.Ingest.Sources.Values.Select(s => s.Path).OfType<string>())
        {
            var full = Path.GetFullPath(Path.Combine(definitions.Folder, path));
            var (folder, pattern) = (Path.GetDirectoryName(full), Path.GetFileName(full));
            if (folder is not null && Directory.Exists(folder))
            {
                marks.AddRange(new DirectoryInfo(folder).EnumerateFiles(pattern).Select(f => $"{f.FullName}|{f.Length}|{f.LastWriteTimeUtc.Ticks}"));
            }
        }

        return StepKey.OfText(string.Join('\n', marks.Order(StringComparer.Ordinal)));
    }
}
