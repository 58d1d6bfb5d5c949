using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public sealed class RunLedgerOnAServerTests : RunLedgerTests
{
    private readonly PostgresServer _server;
    private readonly string _ledger;

    public RunLedgerOnAServerTests(PostgresServer server)
        : this(server, server.NewLedger())
    {
    }

    private RunLedgerOnAServerTests(PostgresServer server, string ledger)
        : base(ledger)
        => (_server, _ledger) = (server, ledger);

    private protected override void LoseLock() => _server.EndSessionThatRuns("parts", _ledger);
}
