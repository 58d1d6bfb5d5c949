namespace SegmentationML.Storage.Tests.Snapshots;

public sealed class VersionRowsInAFileTests() : VersionRowsTests(null);
