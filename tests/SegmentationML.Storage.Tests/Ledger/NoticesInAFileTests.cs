namespace SegmentationML.Storage.Tests.Ledger;

public sealed class NoticesInAFileTests() : NoticesTests(null);
