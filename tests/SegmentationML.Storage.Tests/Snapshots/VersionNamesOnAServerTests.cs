using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

public sealed class VersionNamesOnAServerTests(PostgresServer server) : VersionNamesTests(server.NewLedger());
