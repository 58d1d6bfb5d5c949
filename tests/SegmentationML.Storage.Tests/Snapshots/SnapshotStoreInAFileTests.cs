namespace SegmentationML.Storage.Tests.Snapshots;

public sealed class SnapshotStoreInAFileTests() : SnapshotStoreTests(null);
