using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

/// <summary>Fails the k-th rename, delete, flush or ledger commit of one expiry, for all k: what is listed is whole, and the next expiry ends what was begun.</summary>
public sealed class ExpiryFaultTests
{
    private static readonly RetentionOptions LastOne = new() { KeepLast = 1, GraceHours = 0 };

    [Theory]
    [InlineData(nameof(Fault.Before))]
    [InlineData(nameof(Fault.After))]
    [InlineData(nameof(Fault.FromThenOn))]
    public void Expire_WithEachCallFailing_IsEndedByTheNextOne(string fault)
    {
        var (k, answers) = (1, new SortedSet<string>(StringComparer.Ordinal));
        while (FailAt(k, Enum.Parse<Fault>(fault), answers))
        {
            k++;
        }

        // The mark; for each of two versions: commit, rename, flush, four files, folder, flush.
        Assert.Equal(19, k - 1);
        Assert.Contains("Sweep Sweep Keep Keep", answers);
    }

    private static bool FailAt(int k, Fault fault, SortedSet<string> answers)
    {
        using var folder = new TestFolder(inMemory: true);
        var files = new FaultyFiles(fault);
        var clock = new ManualClock();
        bool reached;
        using (var workspace = Workspace.Open(folder, clock, files))
        {
            files.Watch(workspace.Database);
            for (var n = 1; n <= 4; n++)
            {
                workspace.Publish(Publishing.Number(n));
            }

            files.Arm(k);
            answers.Add(Attempt(workspace));
            reached = files.Calls >= k;
        }

        using var reopened = Workspace.Open(folder, clock);
        Assert.Empty(reopened.Notices);
        AssertWhole(reopened, $"{fault} at call {k}");
        var again = reopened.Snapshots.Expire("parts", LastOne, "ann");
        Assert.All(again, line => Assert.True(line.Action is ExpiryAction.Sweep or ExpiryAction.Keep, $"{fault} at call {k}: version {line.Version} is {line.Action}: {line.Why}"));
        Assert.Equal([3L, 4L], reopened.Snapshots.List("parts").Select(v => v.Commit.Version));
        Assert.Equal(["000003", "000004", "current.json"], Directory.GetFileSystemEntries(folder["snapshots", "parts"]).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal));
        AssertWhole(reopened, $"{fault} at call {k}, expired again");
        Assert.Equal(5, reopened.Publish("5")!.Commit.Version);
        return reached;
    }

    private static void AssertWhole(Workspace workspace, string place)
        => Assert.All(workspace.Snapshots.List("parts"), v => Assert.True(workspace.Snapshots.Verify("parts", v.Commit.Version).Count == 0, $"{place}: version {v.Commit.Version} is listed and not whole."));

    private static string Attempt(Workspace workspace)
    {
        try
        {
            return string.Join(' ', workspace.Snapshots.Expire("parts", LastOne, "ann").Select(l => l.Action));
        }
        catch (ProblemException e)
        {
            return e.Problems[0].Code;
        }
    }
}
