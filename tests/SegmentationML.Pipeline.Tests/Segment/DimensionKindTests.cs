using SegmentationML.Core;

namespace SegmentationML.Pipeline.Tests.Segment;

/// <summary>Every kind of dimension from its YAML, on features small enough to class by hand.</summary>
public sealed class DimensionKindTests : IDisposable
{
    private const string Head = "name: bench\nvalue_driver: value\npolicies: {\"*\": {}}\n";
    private static readonly DateOnly Day = new(2026, 3, 2);
    private readonly SegmentBench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>Five entities a to e.</summary>
    private const string Features = """
        SELECT * FROM (VALUES ('a', 1000.0::DOUBLE, 8.0::DOUBLE, 1.0::DOUBLE, 5.0::DOUBLE), ('b', 100.0, 2.0, 10.0, 1.0), ('c', 10.0, 0.5, 20.0, 1.0), ('d', 1.0, 4.0, 30.0, 4.0), ('e', 1.0, 4.0, 40.0, 2.0))
        AS t(key, value, turns, recency_days, order_count)
        """;

    private const string Tags = """
        SELECT * FROM (VALUES ('a', 'ved', 'V', DATE '2025-01-01', NULL::DATE), ('b', 'ved', 'E', DATE '2025-01-01', DATE '2026-03-02'), ('b', 'ved', 'D', DATE '2026-03-02', NULL), ('c', 'strategy', 'GROW', DATE '2025-01-01', NULL))
        AS t(entity_key, tag, value, valid_from, valid_to)
        """;

    private const string Products = "SELECT * FROM (VALUES ('a', 'toys'), ('b', 'toys'), ('c', 'tools'), ('d', 'tools'), ('e', NULL)) AS t(product_id, level_1)";

    private const string Factors = """
        SELECT * FROM (VALUES ('products.level_1', 'toys', 'distance_km', 900::DECIMAL(18,6), DATE '2025-01-01'), ('products.level_1', 'toys', 'distance_km', 100, DATE '2026-03-03'), ('products.level_1', 'tools', 'distance_km', 9000, DATE '2025-01-01'))
        AS t(attribute, value, factor, number, valid_from)
        """;

    [Theory]
    [InlineData("hml: {kind: threshold, driver: value, cuts: {L: 10, M: 100, H: .inf}}", "H M L L L")]
    [InlineData("fsn: {kind: movement, driver: turns}", "F S N F F")]
    [InlineData("score: {kind: quantile-score, driver: recency_days, less_is_better: true}", "5 4 3 2 1")]
    [InlineData("rfm: {kind: rfm, drivers: [recency_days, order_count, value]}", "555 414 313 241 131")]
    [InlineData("w: {kind: weighted-score, criteria: {value: 0.6, order_count: 0.4}}", "A C C C C")]
    [InlineData("abc: {kind: cumulative-share, driver: value, cuts: {A: 0.8, B: 0.95, C: 1}}", "A B C C C")]
    [InlineData("abc: {kind: cumulative-share, driver: value, basis: items, cuts: {A: 0.2, B: 0.5, C: 1}}", "A B B C C")]
    [InlineData("abc: {kind: cumulative-share, driver: value, group_by: products.level_1, cuts: {A: 0.8, B: 0.95, C: 1}}", "A B A B A")]
    [InlineData("ved: {kind: tag, classes: [V, E, D], default: E}", "V D E E E")]
    [InlineData("plan: {kind: tag, tag: strategy, classes: [GROW]}", "U U GROW U U")]
    [InlineData("far: {kind: threshold, driver: distance, cuts: {NEAR: 1000, FAR: .inf}}", "NEAR NEAR FAR FAR U")]
    public void Run_EveryKind_GivesItsClasses(string dimension, string expected)
    {
        var name = dimension[..dimension.IndexOf(':', StringComparison.Ordinal)];
        var factors = dimension.Contains("distance", StringComparison.Ordinal) ? "factors: {distance: {attribute: products.level_1, factor: distance_km}}\n" : "";
        var model = SegmentBench.Model($"{Head}{factors}dimensions:\n  {dimension}\n");
        var cycle = _bench.Run(model, Day, Features, ("entity_tags", Tags), ("products", Products), ("reference_factors", Factors));

        Assert.Equal(expected, string.Join(' ', _bench.Rows(cycle, $"class_{name}")));
    }

    [Fact]
    public void Run_DriverFromAReferenceTable_IsPublishedAndRulesReadIt()
    {
        var model = SegmentBench.Model(Head + """
            dimensions:
              far: {kind: threshold, driver: distance, cuts: {NEAR: 1000, FAR: .inf}}
            factors: {distance: {attribute: products.level_1, factor: distance_km, default: 50}}
            rules: [{name: close, when: {distance: "< 100"}, never: NEAR, instead: FAR}]
            """);
        Assert.Equal(["900.0|NEAR", "900.0|NEAR", "9000.0|FAR", "9000.0|FAR", "50.0|FAR"], _bench.Rows(_bench.Run(model, Day, Features, ("products", Products), ("reference_factors", Factors)), "distance, segment"));
    }

    /// <summary>A flow's segment from the published segments of its product, here the same key.</summary>
    [Fact]
    public void Run_SegmentOfAnotherPipeline_IsADimension()
    {
        _bench.Run(SegmentBench.Model(Head + "dimensions: {abc: {kind: cumulative-share, driver: value}}\n"), Day, Features);
        _bench.Others["products"] = _bench.Last!.Base;
        var model = SegmentBench.Model(Head + """
            dimensions:
              product: {kind: segment-of, pipeline: products, key: product_id, classes: [A, B, C]}
              fsn: {kind: movement, driver: turns}
            """);
        Assert.Equal(["AF", "BS", "CN", "CF", "CF"], _bench.Rows(_bench.Run(model, Day.AddDays(7), Features), "segment"));
    }

    [Fact]
    public void Run_DoubleAbcByVotes_ResolvesEveryConflict()
    {
        var model = SegmentBench.Model(Head + """
            dimensions:
              value: {kind: cumulative-share, driver: value, cuts: {A: 0.8, B: 0.95, C: 1}}
              lines: {kind: quantile-score, driver: order_count, scores: 2}
            order: [HIGH, MID, LOW]
            matrix:
              combine:
                rule: best-of
                votes:
                  value: {A: HIGH, B: MID, C: LOW, R: LOW, N: LOW, U: LOW}
                  lines: {2: HIGH}
            """);
        Assert.Equal(["HIGH", "MID", "LOW", "HIGH", "LOW"], _bench.Rows(_bench.Run(model, Day, Features), "segment"));
    }

    [Fact]
    public void Run_GranularityBudget_ProposesMergesAndMakesNone()
    {
        var model = SegmentBench.Model(Head + "dimensions: {hml: {kind: threshold, driver: value, cuts: {L: 10, M: 100, H: .inf}}}\nmatrix: {granularity: {minimum_entities: 2}}\n");
        var cycle = _bench.Run(model, Day, Features);
        Assert.Equal(["H", "M", "L", "L", "L"], _bench.Rows(cycle, "segment"));
        Assert.Contains(cycle.Result.Notes, n => n.StartsWith("H holds 1 entities: merge it into M", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SEG-SEGM-128", "x: {kind: threshold, driver: value}")]
    [InlineData("SEG-SEGM-128", "x: {kind: threshold, driver: value, cuts: {L: 10, H: 100}}")]
    [InlineData("SEG-SEGM-128", "x: {kind: cumulative-share, driver: value, cuts: {A: 0.8, B: 0.95}}")]
    [InlineData("SEG-SEGM-001", "x: {kind: threshold, driver: value, cuts: {L: 10, M: 10, H: .inf}}")]
    [InlineData("SEG-SEGM-001", "x: {kind: cumulative-share, driver: value, cuts: {A: 0.95, B: 0.8, C: 1}}")]
    [InlineData("SEG-SEGM-030", "x: {kind: weighted-score, criteria: {value: 0.6, order_count: 0.3}}")]
    [InlineData("SEG-SEGM-126", "x: {kind: cumulative-share, driver: value, group_by: products.colour}")]
    [InlineData("SEG-SEGM-127", "x: {kind: tag}")]
    [InlineData("SEG-SEGM-127", "ved: {kind: tag, classes: [V, E]}")]
    [InlineData("SEG-SEGM-127", "x: {kind: segment-of}")]
    [InlineData("SEG-SEGM-129", "double: {kind: tag, classes: [X, Y]}")]
    [InlineData("SEG-SEGM-130", "x: {kind: cumulative-share, driver: value, group_by: customers.country}")]
    [InlineData("SEG-SEGM-103", "x: {kind: movement}")]
    public void Run_WrongDimension_IsNamed(string code, string dimension)
    {
        const string Doubled = Tags + " UNION ALL SELECT 'a', 'double', v, DATE '2025-01-01', NULL FROM (VALUES ('X'), ('Y')) AS d(v)";
        var problems = Assert.Throws<ProblemException>(() => _bench.Run(SegmentBench.Model($"{Head}dimensions:\n  {dimension}\n"), Day, Features, ("entity_tags", Doubled))).Problems;
        Assert.Contains(problems, p => p.Code == code);
    }

    [Fact]
    public void Run_MatrixWithoutACell_IsRefusedBeforeTheRun()
    {
        var model = SegmentBench.Model(Head + "dimensions: {hml: {kind: threshold, driver: value, cuts: {L: 10, H: .inf}}}\nmatrix: {cells: {H: TOP, L: LOW}}\n");
        Assert.Equal("SEG-SEGM-011", Assert.Single(Assert.Throws<ProblemException>(() => _bench.Run(model, Day, Features)).Problems).Code);
    }
}
