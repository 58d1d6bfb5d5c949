namespace SegmentationML.Storage;

/// <summary>What <c>workspace.json</c> holds.</summary>
/// <param name="Format">The layout's format; 1.</param>
internal sealed record WorkspaceStamp(int Format);
