using SegmentationML.Core.Segmentation;

namespace SegmentationML.Core.Tests.Segmentation;

public sealed class CombinationTests
{
    private static readonly ClassScheme Value = new("VALUE", ["A", "B", "C"], 3);
    private static readonly ClassScheme Lines = new("LINES", ["A", "B", "C"], 3);
    private static readonly ClassScheme Tag = new("TAG", ["VITAL", "OTHER"], 0);
    private static readonly Dictionary<string, string> Tiers = new() { ["A"] = "HIGH", ["B"] = "MID", ["C"] = "LOW" };
    private static readonly string[] Order = ["HIGH", "MID", "LOW"];

    /// <summary>Double ABC, value against order lines: AC is HIGH by best-of, LOW by worst-of, HIGH by precedence of value.</summary>
    [Theory]
    [InlineData(ConflictRule.BestOf, "HIGH")]
    [InlineData(ConflictRule.WorstOf, "LOW")]
    [InlineData(ConflictRule.Precedence, "HIGH")]
    public void Resolve_DoubleAbc_DecidesEveryCell(ConflictRule rule, string expected)
    {
        var rules = ConflictTable.Resolve([Value, Lines], [Tiers, Tiers], rule, Order);
        var matrix = SegmentMatrix.Create([Value, Lines], [.. Order.Select(c => new SegmentDefinition(c, c))], rules);

        Assert.Equal(9, rules.Count);
        Assert.Equal(expected, matrix.Segments[matrix.SegmentOf([0, 2])].Code);
    }

    [Fact]
    public void Resolve_Committee_MostVotesDecideAndPrecedenceBreaksTies()
    {
        var rules = ConflictTable.Resolve([Value, Lines, Tag], [Tiers, Tiers, new Dictionary<string, string> { ["VITAL"] = "HIGH" }], ConflictRule.Committee, Order);
        string Of(params string[] cell) => rules.Single(r => r.Pattern.SequenceEqual(cell)).Segment;

        Assert.Equal("LOW", Of("C", "C", "VITAL"));
        Assert.Equal("HIGH", Of("C", "A", "VITAL"));
        Assert.Equal("MID", Of("B", "C", "OTHER"));
    }

    [Fact]
    public void Resolve_CellInWhichAllAbstain_IsFoundBeforeTheRun()
    {
        var rules = ConflictTable.Resolve([Tag], [new Dictionary<string, string> { ["VITAL"] = "HIGH" }], ConflictRule.Precedence, []);
        Assert.Equal("SEG-SEGM-011", Assert.Single(SegmentMatrix.Validate([Tag], [new("HIGH", "High")], rules)).Code);
    }

    [Theory]
    [InlineData("Q", "HIGH")]
    [InlineData("A", "TOP")]
    public void Resolve_WrongVote_IsNamed(string code, string segment)
        => Assert.Equal("SEG-SEGM-032", Assert.Single(Assert.Throws<ProblemException>(() => ConflictTable.Resolve([Value], [new Dictionary<string, string> { [code] = segment }], ConflictRule.BestOf, Order)).Problems).Code);

    /// <summary>CV 0.4 is X near Y; the single Z goes into Y, its only neighbour, and then the smaller of X and Y into the other.</summary>
    [Fact]
    public void Propose_BudgetBroken_MergesTheSmallestIntoItsNeighbour()
    {
        var xyz = VariabilityClassifier.Classify([0.1, 0.2, 0.4, 0.7, 0.8, 0.9, 0.95, 1.2], [], new VariabilityClassOptions());
        var assignments = Segmenter.Assign([xyz], SegmentMatrix.EachClass(xyz.Scheme));

        Assert.Empty(GranularityBudget.Propose(assignments, new GranularityOptions { MaximumSegments = 3, MinimumEntities = 1 }));
        Assert.Equal([new MergeProposal("Z", "Y", 1, 1)], GranularityBudget.Propose(assignments, new GranularityOptions { MinimumEntities = 2 }));
        Assert.Equal([new MergeProposal("Z", "Y", 1, 1), new MergeProposal("X", "Y", 3, 3)], GranularityBudget.Propose(assignments, new GranularityOptions { MaximumSegments = 1 }));
    }
}
