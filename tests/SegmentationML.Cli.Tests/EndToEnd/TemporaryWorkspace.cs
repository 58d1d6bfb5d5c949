namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>A workspace that goes with the test.</summary>
public sealed class TemporaryWorkspace : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("segml-ws-").FullName;

    public string Path(params string[] parts) => System.IO.Path.Combine([Folder, .. parts]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
