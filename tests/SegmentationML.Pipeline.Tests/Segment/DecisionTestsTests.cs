using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Tests.Segment;

public sealed class DecisionTestsTests
{
    private const string Model = """
        name: bench
        dimensions:
          abc: {kind: cumulative-share, driver: value}
          xyz: {kind: variability, driver: cv, cuts: {X: 0.5, Y: 1, Z: .inf}}
        matrix: {cells: {"A/X": STEADY, "*/*": OTHER}}
        value_driver: value
        edge_cases: {negative_net: true, seasonal_within_buckets: 10}
        order: [STEADY, OTHER]
        hysteresis: {band: 0.1}
        rules: [{name: key account, when: {value: ">= 1000"}, at_least: STEADY}]
        overrides: [{id: o-1, keys: [p], segment: STEADY, reason: CONTRACT, from: 2026-01-01, to: 2026-02-01, approver: a}]
        policies: {"*": {}}
        tests:

        """;

    public static TheoryData<string> Models => [.. Directory.GetDirectories(Path.Combine(Checkout.Root, "models")).Select(m => Path.GetFileName(m)).Order(StringComparer.Ordinal)];

    private static DecisionOutcome Run(string test) => Assert.Single(DecisionTests.Run(SegmentBench.Model(Model + $"  - {test}\n")));

    [Theory]
    [InlineData("{name: t, classes: {abc: A}, given: {cv: 0.5}, expect: STEADY, decided_by: model}")]
    [InlineData("{name: t, classes: {abc: A}, given: {cv: 0.51}, expect: OTHER}")]
    [InlineData("{name: t, classes: {abc: B}, given: {cv: 0.2, value: 1000}, expect: STEADY, decided_by: rule}")]
    [InlineData("{name: t, classes: {abc: A}, given: {cv: 0.52}, before: {segment: STEADY, classes: {xyz: X}}, expect: STEADY, decided_by: hysteresis}")]
    [InlineData("{name: t, classes: {abc: C}, given: {cv: 2}, key: p, as_of: 2026-01-31, expect: STEADY, decided_by: override}")]
    [InlineData("{name: t, classes: {abc: C}, given: {cv: 2}, key: p, as_of: 2026-02-01, expect: OTHER}")]
    [InlineData("{name: t, given: {active_buckets: 3}, expect: NEW, decided_by: edge-case}")]
    [InlineData("{name: t, classes: {abc: R}, given: {value: -1, cv: 1}, expect: NEGATIVE_NET}")]
    [InlineData("{name: t, given: {idle_buckets: 30, season_buckets: 10}, expect: SEASONAL_ONLY}")]
    [InlineData("{name: t, given: {idle_buckets: 30, season_buckets: 11}, expect: DORMANT}")]
    public void Run_Facts_GoThroughTheFlow(string test) => Assert.True(Run(test).Passed, Run(test).ToString());

    [Fact]
    public void Run_AnotherSegment_ShowsTheDifferenceAndBlocksTheRun()
    {
        const string Wrong = "{name: dear ones are steady, classes: {abc: B}, given: {cv: 0.2}, expect: STEADY}";
        Assert.Equal("dear ones are steady: expected STEADY, got OTHER by model (ABC:B, XYZ:X)", Run(Wrong).ToString());

        using var bench = new SegmentBench();
        var problems = Assert.Throws<ProblemException>(() => bench.Run(SegmentBench.Model(Model + $"  - {Wrong}\n"), new DateOnly(2026, 1, 5), "SELECT 'a' AS key, 1.0::DOUBLE AS value, 0.1::DOUBLE AS cv")).Problems;
        Assert.Equal("SEG-SEGM-140", Assert.Single(problems).Code);
        Assert.Contains("expected STEADY, got OTHER", problems[0].What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{name: t, given: {cv: 0.1}, expect: STEADY}", "no class of abc")]
    [InlineData("{name: t, classes: {abc: Q}, given: {cv: 0.1}, expect: STEADY}", "'Q'")]
    [InlineData("{name: t, classes: {abc: A}, given: {colour: 1}, expect: STEADY}", "'colour'")]
    public void Run_FactsThatDecideNothing_SayWhatIsMissing(string test, string word)
    {
        var outcome = Run(test);
        Assert.False(outcome.Passed);
        Assert.Contains("SEG-SEGM-141", outcome.Why, StringComparison.Ordinal);
        Assert.Contains(word, outcome.Why, StringComparison.Ordinal);
    }

    /// <summary>The models of the repository decide as their owners expect.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Run_ModelsOfTheRepository_Pass(string name)
    {
        var outcomes = DecisionTests.Run(Definitions.ReadModel(name, [Checkout.Root]));
        Assert.NotEmpty(outcomes);
        Assert.All(outcomes, o => Assert.True(o.Passed, o.ToString()));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Render_SameDefinition_SameBytesAndEveryCellOnce(string name)
    {
        var model = Definitions.ReadModel(name, [Checkout.Root]);
        var document = LogicDocument.Render(model);

        Assert.Equal(document, LogicDocument.Render(Definitions.ReadModel(name, [Checkout.Root])));
        foreach (var word in model.Dimensions.Keys.Concat(model.Segments.Keys).Concat(model.Tests.Select(t => t.Name)))
        {
            Assert.Contains(word, document, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Render_AnyClustering_HasItsCodesInTheMatrix()
    {
        var model = SegmentBench.Model("name: c\ndimensions: {shape: {kind: cluster, drivers: [value], clusters: 3}}\nmatrix: {cells: {K1: BIG, K7: RETIRED, \"*\": REST}}\npolicies: {\"*\": {}}\n");
        Assert.Contains("| K7 | RETIRED |", LogicDocument.Render(model), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_AfterAnEdit_TellsWhatChanged()
    {
        var before = SegmentBench.Model(Model + "  - {name: t, classes: {abc: A}, given: {cv: 0.5}, expect: STEADY}\n");
        var after = SegmentBench.Model(Model.Replace("X: 0.5", "X: 0.6", StringComparison.Ordinal).Replace(">= 1000", ">= 900", StringComparison.Ordinal) + "  - {name: t, classes: {abc: A}, given: {cv: 0.5}, expect: STEADY}\n");

        Assert.Equal(["dimensions.xyz.cuts.X: 0.5 -> 0.6", "rules[key account].when.value: >= 1000 -> >= 900"], ModelDifference.Of(before, after).Select(d => d.ToString()));
        Assert.Contains("| dimensions.xyz.cuts.X | 0.5 | 0.6 |", LogicDocument.Render(after, before), StringComparison.Ordinal);
        Assert.NotEqual(SegmentRecord.VersionOf(before), SegmentRecord.VersionOf(after));
    }

    /// <summary>Of a dimension that only one of the two has, what every dimension has by default is left out.</summary>
    [Fact]
    public void Difference_NewDimension_ListsOnlyWhatItSets()
    {
        var before = new ModelDefinition { Name = "m", Dimensions = new Dictionary<string, DimensionDefinition>(), Policies = new Dictionary<string, SegmentPolicy>() };
        var after = before with { Dimensions = new Dictionary<string, DimensionDefinition> { ["shape"] = new() { Kind = DimensionKind.KMeans, Drivers = ["cv", "adi"], Scores = 7 } } };

        Assert.Equal(["dimensions.shape.drivers: new, cv, adi", "dimensions.shape.kind: new, k-means", "dimensions.shape.scores: new, 7"], ModelDifference.Of(before, after).Select(d => d.ToString()));
        Assert.Equal(["dimensions.shape.drivers: gone, was cv, adi", "dimensions.shape.kind: gone, was k-means", "dimensions.shape.scores: gone, was 7"], ModelDifference.Of(after, before).Select(d => d.ToString()));
    }
}
