namespace SegmentationML.Pipeline.Monitor;

/// <summary>What the monitor step found.</summary>
/// <param name="Parent">The version compared with; null when there was none to compare with.</param>
/// <param name="ParentAsOf">Its cut-off.</param>
/// <param name="Common">Entities in both versions.</param>
/// <param name="Entered">Entities that are new.</param>
/// <param name="Left">Entities that are gone.</param>
/// <param name="Churn">Share of the common entities that changed their segment; NaN without common entities.</param>
/// <param name="ValueChurn">The same weighted by value; NaN without a value driver.</param>
/// <param name="Agreement">Adjusted Rand index of both partitions over the common entities, whatever the segments are called; NaN without common entities.</param>
/// <param name="Migrations">Common entities by old and new segment, stayers included.</param>
/// <param name="Drift">One a driver.</param>
/// <param name="Alarms">What an owner should look at, each one sentence; empty when nothing is out of bounds.</param>
public sealed record MonitorResult(
    long? Parent,
    DateOnly? ParentAsOf,
    long Common,
    long Entered,
    long Left,
    double Churn,
    double ValueChurn,
    double Agreement,
    IReadOnlyList<SegmentMigration> Migrations,
    IReadOnlyList<DriverDrift> Drift,
    IReadOnlyList<string> Alarms) : IStepResult
{
    /// <summary>The result where there is nothing to compare with.</summary>
    public static MonitorResult Nothing { get; } = new(null, null, 0, 0, 0, double.NaN, double.NaN, double.NaN, [], [], []);

    /// <inheritdoc/>
    public long Rows => Common;

    /// <inheritdoc/>
    public string Summary => Parent is null
        ? "nothing to compare with"
        : $"churn {Churn:P1} against version {Parent}, {Alarms.Count} {(Alarms.Count == 1 ? "alarm" : "alarms")}";
}
