using SegmentationML.Core;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

/// <summary>Publishing a version and making it the one in use are two acts: in between it is a candidate.</summary>
public abstract class CandidateTests : IDisposable
{
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly ManualClock _clock = new();
    private readonly Workspace _workspace;

    protected CandidateTests(string? ledger) => _workspace = Workspace.Open(_folder, _clock, ledger);

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Commit_Candidate_IsThereByNumberAndInTheListButNotInUse()
    {
        _workspace.Publish("one");

        var candidate = _workspace.Publish("two", candidate: true)!;

        Assert.True(candidate.Commit.Candidate);
        Assert.Equal("one", _workspace.Read());
        Assert.Equal([1L, 2L], _workspace.Snapshots.List("parts").Select(v => v.Commit.Version));
        Assert.Equal("two", _workspace.Snapshots.Open("parts", 2).Content.Totals["text"]);
        Assert.Equal(1, NamedByCurrentFile());
        Assert.Empty(_workspace.Snapshots.Verify("parts", 2));
        using var lease = _workspace.Begin("r2");
        Assert.Equal(1, _workspace.Snapshots.Parent(lease)!.Commit.Version);
    }

    [Fact]
    public void Activate_Candidate_IsInUseAndTheParentOfWhatFollows()
    {
        _workspace.Publish("one");
        _workspace.Publish("two", candidate: true);

        var live = _workspace.Snapshots.Activate("parts", 2, 1, Publishing.Decision);

        Assert.Equal(2, live.Commit.Version);
        Assert.Equal("two", _workspace.Read());
        Assert.Equal(2, NamedByCurrentFile());
        Assert.Equal(2, _workspace.Publish("three")!.Commit.Parent);
    }

    [Fact]
    public void Activate_TheFirstVersionOfAPipeline_NeedsNoVersionBefore()
    {
        _workspace.Publish("one", candidate: true);
        Assert.Null(_workspace.Read());
        Assert.False(File.Exists(_folder["snapshots", "parts", "current.json"]));

        _workspace.Snapshots.Activate("parts", 1, null, Publishing.Decision);

        Assert.Equal("one", _workspace.Read());
    }

    [Fact]
    public void Activate_WhatIsInUseAlready_ChangesNothing()
    {
        _workspace.Publish("one");
        _workspace.Publish("two", candidate: true);
        _workspace.Snapshots.Activate("parts", 2, 1, Publishing.Decision);

        Assert.Equal(2, _workspace.Snapshots.Activate("parts", 2, 1, Publishing.Decision).Commit.Version);
    }

    [Fact]
    public void Activate_AnotherVersionIsInUseThanExpected_IsRefused()
    {
        _workspace.Publish("one");
        _workspace.Publish("two", candidate: true);
        _workspace.Publish("three");

        Refused("SEG-PUB-002", 2, expected: 1);
        Refused("SEG-PUB-002", 2, expected: 3);
        Assert.Equal("three", _workspace.Read());
    }

    [Fact]
    public void Activate_OneOfTwoCandidates_LeavesTheOtherBehind()
    {
        _workspace.Publish("one");
        _workspace.Publish("two", candidate: true);
        _workspace.Publish("three", candidate: true);
        _workspace.Snapshots.Activate("parts", 3, 1, Publishing.Decision);

        Refused("SEG-PUB-002", 2, expected: 3);
        Assert.Equal("three", _workspace.Read());
    }

    [Fact]
    public void Activate_VersionThatWasInUseBeforeOrIsNotThere_IsRefused()
    {
        _workspace.Publish("one");
        _workspace.Publish("two");

        Refused("SEG-PUB-010", 1, expected: 2);
        Refused("SEG-PUB-001", 7, expected: 2);
        Assert.Equal("two", _workspace.Read());
    }

    [Fact]
    public void Commit_CandidateWithTheContentOfOneThatWaits_IsThatOne()
    {
        _workspace.Publish("one");
        var first = _workspace.Publish("two", candidate: true, unlessSame: true)!;

        Assert.Equal(first.Commit, _workspace.Publish("two", candidate: true, unlessSame: true, request: "r2")!.Commit);
        Assert.Null(_workspace.Publish("one", candidate: true, unlessSame: true, request: "r3"));
        Assert.Equal(2, _workspace.Snapshots.List("parts").Count);
    }

    [Fact]
    public void Commit_TheVersionInUseMovedMeanwhile_IsRefusedForACandidateToo()
    {
        _workspace.Publish("one");
        _workspace.Publish("two", candidate: true);
        using var lease = _workspace.Begin("r2");
        var parent = _workspace.Snapshots.Parent(lease)!.Commit.Version;
        _workspace.Snapshots.Activate("parts", 2, 1, Publishing.Decision);
        using var draft = _workspace.Snapshots.Begin(lease);
        Publishing.Write(draft.Folder, "three");

        var refused = Assert.Throws<ProblemException>(() => draft.Commit(Publishing.Content("three"), parent, unlessSame: false, candidate: true));

        Assert.Equal("SEG-PUB-002", refused.Problems[0].Code);
    }

    private void Refused(string code, long version, long? expected)
        => Assert.Equal(code, Assert.Throws<ProblemException>(() => _workspace.Snapshots.Activate("parts", version, expected, Publishing.Decision)).Problems[0].Code);

    private long NamedByCurrentFile()
    {
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(_folder["snapshots", "parts", "current.json"]));
        return json.RootElement.GetProperty("version").GetInt64();
    }
}
