using SegmentationML.Storage.Ledger.Postgres;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public sealed class OutboxRowsOnAServerTests(PostgresServer server)
    : OutboxRowsTests(PostgresLedger.Open(PostgresAddress.Parse(server.NewLedger(), "a test"), new ManualClock()));
