using SegmentationML.Core.Governance.Impact;
using SegmentationML.Core.Governance.Promotion;

namespace SegmentationML.Core.Tests.Governance.Impact;

public sealed class ImpactAssessmentTests
{
    private static readonly DecisionRights Rights = new()
    {
        Tiers = new Dictionary<string, IReadOnlyList<string>> { ["A"] = ["A"], ["B"] = ["B"], ["C"] = ["C"] },
        KeyAccounts = ["k1", "k5", "k7"],
    };

    // Five entities: one stays, one falls two tiers, one rises, one is new, one is gone.
    private static readonly EntityChange[] Changes =
    [
        new("k1", "A", "A", 100, 2, new(0.95, 10, 20, 5, "sba"), new(0.95, 12, 22, 5, "sba")),
        new("k2", "A", "C", 50, 4, new(0.95, 10, 20, 5, "sba"), new(double.NaN, double.NaN, double.NaN, double.NaN, "tsb")),
        new("k3", "C", "B", 10, double.NaN, new(0.80, 1, 2, 1, "sba"), new(0.90, 3, 4, 1, "sba")),
        new("k4", null, "NEW", 5, 1, EntityTerms.None, new(0.90, 2, 3, 1, "sba")),
        new("k5", "B", null, 40, 3, new(0.90, 4, 5, 1, "sba"), EntityTerms.None),
    ];

    [Fact]
    public void Of_CountsAndValues_ByHand()
    {
        var impact = ImpactAssessment.Of(Changes, Rights);
        Assert.Equal((3, 1, 1, 160.0), (impact.Common, impact.Entered, impact.Left, impact.Value));
        Assert.Equal(new ChangeSize(2, 2.0 / 3, 60, 60.0 / 160, 2, 1), impact.Size);
        Assert.Equal(["k5"], impact.KeyAccountsMoved);
        Assert.Equal(1, impact.WithoutCost);
        Assert.Equal(["A>A 1", "A>C 1", "B> 1", "C>B 1", ">NEW 1"], impact.Flows.Select(f => $"{f.From}>{f.To} {f.Entities}"));
    }

    [Fact]
    public void Of_StockAndService_ByHand()
    {
        var total = ImpactAssessment.Of(Changes, Rights).Total;
        Assert.Equal((25.0, 17.0), (total.SafetyStockBefore, total.SafetyStockAfter));
        Assert.Equal(((10 * 2) + (10 * 4) + (4 * 3), (12 * 2) + 2), (total.StockValueBefore, total.StockValueAfter));
        Assert.Equal(((0.95 * 100) + (0.95 * 50) + (0.8 * 10) + (0.9 * 40)) / 200, total.ServiceBefore, 1e-12);
        Assert.Equal(((0.95 * 100) + (0.9 * 10) + (0.9 * 5)) / 115, total.ServiceAfter, 1e-12);
    }

    [Fact]
    public void Of_Flows_SumToTheTotal()
    {
        var impact = ImpactAssessment.Of(Changes, Rights);
        Assert.Equal(impact.Total.SafetyStockAfter, impact.Flows.Sum(f => f.Stock.SafetyStockAfter));
        Assert.Equal(impact.Total.StockValueBefore, impact.Flows.Sum(f => f.Stock.StockValueBefore));
        Assert.Equal(impact.Common + impact.Entered + impact.Left, impact.Flows.Sum(f => f.Entities));
    }

    [Fact]
    public void Of_Parameters_CountCommonEntitiesOnly()
        => Assert.Equal(
            ["segment 2 0 0", "service_level 2 1 1", "safety_stock 3 2 1", "reorder_point 3 2 1", "order_quantity 1 0 1", "method 1 0 0"],
            ImpactAssessment.Of(Changes, Rights).Parameters.Select(p => $"{p.Parameter} {p.Changed} {p.Raised} {p.Lowered}"));

    [Fact]
    public void Of_Losers_WorstFirst_NoMoreThanNamed()
    {
        var loser = Assert.Single(ImpactAssessment.Of(Changes, Rights).WorstLosers);
        Assert.Equal(("k2", 2, 50 * 0.95), (loser.Key, loser.TiersFallen, loser.Loss));
        var many = Enumerable.Range(0, 100).Select(i => new EntityChange($"e{i:000}", "A", "A", (i * 37) % 100, 1, new(0.9, 1, 1, 1, null), new(0.8, 1, 1, 1, null)));
        var impact = ImpactAssessment.Of(many, Rights);
        Assert.Equal((100, 20), (impact.Losers, impact.WorstLosers.Count));
        Assert.Equal(Enumerable.Range(80, 20).Reverse().Select(v => (double)v), impact.WorstLosers.Select(l => l.Value));
    }

    [Fact]
    public void Of_NothingBefore_MovesNothing()
    {
        var impact = ImpactAssessment.Of(Changes.Select(c => c with { From = null, To = c.To ?? "B", Before = EntityTerms.None }), Rights);
        Assert.Equal(new ChangeSize(0, 0, 0, 0, 0, 0), impact.Size);
        Assert.Equal(5, impact.Entered);
    }
}
