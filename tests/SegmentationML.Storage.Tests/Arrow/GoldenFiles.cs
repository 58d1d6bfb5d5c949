namespace SegmentationML.Storage.Tests.Arrow;

/// <summary>The files in the folder <c>Files</c> beside this source.</summary>
internal static class GoldenFiles
{
    public static IReadOnlyList<string> Names { get; } = ["js.arrow", "js-growing.arrows", "polars-lz4.arrow"];

    public static byte[] Read(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "tests", "SegmentationML.Storage.Tests", "Arrow", "Files", name);
            if (File.Exists(path))
            {
                return File.ReadAllBytes(path);
            }
        }

        throw new FileNotFoundException("The golden file was not found above the test's folder.", name);
    }
}
