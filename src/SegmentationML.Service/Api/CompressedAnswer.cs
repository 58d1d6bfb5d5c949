namespace SegmentationML.Service.Api;

/// <summary>A route whose answer may be compressed: text that holds no secret and is the same for whoever may ask.</summary>
internal sealed record CompressedAnswer;
