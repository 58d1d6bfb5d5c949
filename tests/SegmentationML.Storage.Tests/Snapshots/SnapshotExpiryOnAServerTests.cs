using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

public sealed class SnapshotExpiryOnAServerTests(PostgresServer server) : SnapshotExpiryTests(server.NewLedger());
