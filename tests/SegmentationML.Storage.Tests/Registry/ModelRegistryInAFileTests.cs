using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Registry;

public sealed class ModelRegistryInAFileTests() : ModelRegistryTests(null)
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Open_LostLedger_ReadsVersionsBack_AndSetsDamagedOnesAside()
    {
        using var folder = new TestFolder(inMemory: true);
        string damaged;
        using (var old = Workspace.Open(folder, _clock))
        {
            old.Register("one");
            damaged = Path.Combine(old.Register("two").Folder, "fitted.json");
        }

        Unprotect(damaged);
        File.AppendAllText(damaged, "!");
        foreach (var file in Directory.EnumerateFiles(folder, "ledger.db*"))
        {
            File.Delete(file);
        }

        using var workspace = Workspace.Open(folder, _clock);
        Assert.Equal(["SEG-REG-008", "SEG-REG-009"], workspace.Notices.Select(n => n.Code));
        Assert.Equal([1L], workspace.Models.List(Registering.Model).Select(v => v.Commit.Version));
        Assert.Equal(3, workspace.Register("three").Commit.Version);
        Assert.Empty(workspace.Audit.Verify().Findings);
    }
}
