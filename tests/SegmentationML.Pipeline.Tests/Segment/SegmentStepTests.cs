using SegmentationML.Core;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Tests.Segment;

public sealed class SegmentStepTests : IDisposable
{
    private const string Model = """
        name: bench
        dimensions:
          xyz: {kind: variability, driver: cv, cuts: {X: 0.5, Y: 1, Z: .inf}}
        matrix:
          cells: {X: HIGH, Y: MID, Z: LOW, U: MID}
        value_driver: value
        order: [HIGH, MID, LOW]
        policies: {"*": {}}

        """;

    private static readonly DateOnly First = new(2026, 1, 5);
    private readonly SegmentBench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>An override of those whose feature is at least 1,000; it ends on the 19th.</summary>
    private static string Conditional(string feature, string segment)
        => $"overrides: [{{id: o-8, when: {{{feature}: \">= 1000\"}}, segment: {segment}, reason: CONTRACT, from: 2026-01-01, to: 2026-01-19, approver: a.smith}}]\n";

    private static string Features(params (string Key, double Cv, double Value)[] rows)
        => $"SELECT key, cv::DOUBLE AS cv, value::DOUBLE AS value FROM (VALUES {string.Join(", ", rows.Select(r => $"('{r.Key}', {r.Cv:R}, {r.Value:R})"))}) t(key, cv, value)";

    [Fact]
    public void Run_EveryPartOfTheChain_LeavesItsTrace()
    {
        var model = SegmentBench.Model(Model + """
            rules:
              - {name: key account, when: {value: ">= 1000", xyz: Z}, at_least: MID}
            hysteresis: {band: 0.1}
            overrides:
              - {id: o-7, keys: [d, nobody], segment: HIGH, reason: CONTRACT, reference: T-1, from: 2026-01-01, to: 2026-02-01, approver: a.smith}
              - {id: o-old, keys: [a], segment: LOW, reason: TRIAL, from: 2025-01-01, to: 2025-02-01, approver: a.smith}
            events:
              - {name: launch, keys: [e], segment: HIGH, from: 2026-01-10, to: 2026-01-20}
            """);
        _bench.Run(model, First, Features(("a", 0.48, 1), ("b", 2, 5000), ("c", 0.9, 1), ("d", 2, 1), ("e", 2, 1)));
        var cycle = _bench.Run(model, First.AddDays(7), Features(("a", 0.52, 1), ("b", 2, 5000), ("c", 1.2, 1), ("d", 2, 1), ("e", 2, 1)));

        Assert.Equal(
            [
                "a|HIGH|MID|hysteresis|hysteresis:XYZ:MID>HIGH|-|-|X",
                "b|MID|LOW|rule|rule:key account:LOW>MID|-|-|Z",
                "c|LOW|LOW|model||-|-|Z",
                "d|HIGH|LOW|override|override:o-7:LOW>HIGH|o-7|2026-02-01|Z",
                "e|HIGH|LOW|event|event:launch:LOW>HIGH|launch|2026-01-20|Z",
            ],
            _bench.Rows(cycle, "key, segment, model_segment, decided_by, array_to_string(changes, ';'), override_id, effective_to, class_xyz"));
        Assert.Equal(["a|cv|0.55|MID"], _bench.Rows(cycle, "key, boundary_driver, round(boundary_value, 9), second_segment").Take(1));
        Assert.Contains(cycle.Result.Notes, n => n.Contains("'nobody'", StringComparison.Ordinal));
        Assert.Contains(cycle.Result.Notes, n => n.Contains("'o-old' is past its end", StringComparison.Ordinal));
        Assert.Contains(new RuleEffect("rule", "key account", "LOW", "MID", 1), cycle.Result.Effects);
    }

    [Fact]
    public void Run_Override_SurvivesRefitsAndEndsOnItsDay()
    {
        var model = SegmentBench.Model(Model + """
            hysteresis: {band: 0.5, minimum_dwell: 20}
            overrides:
              - {id: o-7, keys: [a], segment: HIGH, reason: CONTRACT, from: 2026-01-01, to: 2026-01-19, approver: a.smith}
            """);
        var segments = Enumerable.Range(0, 4).Select(week => _bench.Rows(_bench.Run(model, First.AddDays(7 * week), Features(("a", 2, 1))), "segment")[0]).ToArray();

        // On the 19th it holds no longer, and neither band nor dwell holds on to a segment that an override gave.
        Assert.Equal(["HIGH", "HIGH", "LOW", "LOW"], segments);
    }

    [Fact]
    public void Run_OverrideWithACondition_BringsAndTakesNoColumn()
    {
        var model = SegmentBench.Model(Model + Conditional("value", "HIGH"));

        var holds = _bench.Run(model, First, Features(("a", 2, 5000), ("b", 2, 1)));

        Assert.Equal(["a|HIGH|o-8", "b|LOW|-"], _bench.Rows(holds, "key, segment, override_id"));
        Assert.DoesNotContain("value", holds.Result.Drivers);
    }

    [Fact]
    public void Run_OverrideOnAFeatureThatIsNotComputed_IsRefusedByNameUntilItHasEnded()
    {
        var model = SegmentBench.Model(Model + Conditional("lead_time", "HIGH"));

        var problem = Assert.Single(Assert.Throws<ProblemException>(() => _bench.Run(model, First, Features(("a", 2, 1)))).Problems);
        Assert.Equal("SEG-SEGM-109", problem.Code);
        Assert.StartsWith("Override 'o-8' reads the feature 'lead_time'", problem.What, StringComparison.Ordinal);

        var ended = _bench.Run(model, First.AddDays(14), Features(("a", 2, 1)));
        Assert.Equal(["a|LOW"], _bench.Rows(ended, "key, segment"));
        Assert.Contains(ended.Result.Notes, n => n.Contains("'o-8' is past its end", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_EndedOverrideIntoASegmentThatHasGone_IsNoMatter()
    {
        var model = SegmentBench.Model(Model + Conditional("value", "GONE"));

        Assert.Throws<ProblemException>(() => _bench.Run(model, First, Features(("a", 2, 5000))));
        Assert.Equal(["a|LOW"], _bench.Rows(_bench.Run(model, First.AddDays(14), Features(("a", 2, 5000))), "key, segment"));
    }

    [Fact]
    public void Run_Dwell_CountsBucketsSinceTheEntityCame()
    {
        var model = SegmentBench.Model(Model + "hysteresis: {minimum_dwell: 3}\n");
        double[] cv = [0.1, 2, 2, 2, 2];
        var segments = cv.Select((v, week) => _bench.Rows(_bench.Run(model, First.AddDays(7 * week), Features(("a", v, 1))), "concat(segment, ' ', decided_by)")[0]).ToArray();

        Assert.Equal(["HIGH model", "HIGH dwell", "HIGH dwell", "LOW model", "LOW model"], segments);
    }

    [Fact]
    public void Run_Budget_QueuesByBenefitUntilTheQueueIsEmpty()
    {
        var model = SegmentBench.Model(Model + "budget: {changes: 1, benefit: value}\n");
        _bench.Run(model, First, Features(("a", 0.1, 1), ("b", 0.1, 9), ("c", 0.1, 5)));
        var after = Features(("a", 2, 1), ("b", 2, 9), ("c", 2, 5));

        Assert.Equal(["HIGH|LOW", "LOW|-", "HIGH|LOW"], _bench.Rows(_bench.Run(model, First.AddDays(7), after), "segment, queued_segment"));
        Assert.Equal(["HIGH|LOW", "LOW|-", "LOW|-"], _bench.Rows(_bench.Run(model, First.AddDays(14), after), "segment, queued_segment"));
        Assert.Equal(["LOW|-", "LOW|-", "LOW|-"], _bench.Rows(_bench.Run(model, First.AddDays(21), after), "segment, queued_segment"));
    }

    /// <summary>Three clear groups; in the second cycle the smallest has become the largest, so that every number of the fit changes, and in the third a fourth group appears.</summary>
    [Fact]
    public void Run_KMeansRefit_KeepsItsCodesWhateverTheNumbersOfTheFit()
    {
        static string Groups(params int[] sizes) => "SELECT * FROM (" + string.Join(" UNION ALL ", sizes.Select((n, g) => $"SELECT 'g{g}-' || lpad(i::VARCHAR, 3, '0') AS key, {g * 10} + (i % 7) * 0.1::DOUBLE AS value FROM range({n}) t(i)")) + ")";
        const string Yaml = """
            name: bench
            dimensions:
              shape: {kind: k-means, drivers: [value], clusters: COUNT, winsorise: 0}
            value_driver: value
            policies: {"*": {}}
            """;
        var three = SegmentBench.Model(Yaml.Replace("COUNT", "3", StringComparison.Ordinal));
        var first = _bench.Run(three, First, Groups(60, 40, 20));
        var second = _bench.Run(three, First.AddDays(7), Groups(50, 45, 90));
        var third = _bench.Run(SegmentBench.Model(Yaml.Replace("COUNT", "4", StringComparison.Ordinal)), First.AddDays(14), Groups(50, 45, 90, 30));

        foreach (var cycle in new[] { first, second })
        {
            Assert.Equal(["g0|K1", "g1|K2", "g2|K3"], _bench.Rows(cycle, "key[1:2] AS g, segment").Distinct());
        }

        Assert.Equal(["g0|K1", "g1|K2", "g2|K3", "g3|K4"], _bench.Rows(third, "key[1:2] AS g, segment").Distinct());
        Assert.Equal(["K4"], third.Result.Clusters[0].Lineage!.Born);
        Assert.Empty(second.Result.Clusters[0].Lineage!.Born);

        // The fourth group goes: its code is retired, and the next new cluster gets another.
        var fourth = _bench.Run(three, First.AddDays(21), Groups(50, 45, 90));
        Assert.Equal(["K4"], fourth.Result.Clusters[0].Lineage!.Retired);
        Assert.Equal(5, fourth.Result.Clusters[0].Register.Next);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("ward")]
    [InlineData("gmm")]
    [InlineData("hdbscan")]
    public void Run_ClusterDimension_TakesAnyMethodOfTheCatalogue(string method)
    {
        const string Groups = "SELECT 'g' || (i % 3) || '-' || lpad(i::VARCHAR, 3, '0') AS key, (i % 3) * 10 + ((i * 37) % 11) * 0.1::DOUBLE AS value FROM range(150) t(i)";
        const string Yaml = """
            name: bench
            dimensions:
              shape: {kind: cluster, method: METHOD, drivers: [value], CLUSTERS winsorise: 0}
            value_driver: value
            policies: {"*": {}}
            """;
        var model = SegmentBench.Model(Yaml.Replace("METHOD", method, StringComparison.Ordinal).Replace("CLUSTERS", method is "ward" or "gmm" ? "clusters: 3," : "", StringComparison.Ordinal));
        var rows = _bench.Rows(_bench.Run(model, First, $"SELECT * FROM ({Groups})"), "key[1:2] AS g, segment").Distinct().ToArray();

        Assert.Equal(3, rows.Length);
        Assert.Equal(3, rows.Select(row => row.Split('|')[1]).Distinct().Count());
    }

    [Fact]
    public void Of_VersionOfTheSameInputs_IsJudgedAgainstItsOwnBase()
    {
        var model = SegmentBench.Model(Model);
        _bench.Run(model, First, Features(("a", 0.1, 1)));
        var first = _bench.Last!;
        Assert.Null(SegmentHistory.Of(first.Base, "inputs 0", _ => throw new InvalidOperationException()));
        Assert.Equal(1, SegmentHistory.Of(first.Base, "other", _ => throw new InvalidOperationException())!.Base.Commit.Version);

        _bench.Run(model, First.AddDays(7), Features(("a", 0.1, 1)));
        Assert.Equal(1, SegmentHistory.Of(_bench.Last!.Base, "inputs 1", number => number == 1 ? first.Base : throw new InvalidOperationException())!.Base.Commit.Version);
    }

    [Theory]
    [InlineData("SEG-SEGM-120", "rules: [{name: r}]")]
    [InlineData("SEG-SEGM-120", "rules: [{name: r, never: [LOW], at_least: MID}]")]
    [InlineData("SEG-SEGM-121", "rules: [{name: r, when: {value: \">= many\"}, never: [LOW]}]")]
    [InlineData("SEG-SEGM-022", "rules: [{name: r, at_least: MID}, {name: s, at_most: LOW, when: {value: \"< 5\"}}]")]
    [InlineData("SEG-SEGM-122", "overrides: [{id: o, segment: LOW, reason: R, approver: x, from: 2026-01-01, to: 2026-02-01}]")]
    [InlineData("SEG-SEGM-123", "overrides: [{id: o, keys: a, segment: LOW, reason: R, approver: x, from: 2026-01-01}]")]
    [InlineData("SEG-SEGM-123", "events: [{name: e, keys: a, segment: LOW, from: 2026-01-01}]")]
    [InlineData("SEG-SEGM-026", "overrides: [{id: o, keys: a, segment: LOW, approver: x, from: 2026-01-01, to: 2026-02-01}]")]
    [InlineData("SEG-SEGM-025", "budget: {share: 5}")]
    [InlineData("SEG-SEGM-025", "hysteresis: {band: 10}")]
    [InlineData("SEG-SEGM-102", "hysteresis: {bands: {abc: 0.1}}")]
    public void Run_WrongDefinition_IsNamed(string code, string yaml)
        => Assert.Contains(Assert.Throws<ProblemException>(() => _bench.Run(SegmentBench.Model(Model + yaml + "\n"), First, Features(("a", 0.1, 1)))).Problems, p => p.Code == code);
}
