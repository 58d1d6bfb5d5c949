namespace SegmentationML.Pipeline.Tests.Contract;

/// <summary>An empty folder that is gone after the test.</summary>
internal sealed class WorkFolder : IDisposable
{
    public WorkFolder() => Path = Directory.CreateTempSubdirectory("segml-contract-").FullName;

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>Writes a text file and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
