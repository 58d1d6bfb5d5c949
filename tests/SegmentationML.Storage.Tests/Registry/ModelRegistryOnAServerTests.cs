using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Registry;

public sealed class ModelRegistryOnAServerTests(PostgresServer server) : ModelRegistryTests(server.NewLedger());
