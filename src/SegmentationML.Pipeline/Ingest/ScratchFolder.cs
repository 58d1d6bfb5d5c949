namespace SegmentationML.Pipeline.Ingest;

/// <summary>A folder for working files that goes when it is disposed.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    /// <param name="parent">An existing folder; the first free number is taken in it.</param>
    public ScratchFolder(string parent)
    {
        var number = 1;
        while (Directory.Exists(System.IO.Path.Combine(parent, $"scratch-{number}")))
        {
            number++;
        }

        Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"scratch-{number}")).FullName;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
