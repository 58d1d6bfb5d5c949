namespace SegmentationML.Core.Tests;

/// <summary>Finds the public data and the golden numbers: SEGML_DATA, else ../shared/data seen from the repository root; golden lies beside data.</summary>
internal static class SharedData
{
    /// <summary>Path of a golden file; skips the test visibly when it is not there.</summary>
    public static string Golden(string name) => Existing(Path.Combine(Folder(), "..", "golden", name));

    /// <summary>Path of a data file; skips the test visibly when it is not there.</summary>
    public static string Data(params string[] parts) => Existing(Path.Combine([Folder(), .. parts]));

    private static string Existing(string path)
    {
        if (!File.Exists(path))
        {
            Assert.Skip($"{Path.GetFileName(path)} is not here: set SEGML_DATA to the folder of public data sets.");
        }

        return path;
    }

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("SEGML_DATA") is { Length: > 0 } configured)
        {
            return configured;
        }

        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "SegmentationML.sln")))
        {
            root = root.Parent;
        }

        return Path.Combine(root?.FullName ?? ".", "..", "shared", "data");
    }
}
