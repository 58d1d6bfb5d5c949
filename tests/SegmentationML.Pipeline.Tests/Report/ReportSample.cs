using SegmentationML.Core.Governance.Impact;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish.Diff;
using SegmentationML.Pipeline.Report;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Tests.Report;

/// <summary>Small hand-made report data: the least that a run gives, and one with everything. Every text carries a mark, so that tests can look for it.</summary>
internal static class ReportSample
{
    public static RunReportData Least() => new()
    {
        Header = Header("") with { Version = null },
        Flow = [new(StepName.Ingest, StepState.Done, 10, "10 lines", TimeSpan.FromSeconds(1)), new(StepName.Contract, StepState.Failed, 0, "SEG-CONT-001: blocked.", TimeSpan.FromSeconds(0.5))],
    };

    public static RunReportData Full(string mark = "") => new()
    {
        Header = Header(mark),
        Headlines = [new("Net revenue" + mark, "1.0 M EUR" + mark, "note" + mark), new("Products", "4")],
        Flow = [.. Enum.GetValues<StepName>().Select(step => new FlowTiming(step, StepState.Done, 100, "did it" + mark, TimeSpan.FromMilliseconds(10)))],
        Files = [new("order_lines" + mark, "lines.csv" + mark, 1, "", "order_lines" + mark, 100, 90, [new("rule" + mark, "not a product" + mark, 6)], [new("price" + mark, "not a number" + mark, 3)], 4, 1, null, true)],
        Findings = [new(FindingSeverity.Quarantine, "order_lines" + mark, "order_lines/quantity/range" + mark, "too large" + mark, 2, "9999999" + mark)],
        RulesChecked = 12,
        QuarantinedRows = 2,
        Effects = [new("rule", "key account" + mark, "BY", "AX", 3), new("hysteresis", "ABC", "BY", "AX", 12)],
        Segments = [new("AX" + mark, "Core" + mark, "described" + mark, 1, 800, 0.8), new("BY", "Middle", "", 2, 200, 0.2), new("RETURNS", "Returns only", "", 1, -5, 0)],
        Matrix = new("ABC" + mark, "XYZ" + mark, ["A" + mark, "B"], ["X" + mark, "Y"], [new("A" + mark, "X" + mark, 1, 0.8, "Core" + mark), new("B", "Y", 2, 0.2)]),
        Pareto = new("net revenue" + mark, [new(1 / 3.0, 0.8), new(2 / 3.0, 0.95), new(1, 1)], [new("A" + mark, 1 / 3.0, 0.8), new("B", 1, 1)]),
        Clusters = new("behaviour" + mark, ["cv" + mark, "adi"], 0.5, 0.6, 0.3, [new(0, 1, "K1" + mark, "P1" + mark), new(2, 3, "K2", "P2")], [new("K1" + mark, 1, [0.5, 1]), new("K2", 1, [1.5, 4])]),
        Accuracy = [new(AccuracyRow.Whole, 3, 0.75, 1, 1.5, 0.02, 0.1), new("AX" + mark, 1, 1.1, 1, double.NaN, -0.02, double.NaN)],
        Hierarchy = new(3, 1, 4, [new("none", "ALL", 0.8, 0), new("none", "total" + mark, null, 0), new("mint", "ALL", 0.7, 0), new("mint", "total" + mark, 0.6, 0)], [new("AX" + mark, "total" + mark, 1, 0.9, 2, IsChosen: true), new("AX" + mark, "bottom", 2, double.NaN, 0, IsChosen: false)]),
        Sums = [new("level_1" + mark, "Drinks" + mark, "SES" + mark, 40, 20, 70, 520)],
        Carried = [new(6, 1)],
        PlannedChanges = [new("P1" + mark, "Name" + mark, "AX" + mark, "fair" + mark, new(2025, 6, 30), new(2025, 1, 20), new(2025, 1, 27), 12, 30)],
        Methods = [new("SES" + mark, "AX" + mark, 1), new("TSB", "BY", 2)],
        Examples = [new("smooth" + mark, "P1" + mark, "Name" + mark, "AX" + mark, "SES" + mark, "least RMSSE" + mark, "units/week" + mark, [new(new(2025, 1, 6), 4), new(new(2025, 1, 13), double.NaN)], [new(new(2025, 1, 20), 4, 1, 3, 4, 5, 8)]) { Parts = [new("level" + mark, IsFactor: true, 3, 4, double.NaN)] }],
        Overrides = new OverrideReview(
            new DateOnly(2011, 12, 10), [new OverrideAge("ovr-1" + mark, "AX" + mark, "CONTRACT" + mark, "T-1" + mark, "maria" + mark, new DateOnly(2011, 11, 1), new DateOnly(2012, 2, 1), 39, 53, 12)], [new OverrideRate("rule contract" + mark, 40, 12)], 3000, 12),
        Policies = [new("AX" + mark, "Core" + mark, 1, 0.98, 1, 2.5, "normal" + mark, 40, 100, 1.5), new("BY", "Middle", 2, null, 0, 2, "none", 0, double.NaN, double.NaN)],
        Changes = new(6, new(2025, 1, 6), 4, 1, 2, 0.25, 0.1, [new("AX" + mark, "AX" + mark, 3, 1), new("BY" + mark, "AX" + mark, 1, 1)], [new("cv" + mark, 0.3, 0.1, true)]),
        Promotion = Promotion(mark),
        Versions =
        [
            new(7, VersionState.Candidate, new(2025, 1, 20), new(2025, 1, 21, 5, 0, 0, TimeSpan.Zero), null, null, "run-1" + mark, null, 2, ["challenger" + mark]),
            new(6, VersionState.Live, new(2025, 1, 13), new(2025, 1, 14, 5, 0, 0, TimeSpan.Zero), new(2025, 1, 14, 5, 0, 0, TimeSpan.Zero), null, "run-0" + mark, 4, 1, ["champion", "tag:2025-q1"]),
        ],
        Difference = new VersionDiff(
            "parts", new(6, new(2025, 1, 13), "1.0.0", "aa"), new(7, new(2025, 1, 20), "1.1.0", "bb"),
            [new("assignments" + mark, 9, 10, 2, 3, 4, [new("cv" + mark, "DOUBLE", "DOUBLE", 4, new(0, "0", "1", 0.5), new(0, "0", "2", 0.75)), new("new" + mark, null, "VARCHAR" + mark, 0, null, new(1, "a", "b", null))])],
            [new("AX" + mark, "AX" + mark, 3), new("AX" + mark, "BY" + mark, 1), new("BY" + mark, "AX" + mark, 3), new("BY" + mark, null, 2), new(null, "BY" + mark, 3)]),
        Entities = [Entity("P1" + mark, "Name" + mark, mark), Entity("P2", null, "")],
        Notes = ["assumed" + mark],
    };

    public static EntityReason Entity(string key, string? name, string mark)
        => new(key, name, "AX" + mark, "Core" + mark, ["reason" + mark], [new("cv" + mark, 0.45, "unit" + mark)], "cv" + mark, 0.5, 0.05, double.NaN, "AY" + mark, "SES" + mark, 40, 90, double.NaN);

    private static ReportHeader Header(string mark)
        => new("demo" + mark, "described" + mark, "product" + mark, 4, 7, true, new(2025, 1, 20), new(2024, 1, 1), new(2025, 1, 21, 6, 0, 0, TimeSpan.FromHours(1)), TimeSpan.FromSeconds(3), "run-1" + mark, "SegmentationML 0.1.0" + mark, "EUR" + mark, "week" + mark, 13);

    private static PromotionRecord Promotion(string mark)
    {
        var before = new EntityTerms(0.95, 3, 5, 2, "sba");
        var impact = ImpactAssessment.Of(
            [new("P1" + mark, "AX" + mark, "BY" + mark, 100, 2, before, before with { ServiceLevel = 0.9, SafetyStock = 2 }), new("P2" + mark, null, "AX" + mark, 5, double.NaN, EntityTerms.None, before)],
            new DecisionRights { Tiers = new Dictionary<string, IReadOnlyList<string>> { ["A"] = ["AX" + mark], ["B"] = ["BY" + mark] }, KeyAccounts = ["P1" + mark] });
        GateEvidence[] evidence =
        [
            new(PromotionGate.Churn, GateOutcome.Passed, 0.1, 0.15, "Finding" + mark, false),
            new(PromotionGate.Drift, GateOutcome.Failed, 1, 0, "Drifted" + mark, true),
            new(PromotionGate.Backtest, GateOutcome.NotApplicable, double.NaN, 0, "None" + mark, false),
        ];
        var required = new RequiredDecision(DecisionMaker.Board, ["owner" + mark], 2, ["Why" + mark]);
        return new PromotionRecord(VersionPromotion.Open("parts", 7, 6, evidence, required, "ann" + mark, DateTimeOffset.UnixEpoch), "model" + mark, 3, null, impact);
    }
}
