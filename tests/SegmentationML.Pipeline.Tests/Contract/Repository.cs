namespace SegmentationML.Pipeline.Tests.Contract;

/// <summary>Finds the repository's own files from wherever the tests run.</summary>
internal static class Repository
{
    /// <summary>The folder of the data contracts.</summary>
    public static string DataContracts { get; } = Path.Combine(Root(), "data-contracts");

    /// <summary>The folder of the shared data sets, or null when they are not here.</summary>
    public static string? Data
        => new[] { Environment.GetEnvironmentVariable("SEGML_DATA"), Path.Combine(Root(), "..", "shared", "data") }.FirstOrDefault(d => !string.IsNullOrEmpty(d) && Directory.Exists(d));

    private static string Root()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "SegmentationML.sln")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException("The tests run outside of the repository.");
    }
}
