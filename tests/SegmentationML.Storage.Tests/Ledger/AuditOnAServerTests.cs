using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public sealed class AuditOnAServerTests(PostgresServer server) : AuditTests(server.NewLedger());
