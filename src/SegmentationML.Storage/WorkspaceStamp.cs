namespace SegmentationML.Storage;

/// <summary>What <c>workspace.json</c> holds.</summary>
/// <param name="Format">1 with the ledger in the workspace, 2 with the ledger on a server: programs that know no server then refuse the workspace.</param>
/// <param name="Ledger">The address of the ledger, without a password; null for the file in the workspace.</param>
internal sealed record WorkspaceStamp(int Format, string? Ledger = null);
