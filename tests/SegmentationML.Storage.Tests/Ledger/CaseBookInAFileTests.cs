namespace SegmentationML.Storage.Tests.Ledger;

public sealed class CaseBookInAFileTests() : CaseBookTests(null);
