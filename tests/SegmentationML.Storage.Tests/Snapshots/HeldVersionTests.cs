using SegmentationML.Pipeline.Publish;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

/// <summary>A reader in another process keeps a version as long as it lives, whatever the clock says.</summary>
public sealed class HeldVersionTests : IDisposable
{
    private static readonly RetentionOptions LastTwoAtOnce = new() { KeepLast = 2, GraceHours = 0 };
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly ManualClock _clock = new();
    private readonly Workspace _workspace;

    public HeldVersionTests()
    {
        _workspace = Workspace.Open(_folder, _clock);
        for (var n = 1; n <= 4; n++)
        {
            _workspace.Publish(Publishing.Number(n));
        }
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Expire_AReaderInAnotherProcess_CountsAsOneAndEndsWithIt()
    {
        using var child = new ChildProcess("hold-version", _folder, "1");
        Assert.Equal("held", child.ReadLine());

        Assert.Equal("InUse", Expire(LastTwoAtOnce)[0]);
        _clock.Now = _clock.Now.AddYears(1);
        Assert.Equal("InUse", Expire(LastTwoAtOnce)[0]);
        child.Kill();

        Assert.Equal("Sweep", Expire(LastTwoAtOnce)[0]);
    }

    private string[] Expire(RetentionOptions rules) => [.. _workspace.Snapshots.Expire("parts", rules, "ann").Select(l => l.Action.ToString())];
}
