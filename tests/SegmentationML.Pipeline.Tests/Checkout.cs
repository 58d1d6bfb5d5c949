namespace SegmentationML.Pipeline.Tests;

/// <summary>The checkout that the tests were built from, and the public data sets beside it.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary>A file of the public data sets; the test is skipped, visibly, where it is not there.</summary>
    public static string Data(string name)
    {
        var folder = Environment.GetEnvironmentVariable("SEGML_DATA") ?? Path.Combine(Root, "..", "shared", "data");
        var path = Path.GetFullPath(Path.Combine(folder, name));
        if (!File.Exists(path))
        {
            Assert.Skip($"{name} is not there: set SEGML_DATA to the folder of the public data sets.");
        }

        return path;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SegmentationML.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run from a checkout.");
    }
}
