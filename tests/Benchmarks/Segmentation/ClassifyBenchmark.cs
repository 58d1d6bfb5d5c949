using System.Diagnostics;
using SegmentationML.Core.Numerics;
using SegmentationML.Core.Segmentation;
using SegmentationML.Core.Segmentation.Chain;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Benchmarks.Segmentation;

/// <summary>ABC, XYZ, demand class, edge cases and matrix with reasons, margins and second-best segments, from arrays of drivers.</summary>
internal static class ClassifyBenchmark
{
    public static int Run(string[] arguments)
    {
        var entities = arguments.Length > 0 ? int.Parse(arguments[0]) : 1_000_000;
        var drivers = Drivers(entities);
        var facts = new EntityFacts([.. drivers[2].Select(adi => (int)(adi * 20))], [.. drivers[2].Select(_ => 9)], [.. drivers[1].Select(cv => (int)(cv * 20))], new double[entities]);
        Console.WriteLine($"{entities:N0} entities, {Environment.ProcessorCount} processors");
        for (var run = 0; run < 5; run++)
        {
            var processor = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            var abc = CumulativeShareClassifier.Classify(drivers[0], new CumulativeShareOptions());
            var afterAbc = watch.Elapsed.TotalMilliseconds;
            var xyz = VariabilityClassifier.Classify(drivers[1], [], new VariabilityClassOptions());
            var demand = DemandClassifier.Classify(drivers[2], drivers[3], new DemandClassOptions());
            var afterRules = watch.Elapsed.TotalMilliseconds;
            var matrix = Matrix(abc, xyz, demand);
            var result = Segmenter.Assign([abc, xyz, demand], matrix, EdgeCases, facts);
            var afterSegments = watch.Elapsed.TotalMilliseconds;
            var letters = Chained(new SegmentDraft(result, [abc, xyz, demand], matrix), matrix, drivers[0]);
            Console.WriteLine($"ABC {afterAbc:F0} ms, XYZ and demand class {afterRules - afterAbc:F0} ms, segments with reasons {afterSegments - afterRules:F0} ms, chain and texts ({letters:N0} letters) {watch.Elapsed.TotalMilliseconds - afterSegments:F0} ms, together {watch.Elapsed.TotalMilliseconds:F0} ms ({(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds:F0} ms of processor time); segments {string.Join(' ', result.Counts())}");
        }

        return 0;
    }

    /// <summary>An expert rule, hysteresis, a change budget, and for every entity its reasons and its nearest change as sentences.</summary>
    private static long Chained(SegmentDraft draft, SegmentMatrix matrix, double[] value)
    {
        var facts = new ValueFacts(value);
        var rules = ExpertRuleBook.Create([new() { Name = "key", Kind = ExpertRuleKind.AtLeast, Segments = ["CORE"], When = new([new("value", Comparison.AtLeast, 1000)], []) }], matrix, SegmentOrder.Of(matrix, ["CORE", "TAIL"]), facts);
        var nobody = PlacedEntities.Create(SegmentDecision.Override, [], matrix, facts, DateOnly.MinValue);
        SegmentChain.Run(draft, rules, new Hysteresis(new HysteresisOptions { Band = 0.1 }), nobody, new ChangeBudget(new ChangeBudgetOptions(), value, rules), nobody);
        var words = new ReasonText(Words, new Dictionary<string, ClusterRegister>(), "week");
        string[] reasons = [.. draft.Model.Reasons.Select(r => words.Of(r.Split(';')))];
        var letters = 0L;
        Parallel.For(0, (draft.Count + 4095) / 4096, () => 0L, (chunk, _, sum) =>
        {
            for (var i = chunk * 4096; i < Math.Min((chunk + 1) * 4096, draft.Count); i++)
            {
                var margin = draft.MarginOf(i);
                var driver = margin.Driver == SegmentAssignments.None ? null : draft.Model.Drivers[margin.Driver];
                var second = margin.Second == SegmentAssignments.None ? null : matrix.Segments[margin.Second].Code;
                sum += reasons[draft.ReasonOf(i)].Length + new NextSegment(second, driver?.Name, driver is null ? double.NaN : driver.Values[i], margin.Boundary, margin.Margin, margin.Deviations, "").ToString().Length;
            }

            return sum;
        }, sum => Interlocked.Add(ref letters, sum));
        return letters;
    }

    private static ModelDefinition Words { get; } = new()
    {
        Name = "words",
        Dimensions = new OrderedDictionary<string, DimensionDefinition>
        {
            ["abc"] = new() { Kind = DimensionKind.CumulativeShare, Driver = "value" }, ["xyz"] = new() { Kind = DimensionKind.Variability, Driver = "cv" }, ["demand"] = new() { Kind = DimensionKind.DemandClass },
        },
        Policies = new Dictionary<string, SegmentPolicy>(),
    };

    private sealed class ValueFacts(double[] value) : IEntityFacts
    {
        public double[]? DriverOf(string name) => name == "value" ? value : null;

        public Classification? ClassesOf(string dimension) => null;
    }

    private static EdgeCaseList EdgeCases { get; } = new() { Rules = [new(EdgeCase.New, "NEW", 24), new(EdgeCase.Dormant, "TAIL", 39)] };

    private static SegmentMatrix Matrix(params Classification[] dimensions) => SegmentMatrix.Create(
        [.. dimensions.Select(dimension => dimension.Scheme)],
        [new("CORE", "Core"), new("TAIL", "Tail"), new("SPARE", "Spare"), new("NEW", "New")],
        [new(["*", "*", "INTERMITTENT|LUMPY"], "SPARE"), new(["A|B", "X|Y", "*"], "CORE"), new(["*", "*", "*"], "TAIL")]);

    private static double[][] Drivers(int count)
    {
        var random = new SplitMix64(42);
        var drivers = new double[4][];
        for (var d = 0; d < 4; d++)
        {
            drivers[d] = new double[count];
            for (var i = 0; i < count; i++)
            {
                drivers[d][i] = d switch { 0 => Math.Round(Math.Exp(random.NextGaussian() * 2) * 1000) / 100, 1 => 2 * random.NextDouble(), 2 => 1 + random.NextDouble(), _ => random.NextDouble() };
            }
        }

        return drivers;
    }
}
