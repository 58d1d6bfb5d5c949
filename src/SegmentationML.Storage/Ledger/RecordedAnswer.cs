namespace SegmentationML.Storage.Ledger;

/// <summary>An answer as it was given, to be given again.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">The headers that belong to it, by name.</param>
/// <param name="Body">Its body.</param>
public sealed record RecordedAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body);
