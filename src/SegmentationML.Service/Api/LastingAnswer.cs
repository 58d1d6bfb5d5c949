namespace SegmentationML.Service.Api;

/// <summary>Marks a route whose answer goes on for as long as there is news: it takes no HEAD.</summary>
internal sealed record LastingAnswer;
