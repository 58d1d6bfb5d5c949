using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public sealed class ApiKeyLedgerOnAServerTests(PostgresServer server) : ApiKeyLedgerTests(server.NewLedger());
