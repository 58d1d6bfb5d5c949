using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public sealed class NoticesOnAServerTests(PostgresServer server) : NoticesTests(server.NewLedger());
