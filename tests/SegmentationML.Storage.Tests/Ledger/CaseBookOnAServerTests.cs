using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public sealed class CaseBookOnAServerTests(PostgresServer server) : CaseBookTests(server.NewLedger());
