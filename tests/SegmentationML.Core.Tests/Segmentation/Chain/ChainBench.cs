using SegmentationML.Core.Segmentation;
using SegmentationML.Core.Segmentation.Chain;

namespace SegmentationML.Core.Tests.Segmentation.Chain;

/// <summary>A small segmentation to try the chain on: XYZ by fixed cuts 0.5 and 1 of cv, tiers HIGH, MID and LOW by it, beside PARK and NEW outside the order.</summary>
internal sealed class ChainBench : IEntityFacts
{
    public static readonly string[] Codes = ["HIGH", "MID", "LOW", "PARK"];
    private readonly Dictionary<string, double[]> _drivers = new(StringComparer.Ordinal);

    public ChainBench(params double[] cv)
    {
        Xyz = VariabilityClassifier.Classify(cv, [], new VariabilityClassOptions());
        Matrix = SegmentMatrix.Create(
            [Xyz.Scheme], [.. Codes.Select(c => new SegmentDefinition(c, c))],
            [new(["X"], "HIGH"), new(["Y"], "MID"), new(["Z"], "LOW"), new(["U"], "PARK")]);
        Order = SegmentOrder.Of(Matrix, ["HIGH", "MID", "LOW"]);
        _drivers["cv"] = cv;
    }

    public ThresholdClassification Xyz { get; }

    public SegmentMatrix Matrix { get; }

    public SegmentOrder Order { get; }

    public ChainBench With(string driver, params double[] values)
    {
        _drivers[driver] = values;
        return this;
    }

    public SegmentDraft Draft(PreviousSegments? previous = null)
        => new(Segmenter.Assign([Xyz], Matrix), [Xyz], Matrix, previous);

    /// <summary>Former segments by code (null: none) with the class that gave them, and how long they lasted.</summary>
    public PreviousSegments Before(string?[] segments, double dwell = 100)
        => new(
            [.. segments.Select(s => s is null ? SegmentAssignments.None : Matrix.IndexOf(s))],
            [[.. segments.Select(s => s switch { "HIGH" => (byte)0, "MID" => (byte)1, "LOW" => (byte)2, _ => ClassScheme.NoClass })]],
            [.. segments.Select(_ => dwell)]);

    public ExpertRuleBook Rules(params ExpertRule[] rules) => ExpertRuleBook.Create(rules, Matrix, Order, this);

    public string[] CodesOf(SegmentDraft draft) => [.. draft.Segment.Select(s => Matrix.Segments[s].Code)];

    public double[]? DriverOf(string name) => _drivers.GetValueOrDefault(name);

    public Classification? ClassesOf(string dimension) => dimension == "XYZ" ? Xyz : null;

    public static EntityCondition When(string driver, Comparison comparison, double value) => new([new(driver, comparison, value)], []);
}
