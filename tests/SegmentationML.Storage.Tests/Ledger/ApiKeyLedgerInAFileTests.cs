namespace SegmentationML.Storage.Tests.Ledger;

public sealed class ApiKeyLedgerInAFileTests() : ApiKeyLedgerTests(null);
