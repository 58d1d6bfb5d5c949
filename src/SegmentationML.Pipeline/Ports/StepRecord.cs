namespace SegmentationML.Pipeline.Ports;

/// <summary>A step of a run as the ledger knows it.</summary>
/// <param name="Step">Which.</param>
/// <param name="State">How it stands.</param>
/// <param name="Key">The digest of its inputs, options and code.</param>
/// <param name="Started">UTC.</param>
/// <param name="Ended">Null while it runs.</param>
/// <param name="Rows">Rows that it made.</param>
/// <param name="Summary">A few words for the report.</param>
public sealed record StepRecord(StepName Step, StepState State, string Key, DateTimeOffset Started, DateTimeOffset? Ended, long Rows, string Summary);
