using System.Diagnostics;
using SegmentationML.Core.Numerics;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

/// <summary>Another process publishes version after version and is killed at random moments; readers here never see a mixed, shrunken or unannounced version.</summary>
public sealed class KilledPublisherTests
{
    private const int Kills = 8;

    [Fact]
    public void Kill_AtRandomMoments_ReadersAlwaysSeeAWholeVersionAndNothingAcknowledgedIsLost()
    {
        using var folder = new TestFolder();
        using var workspace = Workspace.Open(folder, TimeProvider.System);
        var random = new SplitMix64(2026);
        var last = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var child = new ChildProcess("publish", folder, Publishing.Number(last + 1), "0");
            var acknowledged = int.Parse(child.ReadLine()!);
            var until = Stopwatch.GetTimestamp() + (Stopwatch.Frequency * (10 + random.NextInt32(150)) / 1000);
            for (var readsOfThis = 0; readsOfThis <= 10 || Stopwatch.GetTimestamp() < until; readsOfThis++)
            {
                last = ReadForward(workspace, last);
            }

            child.Kill();
            while (child.ReadLine() is { Length: > 0 } line)
            {
                acknowledged = int.Parse(line);
            }

            last = ReadForward(workspace, last);
            Assert.InRange(last, acknowledged, acknowledged + 1);
            Assert.Empty(workspace.Snapshots.Verify("parts", workspace.Snapshots.Current("parts")!.Commit.Version));
        }

        workspace.Publish(Publishing.Number(last + 1));
        AssertChain(folder, workspace, last + 1);
    }

    [Fact]
    public async Task Publish_FromTwoProcesses_MakesOneChain()
    {
        using var folder = new TestFolder();
        using var workspace = Workspace.Open(folder, TimeProvider.System);
        using var one = new ChildProcess("publish", folder, "1", "150");
        using var two = new ChildProcess("publish", folder, "1000001", "150");
        var both = new[] { one, two }.Select(child => Task.Run(() =>
        {
            for (var n = 0; n < 5; n++)
            {
                Assert.NotNull(child.ReadLine());
            }
        }));

        await Task.WhenAll(both).WaitAsync(TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);
        one.Kill();
        two.Kill();

        workspace.Publish("last");
        var versions = workspace.Snapshots.List("parts");
        AssertChain(folder, workspace, versions.Count);
    }

    private static int ReadForward(Workspace workspace, int last)
    {
        var seen = int.Parse(workspace.Read() ?? "0");
        Assert.True(seen >= last, $"After version text {last} a reader saw {seen}.");
        return seen;
    }

    /// <summary>Every version follows the one before, numbers only grow, and nothing but versions is left.</summary>
    private static void AssertChain(TestFolder folder, Workspace workspace, int count)
    {
        var versions = workspace.Snapshots.List("parts");
        Assert.Equal(count, versions.Count);
        Assert.Equal([null, .. versions.SkipLast(1).Select(v => (long?)v.Commit.Version)], versions.Select(v => v.Commit.Parent));
        Assert.All(versions, v => Assert.Empty(workspace.Snapshots.Verify("parts", v.Commit.Version)));
        var entries = Directory.GetFileSystemEntries(folder["snapshots", "parts"]).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal);
        Assert.Equal([.. versions.Select(v => Path.GetFileName(v.Folder)), "current.json"], entries);
    }
}
