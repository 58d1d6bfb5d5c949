using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Promotions;

public sealed class PromotionLedgerOnAServerTests(PostgresServer server) : PromotionLedgerTests(server.NewLedger());
