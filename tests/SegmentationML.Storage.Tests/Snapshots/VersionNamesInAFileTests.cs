namespace SegmentationML.Storage.Tests.Snapshots;

public sealed class VersionNamesInAFileTests() : VersionNamesTests(null);
