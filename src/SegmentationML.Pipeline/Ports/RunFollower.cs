namespace SegmentationML.Pipeline.Ports;

/// <summary>A system that is told of a run; what it is told is written with the run's begin and end, and delivered later.</summary>
/// <param name="Topic">Which kind of system: <c>mlflow</c> or <c>lineage</c>.</param>
/// <param name="Model">The model of the run.</param>
/// <param name="Target">Where it is and how it is reached, JSON; no secrets.</param>
public sealed record RunFollower(string Topic, string Model, string Target);
