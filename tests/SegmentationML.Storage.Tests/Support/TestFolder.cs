namespace SegmentationML.Storage.Tests.Support;

/// <summary>A folder of its own for one test, removed at its end.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("segml-test-").FullName;

    public static implicit operator string(TestFolder folder) => folder.Path;

    public string this[params string[] names] => System.IO.Path.Combine([Path, .. names]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
