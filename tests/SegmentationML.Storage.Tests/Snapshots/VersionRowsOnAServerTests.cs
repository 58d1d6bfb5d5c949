using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

public sealed class VersionRowsOnAServerTests : VersionRowsTests
{
    private readonly PostgresServer _server;
    private readonly string _ledger;

    public VersionRowsOnAServerTests(PostgresServer server)
        : this(server, server.NewLedger())
    {
    }

    private VersionRowsOnAServerTests(PostgresServer server, string ledger)
        : base(ledger)
        => (_server, _ledger) = (server, ledger);

    private protected override void LoseLock() => _server.EndSessionThatRuns("parts", _ledger);
}
