namespace SegmentationML.Storage.Tests.Snapshots;

public sealed class SnapshotExpiryInAFileTests() : SnapshotExpiryTests(null);
