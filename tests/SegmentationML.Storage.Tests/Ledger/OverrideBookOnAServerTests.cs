using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public sealed class OverrideBookOnAServerTests(PostgresServer server) : OverrideBookTests(server.NewLedger());
