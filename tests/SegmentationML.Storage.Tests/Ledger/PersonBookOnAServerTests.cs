using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public sealed class PersonBookOnAServerTests(PostgresServer server) : PersonBookTests(server.NewLedger());
