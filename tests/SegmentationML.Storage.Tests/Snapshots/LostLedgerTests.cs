using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

/// <summary>Which version is in use is known again when the ledger was lost.</summary>
public sealed class LostLedgerTests : IDisposable
{
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly ManualClock _clock = new();
    private readonly Workspace _workspace;

    public LostLedgerTests() => _workspace = Workspace.Open(_folder, _clock);

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Open_LedgerLost_ACandidateThatNeverWentLiveIsStillOne()
    {
        _workspace.Publish("one");
        _workspace.Publish("two", candidate: true);

        using var workspace = WithoutLedger();

        Assert.Equal("one", workspace.Read());
        Assert.Equal(2, workspace.Snapshots.List("parts").Count);
        workspace.Snapshots.Activate("parts", 2, 1, Publishing.Decision);
        Assert.Equal("two", workspace.Read());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_LedgerLost_ACandidateThatWentLiveIsInUse(bool withSuccessor)
    {
        _workspace.Publish("one");
        _workspace.Publish("two", candidate: true);
        _workspace.Snapshots.Activate("parts", 2, 1, Publishing.Decision);
        _workspace.Publish(withSuccessor ? "three" : "candidate after two", candidate: !withSuccessor);
        if (withSuccessor)
        {
            File.Delete(_folder["snapshots", "parts", "current.json"]);
        }

        using var workspace = WithoutLedger();

        Assert.Equal(withSuccessor ? "three" : "two", workspace.Read());
    }

    private Workspace WithoutLedger()
    {
        _workspace.Dispose();
        foreach (var file in Directory.GetFiles(_folder, "ledger.db*"))
        {
            File.Delete(file);
        }

        return Workspace.Open(_folder, _clock);
    }
}
