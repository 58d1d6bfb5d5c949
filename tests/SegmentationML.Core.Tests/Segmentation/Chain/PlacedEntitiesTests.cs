using SegmentationML.Core.Segmentation.Chain;

namespace SegmentationML.Core.Tests.Segmentation.Chain;

public sealed class PlacedEntitiesTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    private static Placement Place(string id, string segment, string from = "2026-01-01", string to = "2026-06-01", params int[] entities) => new()
    {
        Id = id, Segment = segment, From = DateOnly.ParseExact(from, "yyyy-MM-dd"), To = DateOnly.ParseExact(to, "yyyy-MM-dd"), Reason = "CONTRACT", Approver = "j.doe", Entities = entities,
    };

    private static PlacedEntities Create(ChainBench bench, params Placement[] placements) => PlacedEntities.Create(SegmentDecision.Override, placements, bench.Matrix, bench, Day);

    /// <summary>[from, to): it holds on its first day and not on its end.</summary>
    [Theory]
    [InlineData("2026-03-01", "2026-03-02", "LOW")]
    [InlineData("2026-02-01", "2026-03-01", "HIGH")]
    [InlineData("2026-03-02", "2026-04-01", "HIGH")]
    public void Apply_OnTheDay_HoldsFromItsFirstDayUntilBeforeItsEnd(string from, string to, string expected)
    {
        var bench = new ChainBench(0.1);
        var draft = bench.Draft();
        Create(bench, Place("o1", "LOW", from, to, 0)).Apply(draft);

        Assert.Equal([expected], bench.CodesOf(draft));
        Assert.Equal(expected == "LOW" ? "o1" : null, draft.Override[0]);
    }

    [Fact]
    public void Apply_NamedEntities_StandAboveConditionsAndAboveTheModelEvenWhereItAgrees()
    {
        var bench = new ChainBench(0.1, 0.1, 2);
        var draft = bench.Draft();
        Create(bench, Place("one", "MID", entities: 1), Place("all", "LOW") with { Entities = null }).Apply(draft);

        Assert.Equal(["LOW", "MID", "LOW"], bench.CodesOf(draft));
        Assert.Equal(["all", "one", "all"], draft.Override.Select(o => o!));
        Assert.Equal(SegmentDecision.Override, draft.DecidedBy[2]);
    }

    [Fact]
    public void Apply_TwoForOneEntity_IsAProblem()
    {
        var bench = new ChainBench(0.1);
        var placed = Create(bench, Place("a", "LOW", entities: 0), Place("b", "MID", entities: 0));
        Assert.Equal("SEG-SEGM-027", Assert.Single(Assert.Throws<ProblemException>(() => placed.Apply(bench.Draft())).Problems).Code);
    }

    [Theory]
    [InlineData("no reason")]
    [InlineData("no approver")]
    [InlineData("ends before it begins")]
    [InlineData("unknown segment")]
    [InlineData("no id")]
    public void Create_Wrong_IsNamed(string what)
    {
        var good = Place("o1", "LOW", entities: 0);
        var wrong = what switch
        {
            "no reason" => good with { Reason = " " },
            "no approver" => good with { Approver = "" },
            "ends before it begins" => good with { To = good.From },
            "unknown segment" => good with { Segment = "TOP" },
            _ => good with { Id = "" },
        };
        Assert.Equal("SEG-SEGM-026", Assert.Single(Assert.Throws<ProblemException>(() => Create(new ChainBench(0.1), wrong)).Problems).Code);
    }
}
