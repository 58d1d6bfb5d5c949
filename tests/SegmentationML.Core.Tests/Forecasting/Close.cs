namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>Compares numbers by relative distance.</summary>
internal static class Close
{
    public static void To(double expected, double actual, double relative, string where = "")
        => Assert.True(Distance(expected, actual) <= relative, $"{where}: expected {expected:R}, got {actual:R}, relative distance {Distance(expected, actual):E2} > {relative:E1}");

    public static void To(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double relative, string where = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            To(expected[i], actual[i], relative, $"{where} [{i}]");
        }
    }

    public static double Distance(double expected, double actual)
        => expected.Equals(actual) ? 0 : Math.Abs(expected - actual) / Math.Max(Math.Abs(expected), 1e-300);
}
