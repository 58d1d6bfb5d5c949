namespace SegmentationML.Core.Forecasting;

/// <summary>The reason codes as they are published.</summary>
public static class ForecastReasons
{
    private static readonly string[] Codes =
    [
        "backtest", "reference", "only-candidate", "no-demand", "obsolete", "too-short", "few-demands", "constant", "no-candidate", "no-history", "invalid-demand",
        "group", "kept", "not-converged", "out-of-time", "like-items",
    ];

    /// <summary>The code of a reason: lower case, words joined by hyphens.</summary>
    public static string Code(this ForecastReason reason) => Codes[(int)reason];
}
