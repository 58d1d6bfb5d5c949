using System.Diagnostics;
using SegmentationML.Core.Numerics;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

/// <summary>Another process publishes, activates, rolls back and expires without a pause, and is killed; what readers see is whole. The long form is the benchmark <c>versions</c>.</summary>
public sealed class VersionChurnTests
{
    [Fact]
    public void Readers_DuringPublishActivationRollbackAndExpiry_SeeNoVersionThatIsHalf()
    {
        using var folder = new TestFolder(inMemory: true);
        using var child = new ChildProcess("churn", folder, "1");
        Assert.NotNull(child.ReadLine());
        using var workspace = Workspace.OpenToRead(folder, TimeProvider.System);
        var seen = new HashSet<long>();

        var since = Stopwatch.GetTimestamp();
        for (var reads = 0; reads < 1000 || (seen.Count <= 5 && Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(5)); reads++)
        {
            Assert.Null(VersionChurn.Look(workspace));
            seen.Add(workspace.Snapshots.Current("parts")!.Commit.Version);
        }

        Assert.True(seen.Count > 5, $"Only {seen.Count} versions were seen.");
    }

    [Fact]
    public void Kill_InPublishActivationRollbackOrExpiry_LosesNothingThatWasAcknowledged()
    {
        using var folder = new TestFolder(inMemory: true);
        var random = new SplitMix64(2026);
        for (var kill = 0; kill < 5; kill++)
        {
            using var child = new ChildProcess("churn", folder, $"{1 + (1000 * kill)}");
            var last = child.ReadLine()!;
            Thread.Sleep(random.NextInt32(120));
            child.Kill();
            while (child.ReadLine() is { Length: > 0 } line)
            {
                last = line;
            }

            using var workspace = Workspace.Open(folder, TimeProvider.System);
            Assert.Empty(VersionChurn.Inspect(workspace, folder));
            Assert.True(workspace.Snapshots.Current("parts")!.Commit.Version >= long.Parse(last["live ".Length..]));
            Assert.Null(VersionChurn.Look(workspace));
        }
    }
}
