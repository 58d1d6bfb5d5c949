namespace SegmentationML.Service.Api;

/// <summary>A parameter of the query, for the OpenAPI document.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it says.</param>
internal sealed record QueryParameter(string Name, string Description);
