namespace SegmentationML.Pipeline.Report.Collecting;

/// <summary>Amounts as a reader of headlines wants them.</summary>
internal static class ShortForm
{
    /// <summary>Three or four digits with a unit of size: 950, 12.3 k, 9.75 M.</summary>
    public static string Of(double value) => Math.Abs(value) switch
    {
        >= 1e9 => $"{value / 1e9:0.00} bn",
        >= 1e6 => $"{value / 1e6:0.00} M",
        >= 1e4 => $"{value / 1e3:0.0} k",
        _ => $"{value:N0}",
    };
}
