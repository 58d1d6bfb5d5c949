using SegmentationML.Core.Numerics;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Promotions;

/// <summary>Another process registers models, proposes, approves, rejects, rolls back and collects without a pause, and is killed. The long form is the benchmark <c>versions promote</c>.</summary>
public sealed class PromotionChurnTests
{
    [Fact]
    public void Kill_InRegisterDecisionRollbackOrCollection_LeavesRecordVersionAliasesAndChainInStep()
    {
        using var folder = new TestFolder(inMemory: true);
        var random = new SplitMix64(7);
        for (var kill = 0; kill < 5; kill++)
        {
            using var child = new ChildProcess("promote", folder, $"{1 + (1000 * kill)}");
            var last = child.ReadLine()!;
            Thread.Sleep(random.NextInt32(150));
            child.Kill();
            while (child.ReadLine() is { Length: > 0 } line)
            {
                last = line;
            }

            using var workspace = Workspace.Open(folder, TimeProvider.System);
            Assert.Empty(PromotionChurn.Inspect(workspace));
            Assert.True(workspace.Snapshots.Current("parts")!.Commit.Version >= long.Parse(last["live ".Length..]));
        }
    }
}
