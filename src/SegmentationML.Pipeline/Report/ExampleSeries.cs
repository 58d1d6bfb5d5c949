namespace SegmentationML.Pipeline.Report;

/// <summary>A series with its forecast.</summary>
/// <param name="DemandClass">Smooth, erratic, intermittent, lumpy …</param>
/// <param name="Key">The entity's key.</param>
/// <param name="Name">The entity's name; null without one.</param>
/// <param name="Segment">Code of its segment.</param>
/// <param name="Method">The method that was chosen.</param>
/// <param name="Reason">Why this method, in words; may be empty.</param>
/// <param name="Unit">Unit of the values, such as <c>units/week</c>.</param>
/// <param name="History">Demand by bucket, oldest first, zeros included; NaN where a value is missing.</param>
/// <param name="Forecast">The horizon, in order.</param>
public sealed record ExampleSeries(
    string DemandClass,
    string Key,
    string? Name,
    string Segment,
    string Method,
    string Reason,
    string Unit,
    IReadOnlyList<DemandPoint> History,
    IReadOnlyList<ForecastPoint> Forecast)
{
    /// <summary>Parameters of the method, such as <c>alpha 0.12</c>; empty without any.</summary>
    public string Parameters { get; init; } = "";

    /// <summary>What the method makes of the series; empty where it has no parts besides its mean.</summary>
    public IReadOnlyList<PartRow> Parts { get; init; } = [];

    /// <summary>The methods that were looked at, least error first; empty where nothing was tested.</summary>
    public IReadOnlyList<CandidateRow> Candidates { get; init; } = [];
}
