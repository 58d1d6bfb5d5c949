namespace SegmentationML.Pipeline.Report;

/// <summary>Which run of what.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Description">One or two sentences on it; may be empty.</param>
/// <param name="Entity">What is segmented, in words, such as <c>product</c>.</param>
/// <param name="Entities">How many there are.</param>
/// <param name="Version">The version that holds the result; null when the run published none (it failed or was blocked).</param>
/// <param name="IsNewVersion">False when nothing had changed and an earlier version holds the same result.</param>
/// <param name="AsOf">The cut-off: only data before this day counts.</param>
/// <param name="FirstDay">First day of data.</param>
/// <param name="StartedAt">When the run began.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="RunId">The run's id in the ledger.</param>
/// <param name="Product">Name and version of the program.</param>
/// <param name="Currency">Currency of amounts; null when no source says it.</param>
/// <param name="Bucket">The bucket of the series, such as <c>week</c>.</param>
/// <param name="Horizon">Buckets forecast.</param>
public sealed record ReportHeader(
    string Pipeline,
    string Description,
    string Entity,
    long Entities,
    long? Version,
    bool IsNewVersion,
    DateOnly AsOf,
    DateOnly FirstDay,
    DateTimeOffset StartedAt,
    TimeSpan Elapsed,
    string RunId,
    string Product,
    string? Currency,
    string Bucket,
    int Horizon);
