using SegmentationML.Core;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

/// <summary>Fails the k-th write, flush, rename or ledger commit of one activation, for all k: the old or the new version is in use, whole, and asking again ends as if nothing had happened.</summary>
public sealed class ActivationFaultTests
{
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(nameof(Fault.Before))]
    [InlineData(nameof(Fault.After))]
    [InlineData(nameof(Fault.FromThenOn))]
    public void Activate_WithEachCallFailing_LeavesTheOldOrTheNewVersionInUse(string fault)
    {
        var answers = new SortedSet<string>(StringComparer.Ordinal);
        var k = 1;
        while (FailAt(k, Enum.Parse<Fault>(fault), answers))
        {
            k++;
        }

        // The commit; current.json: written, flushed, renamed, folder flushed, and the commit that held the ledger meanwhile.
        Assert.Equal(6, k - 1);
        Assert.Contains("live", answers);
        Assert.Equal(fault != nameof(Fault.After), answers.Contains("SEG-PUB-003"));
    }

    private bool FailAt(int k, Fault fault, SortedSet<string> answers)
    {
        using var folder = new TestFolder(inMemory: true);
        var files = new FaultyFiles(fault);
        string answer;
        bool reached;
        using (var workspace = Workspace.Open(folder, _clock, files))
        {
            files.Watch(workspace.Database);
            workspace.Publish("old");
            workspace.Publish("new", candidate: true);
            files.Arm(k);
            answer = Attempt(workspace);
            reached = files.Calls >= k;
            answers.Add(answer);
        }

        using var reopened = Workspace.Open(folder, _clock);
        var seen = reopened.Read();
        Assert.True(answer == "live" ? seen == "new" : seen is "old" or "new", $"{fault} at call {k}: the answer was {answer}, readers see '{seen}'.");
        Assert.Empty(reopened.Notices);
        Assert.Equal(2, reopened.Snapshots.Activate("parts", 2, 1, Publishing.Decision).Commit.Version);
        Assert.Equal("new", reopened.Read());
        Assert.Contains("\"version\": 2", File.ReadAllText(folder["snapshots", "parts", "current.json"]), StringComparison.Ordinal);
        Assert.Equal(2, reopened.Snapshots.List("parts").Count);
        return reached;
    }

    private static string Attempt(Workspace workspace)
    {
        try
        {
            workspace.Snapshots.Activate("parts", 2, 1, Publishing.Decision);
            return "live";
        }
        catch (ProblemException e)
        {
            return Assert.Single(e.Problems).Code;
        }
    }
}
