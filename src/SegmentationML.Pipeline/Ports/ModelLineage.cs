namespace SegmentationML.Pipeline.Ports;

/// <summary>A run that came to a registered version, and what it published.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Run">The run.</param>
/// <param name="Version">The published version that holds its result.</param>
/// <param name="Time">When it was noted, UTC.</param>
public sealed record ModelLineage(string Pipeline, string Run, long Version, DateTimeOffset Time);
