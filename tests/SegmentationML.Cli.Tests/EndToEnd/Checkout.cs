namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>The checkout that the tests run from.</summary>
internal static class Checkout
{
    /// <summary>Its folder.</summary>
    public static string Folder { get; } = Find();

    /// <summary>The absolute path of a file in it.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Folder, relative);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "SegmentationML.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run from a checkout.");
    }
}
