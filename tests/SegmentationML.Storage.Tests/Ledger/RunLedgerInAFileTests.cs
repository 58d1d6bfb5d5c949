namespace SegmentationML.Storage.Tests.Ledger;

public sealed class RunLedgerInAFileTests() : RunLedgerTests(null);
