namespace SegmentationML.Pipeline.Report;

/// <summary>What planners made of the forecast of one entity.</summary>
/// <param name="Key">The entity.</param>
/// <param name="Name">Its name; null when none is known.</param>
/// <param name="Segment">Its segment.</param>
/// <param name="Reasons">Why.</param>
/// <param name="Ends">The first day on which one of the changes ends.</param>
/// <param name="From">First bucket that is changed.</param>
/// <param name="To">Last one.</param>
/// <param name="Forecast">Units forecast over these buckets.</param>
/// <param name="Planned">Units planned.</param>
public sealed record PlannedChangeRow(string Key, string? Name, string Segment, string Reasons, DateOnly Ends, DateOnly From, DateOnly To, double Forecast, double Planned);
