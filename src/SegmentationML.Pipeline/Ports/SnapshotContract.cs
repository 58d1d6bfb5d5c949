namespace SegmentationML.Pipeline.Ports;

/// <summary>A contract that the data passed.</summary>
/// <param name="Id">The contract's id.</param>
/// <param name="Version">Its semantic version.</param>
/// <param name="Table">The canonical table.</param>
/// <param name="Outcome">pass, warn or quarantine.</param>
public sealed record SnapshotContract(string Id, string Version, string Table, string Outcome);
