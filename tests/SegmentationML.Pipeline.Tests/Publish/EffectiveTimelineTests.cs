using SegmentationML.Core;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Pipeline.Publish.Effective;

namespace SegmentationML.Pipeline.Tests.Publish;

/// <summary>What held on a day: later versions, corrections and rollbacks never change what was.</summary>
public sealed class EffectiveTimelineTests : IDisposable
{
    private readonly PublishedVersions _versions = new();

    /// <summary>January to April, and in March a rollback to January's version.</summary>
    public EffectiveTimelineTests()
    {
        _versions.Publish("2026-01-01", "'a', 'A', '2026-01-01', 1", "'b', 'B', '2026-01-01', 1", "'c', 'C', '2026-01-01', 1");
        _versions.Publish("2026-02-01", "'a', 'A', '2026-01-01', 1", "'b', 'X', '2026-02-01', 1", "'d', 'D', '2026-02-01', 1");
        _versions.Publish("2026-03-01", "'a', 'X', '2026-03-01', 1", "'b', 'X', '2026-02-01', 1", "'d', 'D', '2026-02-01', 1");
        _versions.Now = new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
        _versions.RollBack(1);
        _versions.Publish("2026-04-01", "'a', 'A', '2026-01-01', 1", "'b', 'X', '2026-04-01', 1", "'c', 'C', '2026-01-01', 1");
    }

    public void Dispose() => _versions.Dispose();

    [Theory]
    [InlineData("2026-01-01", 1)]
    [InlineData("2026-01-31", 1)]
    [InlineData("2026-02-01", 2)]
    [InlineData("2026-03-09", 3)]
    [InlineData("2026-03-10", 4)]
    [InlineData("2026-04-01", 5)]
    [InlineData("2030-01-01", 5)]
    public void Version_OnADay_IsTheOneInForce(string day, long version)
        => Assert.Equal(version, AssignmentsOn.Version(_versions.Workspace.Snapshots, Timeline(), DateOnly.Parse(day)).Commit.Version);

    [Fact]
    public void Version_BeforeTheFirst_IsAProblem()
        => Assert.Equal("SEG-PUB-015", Assert.Throws<ProblemException>(() => Timeline().IndexOn(new DateOnly(2025, 12, 31))).Problems[0].Code);

    [Theory]
    [InlineData("a", "A 2026-01-01 2026-03-01", "X 2026-03-01 2026-03-10", "A 2026-03-10 -")]
    [InlineData("b", "B 2026-01-01 2026-02-01", "X 2026-02-01 2026-03-10", "B 2026-03-10 2026-04-01", "X 2026-04-01 -")]
    [InlineData("c", "C 2026-01-01 2026-02-01", "C 2026-03-10 -")]
    [InlineData("d", "D 2026-02-01 2026-03-10")]
    [InlineData("nobody")]
    public void History_OfAnEntity_HasEveryStretchOnce(string key, params string[] stretches)
        => Assert.Equal(stretches, EntityHistory.Of(_versions.Engine, _versions.Workspace.Snapshots, Timeline(), key).Select(s => $"{s.Segment} {s.From:yyyy-MM-dd} {s.To?.ToString("yyyy-MM-dd") ?? "-"}"));

    [Theory]
    [InlineData("2026-02-15", "a|A|2026-01-01|2026-03-01", "b|X|2026-02-01|2026-03-10", "d|D|2026-02-01|2026-03-10")]
    [InlineData("2026-03-15", "a|A|2026-03-10|-", "b|B|2026-03-10|2026-04-01", "c|C|2026-03-10|-")]
    [InlineData("2026-04-05", "a|A|2026-03-10|-", "b|X|2026-04-01|-", "c|C|2026-03-10|-")]
    public void Table_OnADay_HasTheDaysBetweenWhichEachRowHeld(string day, params string[] rows) => Assert.Equal(rows, Table(day));

    [Fact]
    public void Table_CorrectionWithAnOlderCutOff_ChangesNoDayBeforeTheVersionItFollowed()
    {
        _versions.Publish("2026-01-15", "'a', 'Z', '2026-01-15', 1");

        Assert.Equal(["a|A|2026-01-01|2026-03-01", "b|X|2026-02-01|2026-03-10", "d|D|2026-02-01|2026-03-10"], Table("2026-02-15"));
        Assert.Equal(6, AssignmentsOn.Version(_versions.Workspace.Snapshots, Timeline(), new DateOnly(2026, 4, 1)).Commit.Version);
    }

    [Fact]
    public void Table_AVersionInBetweenIsExpired_DaysThatLaterOnesCarryOnAreKnown()
    {
        _versions.Workspace.Names.Tag("parts", "keep", 1, "ann");
        _versions.Workspace.Names.Tag("parts", "keep-3", 3, "ann");
        _versions.Workspace.Snapshots.Expire("parts", new RetentionOptions { KeepLast = 1, GraceHours = 0 }, "ann");

        Assert.Null(_versions.Workspace.Snapshots.Find("parts", 2));
        Assert.Equal("SEG-PUB-011", Assert.Throws<ProblemException>(() => Table("2026-02-15")).Problems[0].Code);
        Assert.Contains("b|B|2026-01-01|2026-02-01", Table("2026-01-15"));
        Assert.Equal(["B 2026-01-01 2026-02-01", "X 2026-02-01 2026-03-10", "B 2026-03-10 2026-04-01", "X 2026-04-01 -"], EntityHistory.Of(_versions.Engine, _versions.Workspace.Snapshots, Timeline(), "b").Select(s => $"{s.Segment} {s.From:yyyy-MM-dd} {s.To?.ToString("yyyy-MM-dd") ?? "-"}"));
    }

    private EffectiveTimeline Timeline() => EffectiveTimeline.Of("parts", _versions.Workspace.Snapshots.History("parts"));

    private IReadOnlyList<string> Table(string day)
    {
        var rows = new List<string>();
        var query = AssignmentsOn.Query(_versions.Workspace.Snapshots, Timeline(), DateOnly.Parse(day));
        _versions.Engine.Read($"SELECT concat_ws('|', key, segment, effective_from::VARCHAR, coalesce(effective_to::VARCHAR, '-')) FROM ({query})", batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                rows.Add(batch.Text(0, i)!);
            }
        });
        return rows;
    }
}
