namespace SegmentationML.Service.Api;

/// <summary>A route whose answer holds a secret: it is kept nowhere, so it cannot be given again.</summary>
internal sealed record ShownOnce;
