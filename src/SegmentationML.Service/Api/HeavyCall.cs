namespace SegmentationML.Service.Api;

/// <summary>A route that reads files: only so many of these are answered at once, and none for ever.</summary>
internal sealed record HeavyCall;
