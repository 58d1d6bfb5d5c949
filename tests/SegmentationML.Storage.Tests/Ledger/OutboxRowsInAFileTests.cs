using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public sealed class OutboxRowsInAFileTests : OutboxRowsTests
{
    private readonly TestFolder _folder;

    public OutboxRowsInAFileTests()
        : this(new TestFolder(inMemory: true))
    {
    }

    private OutboxRowsInAFileTests(TestFolder folder)
        : base(SqliteLedger.Open(folder["ledger.db"], new ManualClock()))
        => _folder = folder;

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }
}
