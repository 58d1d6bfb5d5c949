using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public sealed class AuditInAFileTests() : AuditTests(null)
{
    [Fact]
    public void Open_LostLedger_RecordsTheVersionsThatWereReadBack()
    {
        using var folder = new TestFolder(inMemory: true);
        using (var workspace = Workspace.Open(folder, new ManualClock()))
        {
            workspace.Publish("one");
            workspace.Publish("two");
        }

        foreach (var file in Directory.GetFiles(folder, "ledger.db*"))
        {
            File.Delete(file);
        }

        using var reopened = Workspace.Open(folder, new ManualClock());

        Assert.Equal(["version.adopted", "version.adopted"], reopened.Audit.Find(new AuditFilter()).Select(e => e.Kind));
        Assert.Empty(reopened.Audit.Verify().Findings);
    }
}
