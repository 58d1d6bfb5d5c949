namespace SegmentationML.Service.Api;

/// <summary>A route that takes <c>If-Match</c>.</summary>
internal sealed record ConditionalChange;
