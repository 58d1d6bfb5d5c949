using SegmentationML.Core;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Registry;

/// <summary>Fails the k-th write, flush, rename, delete or ledger commit of one registration, for all k: the registry has the version whole or not at all, and the next attempt gives one.</summary>
public sealed class RegisterFaultTests
{
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(nameof(Fault.Before))]
    [InlineData(nameof(Fault.After))]
    [InlineData(nameof(Fault.FromThenOn))]
    public void Register_WithEachCallFailing_IsWholeOrNotThere(string fault)
    {
        var k = 1;
        while (FailAt(k, Enum.Parse<Fault>(fault)))
        {
            k++;
        }

        // Draft made (two calls), two files (flush, protect, read each), number given out, manifest (write, flush, protect), draft flushed, rename, flush, commit, draft removed.
        Assert.True(k - 1 >= 16, $"Only {k - 1} calls were reached.");
    }

    /// <returns>False when the registration made fewer than k calls, so that nothing failed.</returns>
    private bool FailAt(int k, Fault fault)
    {
        using var folder = new TestFolder(inMemory: true);
        var files = new FaultyFiles(fault);
        bool reached;
        using (var workspace = Workspace.Open(folder, _clock, files))
        {
            files.Watch(workspace.Database);
            workspace.Register("old");
            files.Arm(k);
            try
            {
                workspace.Register("new", run: "run-2");
            }
            catch (ProblemException)
            {
                // What is left is looked at below.
            }

            reached = files.Calls >= k;
            files.Arm(int.MaxValue);
        }

        using var reopened = Workspace.Open(folder, _clock);
        Assert.Empty(reopened.Notices);
        Assert.All(reopened.Models.List(Registering.Model), v => Assert.Empty(reopened.Models.Verify(Registering.Model, v.Commit.Version)));
        Assert.Contains(reopened.Models.Load(Registering.Model, "latest", fallBack: false).Version.Commit.Version, new long[] { 1, 2 });
        var again = reopened.Register("new", run: "run-2");
        Assert.Equal("new", File.ReadAllText(Path.Combine(again.Folder, "fitted.json")));
        Assert.Single(reopened.Models.List(Registering.Model), v => v.Content.Identity == again.Content.Identity);
        Assert.Empty(reopened.Models.Verify(Registering.Model, again.Commit.Version));
        Assert.Empty(reopened.Audit.Verify().Findings);
        return reached;
    }
}
