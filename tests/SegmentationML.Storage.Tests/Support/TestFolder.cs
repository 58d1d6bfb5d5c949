namespace SegmentationML.Storage.Tests.Support;

/// <summary>A folder of its own for one test, removed at its end.</summary>
internal sealed class TestFolder : IDisposable
{
    private const string MemoryDisk = "/dev/shm";

    /// <summary>Makes the folder.</summary>
    /// <param name="inMemory">On a disk in memory where there is one: for tests that flush thousands of times and are not about the disk.</param>
    public TestFolder(bool inMemory = false)
        => Path = inMemory && Directory.Exists(MemoryDisk)
            ? Directory.CreateDirectory(System.IO.Path.Combine(MemoryDisk, System.IO.Path.GetRandomFileName())).FullName
            : Directory.CreateTempSubdirectory("segml-test-").FullName;

    public string Path { get; }

    public static implicit operator string(TestFolder folder) => folder.Path;

    public string this[params string[] names] => System.IO.Path.Combine([Path, .. names]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
