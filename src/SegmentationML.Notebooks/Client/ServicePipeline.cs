namespace SegmentationML.Notebooks.Client;

/// <summary>A pipeline of a service.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Model">Its model.</param>
/// <param name="Version">The version in use; null before the first.</param>
/// <param name="AsOf">Its cut-off.</param>
/// <param name="Published">When it was published, UTC.</param>
/// <param name="Entities">How many it holds.</param>
/// <param name="Last">The last run.</param>
public sealed record ServicePipeline(string Name, string? Description, string? Model, long? Version, DateOnly? AsOf, DateTimeOffset? Published, long? Entities, ServiceRun? Last);
