using System.Text.Json;

namespace SegmentationML.Storage.Steps;

/// <summary>What <c>step.json</c> holds: the mark that an output is finished, and what belongs to it.</summary>
/// <param name="Format">The file's own format; another one is not found.</param>
/// <param name="Key">The whole digest of the step's inputs, options and code; the folder's name has its beginning only.</param>
/// <param name="Rows">Rows that the step made.</param>
/// <param name="Summary">A few words for the report.</param>
/// <param name="Result">The step's result record as JSON text.</param>
/// <param name="Files">Lengths of all files below the folder but this one, by path with forward slashes.</param>
internal sealed record StepFile(int Format, string Key, long Rows, string Summary, string Result, SortedDictionary<string, long> Files)
{
    /// <summary>The file's name in an output's folder.</summary>
    public const string FileName = "step.json";

    /// <summary>The format that is written and read.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The file's bytes.</summary>
    public byte[] Bytes() => JsonSerializer.SerializeToUtf8Bytes(this, StepJson.Default.StepFile);

    /// <summary>Reads an output's file; null when it is missing, cut short, or of another format.</summary>
    /// <param name="folder">The output's folder.</param>
    public static StepFile? Read(string folder)
    {
        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, FileName)), StepJson.Default.StepFile);
            return file?.Format == CurrentFormat ? file : null;
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The lengths of all files below a folder but <see cref="FileName"/> at its top; null when there is a link among them.</summary>
    /// <param name="folder">The folder.</param>
    public static SortedDictionary<string, long>? Measure(string folder)
    {
        var lengths = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            if (entry.LinkTarget is not null)
            {
                return null;
            }

            if (entry is FileInfo file)
            {
                lengths.Add(Path.GetRelativePath(folder, file.FullName).Replace('\\', '/'), file.Length);
            }
        }

        lengths.Remove(FileName);
        return lengths;
    }

    /// <summary>Whether a folder holds exactly the listed files in their lengths.</summary>
    /// <param name="folder">The folder.</param>
    public bool Fits(string folder) => Measure(folder) is { } found && found.SequenceEqual(Files);
}
