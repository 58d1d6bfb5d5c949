namespace SegmentationML.Pipeline.Ports;

/// <summary>A table of a version.</summary>
/// <param name="Name">assignments, forecasts or policies.</param>
/// <param name="Rows">Rows in each of its files.</param>
/// <param name="Columns">In file order.</param>
public sealed record SnapshotTable(string Name, long Rows, IReadOnlyList<SnapshotColumn> Columns);
