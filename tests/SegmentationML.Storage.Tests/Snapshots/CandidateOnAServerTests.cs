using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

public sealed class CandidateOnAServerTests(PostgresServer server) : CandidateTests(server.NewLedger());
