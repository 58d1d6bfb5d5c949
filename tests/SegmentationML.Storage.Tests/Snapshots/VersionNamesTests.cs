using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

/// <summary>Aliases move, tags do not, and both find their version again.</summary>
public abstract class VersionNamesTests : IDisposable
{
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly ManualClock _clock = new();
    private readonly Workspace _workspace;

    protected VersionNamesTests(string? ledger)
    {
        _workspace = Workspace.Open(_folder, _clock, ledger);
        _workspace.Publish("one");
        _clock.Now = _clock.Now.AddDays(1);
        _workspace.Publish("two");
        _clock.Now = _clock.Now.AddDays(1);
        _workspace.Publish("three", candidate: true);
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Point_MovesAnAliasInOneStep()
    {
        Assert.Null(_workspace.Names.Point("parts", "champion", 1, "ann"));
        Assert.Equal(1, Resolve("champion"));

        Assert.Equal(1, _workspace.Names.Point("parts", "champion", 2, "ann"));

        Assert.Equal(2, Resolve("champion"));
        Assert.Equal(["champion"], _workspace.Snapshots.History("parts")[1].Aliases);
        Assert.Empty(_workspace.Snapshots.History("parts")[0].Aliases);
        Assert.True(_workspace.Names.Unpoint("parts", "champion", "ann"));
        Assert.False(_workspace.Names.Unpoint("parts", "champion", "ann"));
        Assert.Equal("SEG-PUB-015", Code(() => Resolve("champion")));
    }

    [Fact]
    public void Tag_StaysWithItsVersion()
    {
        _workspace.Names.Tag("parts", "2026-q3", 1, "ann");
        _workspace.Names.Tag("parts", "2026-q3", 1, "ann");
        _workspace.Names.Tag("parts", "audited", 1, "ann");

        Assert.Equal("SEG-PUB-016", Code(() => _workspace.Names.Tag("parts", "2026-q3", 2, "ann")));
        Assert.Equal(1, Resolve("tag:2026-q3"));
        Assert.Equal(["2026-q3", "audited"], _workspace.Snapshots.History("parts")[0].Tags);
        Assert.True(_workspace.Names.Untag("parts", "2026-q3", "ann"));
        _workspace.Names.Tag("parts", "2026-q3", 2, "ann");
        Assert.Equal(2, Resolve("tag:2026-q3"));
    }

    [Fact]
    public void Names_OfTwoPipelines_AreApart()
    {
        _workspace.Publish("other", pipeline: "others");
        _workspace.Names.Point("parts", "champion", 2, "ann");
        _workspace.Names.Point("others", "champion", 1, "ann");

        Assert.Equal(2, Resolve("champion"));
        Assert.Equal(1, _workspace.Snapshots.Resolve("others", VersionSelector.Parse("champion")).Commit.Version);
    }

    [Fact]
    public void PointAndTag_VersionThatIsNotThere_AreRefused()
    {
        Assert.Equal("SEG-PUB-001", Code(() => _workspace.Names.Point("parts", "champion", 9, "ann")));
        Assert.Equal("SEG-PUB-001", Code(() => _workspace.Names.Tag("nothing", "x", 1, "ann")));
        Assert.Equal("SEG-LEDG-002", Code(() => _workspace.Names.Point("../x", "champion", 1, "ann")));
    }

    [Theory]
    [InlineData("current", 2)]
    [InlineData("latest", 3)]
    [InlineData("1", 1)]
    [InlineData("000003", 3)]
    [InlineData("2026-11-22", 1)]
    [InlineData("2026-11-23", 2)]
    [InlineData("2030-01-01", 2)]
    [InlineData("2026-11-23T09:30:14Z", 1)]
    [InlineData("2026-11-23T09:30:15Z", 2)]
    public void Resolve_NumberWordOrTime_IsWhatWasInUse(string selector, long version) => Assert.Equal(version, Resolve(selector));

    [Theory]
    [InlineData("2026-11-21", "SEG-PUB-015")]
    [InlineData("7", "SEG-PUB-001")]
    [InlineData("tag:nothing", "SEG-PUB-015")]
    [InlineData("champion", "SEG-PUB-015")]
    public void Resolve_NothingThere_IsAProblem(string selector, string code) => Assert.Equal(code, Code(() => Resolve(selector)));

    [Fact]
    public void Resolve_TheClockWentBackBetweenTwoVersions_HistoryDoesNot()
    {
        _clock.Now = _clock.Now.AddYears(-3);
        _workspace.Publish("four");
        _clock.Now = _clock.Now.AddYears(4);

        Assert.Equal(4, Resolve("2026-11-23"));
        Assert.Equal(1, Resolve("2026-11-22"));
        var times = _workspace.Snapshots.History("parts").Select(v => v.LiveFrom).OfType<DateTimeOffset>().ToArray();
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void History_TellsHowEachVersionStands()
    {
        Assert.Equal([VersionState.Past, VersionState.Live, VersionState.Candidate], _workspace.Snapshots.History("parts").Select(v => v.State));
        _workspace.Publish("four");
        Assert.Equal([VersionState.Past, VersionState.Past, VersionState.Superseded, VersionState.Live], _workspace.Snapshots.History("parts").Select(v => v.State));
        Assert.Equal(_workspace.Snapshots.History("parts")[3].LiveFrom, _workspace.Snapshots.History("parts")[1].LiveTo);
    }

    private long Resolve(string selector) => _workspace.Snapshots.Resolve("parts", VersionSelector.Parse(selector)).Commit.Version;

    private static string Code(Action action) => Assert.Throws<ProblemException>(action).Problems[0].Code;

    private static string Code(Func<long> action) => Assert.Throws<ProblemException>(() => { action(); }).Problems[0].Code;
}
