namespace SegmentationML.Storage.Tests.Ledger;

public sealed class OverrideBookInAFileTests() : OverrideBookTests(null);
