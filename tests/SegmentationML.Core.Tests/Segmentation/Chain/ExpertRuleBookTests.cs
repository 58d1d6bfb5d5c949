using SegmentationML.Core.Numerics;
using SegmentationML.Core.Segmentation.Chain;
using static SegmentationML.Core.Tests.Segmentation.Chain.ChainBench;

namespace SegmentationML.Core.Tests.Segmentation.Chain;

public sealed class ExpertRuleBookTests
{
    private static ExpertRule AtLeast(string segment, EntityCondition when) => new() { Name = $"at least {segment}", Kind = ExpertRuleKind.AtLeast, Segments = [segment], When = when };

    private static ExpertRule AtMost(string segment, EntityCondition when) => new() { Name = $"at most {segment}", Kind = ExpertRuleKind.AtMost, Segments = [segment], When = when };

    [Fact]
    public void Apply_AtLeastAtMostNever_MoveToTheNearestAllowedAndNoteTheRule()
    {
        var bench = new ChainBench(0.1, 0.7, 2, 2).With("contract", 0, 0, 1, 0).With("hazard", 1, 0, 0, double.NaN);
        var draft = bench.Draft();
        bench.Rules(
            AtLeast("MID", When("contract", Comparison.Equal, 1)),
            AtMost("MID", When("hazard", Comparison.AtLeast, 1)),
            new ExpertRule { Name = "park Z", Kind = ExpertRuleKind.Never, Segments = ["LOW"], Instead = "PARK", When = new([new("contract", Comparison.Below, 1)], [new("XYZ", ["Z"])]) }).Apply(draft);

        Assert.Equal(["MID", "MID", "MID", "PARK"], bench.CodesOf(draft));
        Assert.Equal(["at most MID", "at least MID", "park Z"], draft.Changes.OrderBy(c => c.Entity).Select(c => c.By));
        Assert.Equal([SegmentDecision.Rule, SegmentDecision.Model, SegmentDecision.Rule, SegmentDecision.Rule], draft.DecidedBy);
    }

    [Fact]
    public void Create_RulesThatMeetAndLeaveNothing_NamesThemAndWhere()
    {
        var bench = new ChainBench(0.1).With("value", 1);
        var thrown = Assert.Throws<ProblemException>(() => bench.Rules(AtLeast("HIGH", When("value", Comparison.Above, 10)), AtMost("MID", When("value", Comparison.AtMost, 20))));

        Assert.Equal("SEG-SEGM-022", Assert.Single(thrown.Problems).Code);
        Assert.Contains("value from 10 to 20", thrown.Problems[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ThreeRulesOnlyTogetherContradict_AreFound()
    {
        var bench = new ChainBench(0.1).With("a", 1).With("b", 1).With("c", 1);
        var rules = Codes.Take(3).Zip(["a", "b", "c"], (code, driver) => new ExpertRule { Name = code, Kind = ExpertRuleKind.Never, Segments = [code], When = When(driver, Comparison.Above, 0) }).ToArray();
        bench.Rules(rules[0], rules[1]);

        Assert.Equal("SEG-SEGM-022", Assert.Single(Assert.Throws<ProblemException>(() => bench.Rules(rules)).Problems).Code);
    }

    [Fact]
    public void Create_BoundsThatNeverMeet_AreNoContradiction()
    {
        var bench = new ChainBench(0.1).With("value", 1);
        bench.Rules(AtLeast("HIGH", When("value", Comparison.Above, 10)), AtMost("MID", When("value", Comparison.AtMost, 10)));
    }

    [Theory]
    [InlineData("SEG-SEGM-020", "unknown driver")]
    [InlineData("SEG-SEGM-020", "unknown class")]
    [InlineData("SEG-SEGM-021", "unknown segment")]
    [InlineData("SEG-SEGM-021", "outside the order")]
    [InlineData("SEG-SEGM-021", "never without instead")]
    [InlineData("SEG-SEGM-023", "empty condition")]
    public void Create_WrongRule_IsNamed(string code, string what)
    {
        var bench = new ChainBench(0.1);
        var rule = what switch
        {
            "unknown driver" => AtLeast("MID", When("colour", Comparison.Equal, 1)),
            "unknown class" => AtLeast("MID", new([], [new("XYZ", ["Q"])])),
            "unknown segment" => AtLeast("TOP", EntityCondition.Everyone),
            "outside the order" => AtLeast("PARK", EntityCondition.Everyone),
            "never without instead" => new ExpertRule { Name = "x", Kind = ExpertRuleKind.Never, Segments = ["PARK"] },
            _ => AtLeast("MID", new([new("cv", Comparison.Below, 1), new("cv", Comparison.AtLeast, 1)], [])),
        };
        Assert.Contains(Assert.Throws<ProblemException>(() => bench.Rules(rule)).Problems, p => p.Code == code);
    }

    /// <summary>By hand: values 5, 4, 3, 2, 1 in LOW, HIGH, HIGH, MID, LOW: moving the first alone (LOW to HIGH) makes it monotone; every other way moves two or more.</summary>
    [Fact]
    public void Apply_Monotone_MovesTheFewest()
    {
        var bench = new ChainBench(2, 0.1, 0.1, 0.7, 2).With("value", 5, 4, 3, 2, 1);
        var draft = bench.Draft();
        bench.Rules(new ExpertRule { Name = "value counts", Kind = ExpertRuleKind.NeverWorseWithMore, Driver = "value" }).Apply(draft);

        Assert.Equal(["HIGH", "HIGH", "HIGH", "MID", "LOW"], bench.CodesOf(draft));
        Assert.Equal("value counts", Assert.Single(draft.Changes).By);
    }

    /// <summary>Against trying every assignment of ranks to six entities.</summary>
    [Fact]
    public void Apply_MonotoneRandom_IsMonotoneWithTheLeastMoves()
    {
        var random = new SplitMix64(5);
        for (var trial = 0; trial < 60; trial++)
        {
            var cv = Enumerable.Range(0, 6).Select(_ => (int)(random.NextDouble() * 3) switch { 0 => 0.1, 1 => 0.7, _ => 2 }).ToArray();
            var value = Enumerable.Range(0, 6).Select(_ => Math.Floor(random.NextDouble() * 4)).ToArray();
            var bench = new ChainBench(cv).With("value", value);
            var draft = bench.Draft();
            var own = draft.Segment.ToArray();
            bench.Rules(new ExpertRule { Name = "m", Kind = ExpertRuleKind.NeverWorseWithMore, Driver = "value" }).Apply(draft);

            Assert.True(Monotone(draft.Segment, value));
            var least = Enumerable.Range(0, 729).Select(n => Enumerable.Range(0, 6).Select(i => n / (int)Math.Pow(3, i) % 3).ToArray()).Where(r => Monotone(r, value)).Min(r => r.Zip(own).Count(p => p.First != p.Second));
            Assert.Equal(least, draft.Changes.Count);
        }
    }

    private static bool Monotone(int[] ranks, double[] value)
        => !Enumerable.Range(0, 6).Any(i => Enumerable.Range(0, 6).Any(j => value[i] > value[j] && ranks[i] > ranks[j]));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Apply_SeveralMonotoneRules_AllHold_ButForWhatABoundForbids(bool bounded)
    {
        for (var trial = 0; trial < 200; trial++)
        {
            var random = SplitMix64.ForStream(11, (ulong)trial);
            double[] Draw(int values) => [.. Enumerable.Range(0, 12).Select(_ => (double)random.NextInt32(values))];
            var bench = new ChainBench([.. Draw(4).Select(v => v / 2)]).With("a", Draw(6)).With("b", Draw(6)).With("scope", Draw(2)).With("contract", Draw(3));
            ExpertRule[] monotone =
            [
                new() { Name = "more a", Kind = ExpertRuleKind.NeverWorseWithMore, Driver = "a" },
                new() { Name = "less b", Kind = ExpertRuleKind.NeverWorseWithLess, Driver = "b", When = When("scope", Comparison.Equal, 1) },
            ];
            var book = bench.Rules([.. monotone, .. bounded ? [AtLeast("MID", When("contract", Comparison.Equal, 2))] : Array.Empty<ExpertRule>()]);
            var draft = bench.Draft();
            book.Apply(draft);
            foreach (var rule in monotone)
            {
                AssertHolds(bench, book, draft, rule);
            }

            // The chain asks the rules twice, before and after hysteresis.
            var moves = draft.Changes.Count;
            book.Apply(draft);
            Assert.True(bounded || moves == draft.Changes.Count);
            Assert.All(monotone, rule => AssertHolds(bench, book, draft, rule));
        }
    }

    [Fact]
    public void Apply_MonotoneBesideABound_RaisesTheOtherWhereTheBoundAllowsIt()
    {
        // The bound keeps the first at HIGH although the second has more; moving the first is forbidden, so the second is raised.
        var bench = new ChainBench(0.1, 0.7).With("value", 1, 2).With("contract", 1, 0);
        var draft = bench.Draft();
        bench.Rules(AtLeast("HIGH", When("contract", Comparison.Equal, 1)), new ExpertRule { Name = "more value", Kind = ExpertRuleKind.NeverWorseWithMore, Driver = "value" }).Apply(draft);

        Assert.Equal(["HIGH", "HIGH"], bench.CodesOf(draft));
    }

    [Fact]
    public void Create_MoreAndLessOfTheSameDriver_ContradictUnlessTheirConditionsExcludeEachOther()
    {
        var bench = new ChainBench(0.1).With("value", 1).With("scope", 1);
        ExpertRule More(double scope) => new() { Name = "more", Kind = ExpertRuleKind.NeverWorseWithMore, Driver = "value", When = When("scope", Comparison.Equal, scope) };
        var less = new ExpertRule { Name = "less", Kind = ExpertRuleKind.NeverWorseWithLess, Driver = "value", When = When("scope", Comparison.Equal, 1) };

        bench.Rules(More(0), less);
        Assert.Equal("SEG-SEGM-022", Assert.Single(Assert.Throws<ProblemException>(() => bench.Rules(More(1), less)).Problems).Code);
    }

    /// <summary>Of two entities of a rule the one with the better driver is in no worse segment, unless the other could only go where a bound forbids it.</summary>
    private static void AssertHolds(ChainBench bench, ExpertRuleBook book, SegmentDraft draft, ExpertRule rule)
    {
        var driver = bench.DriverOf(rule.Driver)!;
        var concerns = rule.When.Drivers.Count == 0 ? _ => true : (Func<int, bool>)(i => rule.When.Drivers.All(d => d.Holds(bench.DriverOf(d.Driver)![i])));
        for (var better = 0; better < draft.Count; better++)
        {
            for (var other = 0; other < draft.Count; other++)
            {
                var more = rule.Kind == ExpertRuleKind.NeverWorseWithMore ? driver[better] > driver[other] : driver[better] < driver[other];
                var (rank, otherRank) = (bench.Order.RankOf(draft.Segment[better]), bench.Order.RankOf(draft.Segment[other]));
                if (more && concerns(better) && concerns(other) && rank >= 0 && otherRank >= 0 && rank > otherRank)
                {
                    Assert.DoesNotContain(Enumerable.Range(rank, bench.Order.Segments.Count - rank), r => book.Admits(other, bench.Order.Segments[r]));
                }
            }
        }
    }
}
