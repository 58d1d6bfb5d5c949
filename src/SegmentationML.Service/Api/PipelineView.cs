using SegmentationML.Core;

namespace SegmentationML.Service.Api;

/// <summary>A pipeline as callers see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Model">The segmentation.</param>
/// <param name="Entity">The key's columns.</param>
/// <param name="Version">The version in use; null before the first.</param>
/// <param name="AsOf">That version's cut-off.</param>
/// <param name="Published">When it was published, UTC.</param>
/// <param name="Entities">How many entities it holds.</param>
/// <param name="LastRun">The newest run.</param>
/// <param name="Schedule">When it runs by itself; null for on request only.</param>
/// <param name="Problems">What is wrong with its definition now; the one before stays in use.</param>
/// <param name="Report">Whether there is a report of its last run that the caller may see.</param>
internal sealed record PipelineView(
    string Name, string? Description, string? Model, IReadOnlyList<string>? Entity, long? Version, DateOnly? AsOf, DateTimeOffset? Published, long? Entities,
    RunView? LastRun, ScheduleView? Schedule, IReadOnlyList<Problem> Problems, bool Report);
