using SegmentationML.Core;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

/// <summary>The power fails at each call of a publish and of a rollback, and everything that was not flushed is lost: what the ledger knows is whole all the same.</summary>
public sealed class PowerLossTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void PowerLoss_AtEachCall_LosesNoVersionThatTheLedgerKnows(bool isRollback)
    {
        var (k, published) = (1, 0);
        while (FailAt(k, isRollback, ref published))
        {
            k++;
        }

        Assert.True(k > 20, $"Only {k} calls were reached.");
        Assert.True(published > 3, $"Only {published} publishes were through.");
    }

    private static bool FailAt(int k, bool isRollback, ref int published)
    {
        using var folder = new TestFolder(inMemory: true);
        var faulty = new FaultyFiles(Fault.FromThenOn);
        var files = new LossyFiles(faulty);
        var clock = new ManualClock();
        bool reached;
        using (var workspace = Workspace.Open(folder, clock, files))
        {
            faulty.Watch(workspace.Database);
            workspace.Publish("one");
            workspace.Publish("two");
            using var lease = workspace.Begin("r3");
            faulty.Arm(k);
            try
            {
                _ = isRollback ? workspace.Snapshots.Rollback(lease, 1, Publishing.Decision) : workspace.Publish(lease, "three");
                published++;
            }
            catch (ProblemException)
            {
                // The power failed before the version was there, or nobody knows.
            }

            reached = faulty.Calls >= k;
            files.PowerOff(folder["snapshots"]);
        }

        using var reopened = Workspace.Open(folder, clock);
        Assert.Empty(reopened.Notices);
        Assert.All(reopened.Snapshots.List("parts"), v => Assert.True(reopened.Snapshots.Verify("parts", v.Commit.Version).Count == 0, $"call {k}: version {v.Commit.Version} is listed and not whole"));
        Assert.NotNull(reopened.Read());
        reopened.Publish("four");
        Assert.Equal("four", reopened.Read());
        return reached;
    }
}
