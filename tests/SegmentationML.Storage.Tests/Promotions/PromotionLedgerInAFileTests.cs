using SegmentationML.Core;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Promotions;

public sealed class PromotionLedgerInAFileTests() : PromotionLedgerTests(null)
{
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(nameof(Fault.Before))]
    [InlineData(nameof(Fault.After))]
    [InlineData(nameof(Fault.FromThenOn))]
    public void Approve_WithEachCallFailing_IsDoneWhollyOrNotAtAll(string fault)
    {
        var k = 1;
        while (FailAt(k, Enum.Parse<Fault>(fault)))
        {
            k++;
        }

        // The commit, then current.json (write, flush, move, flush folder) and its own commit.
        Assert.True(k - 1 >= 6, $"Only {k - 1} calls were reached.");
    }

    /// <returns>False when the act made fewer than k calls, so that nothing failed.</returns>
    private bool FailAt(int k, Fault fault)
    {
        using var folder = new TestFolder(inMemory: true);
        var files = new FaultyFiles(fault);
        bool reached;
        using (var workspace = Workspace.Open(folder, _clock, files))
        {
            files.Watch(workspace.Database);
            workspace.Enter("one", Registering.Owner, candidate: false);
            workspace.Enter("two", Registering.Owner);
            workspace.Act(2, Registering.Propose);
            files.Arm(k);
            try
            {
                workspace.Act(2, Registering.Approve);
            }
            catch (ProblemException)
            {
                // What came of it is looked at below.
            }

            reached = files.Calls >= k;
            files.Arm(int.MaxValue);
        }

        using var reopened = Workspace.Open(folder, _clock);
        var isLive = reopened.Snapshots.Current("parts")!.Commit.Version == 2;
        Assert.Equal(isLive ? "1 Retired, 2 Live" : "1 Live, 2 Review", reopened.States());
        Assert.Equal(isLive ? 2 : 1, reopened.Models.Find(Registering.Model, "champion")!.Commit.Version);
        Assert.Contains($"\"version\": {(isLive ? 2 : 1)}", File.ReadAllText(Path.Combine(folder, "snapshots", "parts", "current.json")), StringComparison.Ordinal);
        if (!isLive)
        {
            reopened.Act(2, Registering.Approve);
        }

        Assert.Equal("1 Retired, 2 Live", reopened.States());
        Assert.Empty(reopened.Audit.Verify().Findings);
        return reached;
    }
}
