using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Notebooks.Client;

/// <summary>A run of a service.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="State">How it stands.</param>
/// <param name="Attempt">1, and one more each time it was resumed.</param>
/// <param name="Started">UTC.</param>
/// <param name="Ended">UTC; null while it runs.</param>
/// <param name="Version">The version that it published.</param>
/// <param name="Problem">What ended it, if it failed.</param>
/// <param name="Steps">Its steps; null in lists.</param>
public sealed record ServiceRun(string Id, string Pipeline, RunState State, int Attempt, DateTimeOffset Started, DateTimeOffset? Ended, long? Version, string? Problem, IReadOnlyList<StepRecord>? Steps);
