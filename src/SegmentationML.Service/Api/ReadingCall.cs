namespace SegmentationML.Service.Api;

/// <summary>A route that changes nothing although its method is POST: sending it again does no harm, so its answers are not kept.</summary>
internal sealed record ReadingCall;
