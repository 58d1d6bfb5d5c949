namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>The public data sets: <c>SEGML_DATA</c>, by default <c>../shared/data</c> beside the checkout.</summary>
internal static class PublicData
{
    /// <summary>A file; the test is skipped, visibly, where it is not there.</summary>
    public static string PathOf(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable("SEGML_DATA") ?? Checkout.Path("../shared/data");
        var path = Path.GetFullPath(Path.Combine([root, .. parts]));
        if (!File.Exists(path))
        {
            Assert.Skip($"{string.Join('/', parts)} is not there: set SEGML_DATA to the folder of the public data sets.");
        }

        return path;
    }
}
