using System.Diagnostics;
using SegmentationML.Core.Numerics;
using SegmentationML.Core.Segmentation;

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
            var result = Segmenter.Assign([abc, xyz, demand], Matrix(abc, xyz, demand), EdgeCases, facts);
            Console.WriteLine($"ABC {afterAbc:F0} ms, XYZ and demand class {afterRules - afterAbc:F0} ms, segments with reasons {watch.Elapsed.TotalMilliseconds - afterRules:F0} ms, together {watch.Elapsed.TotalMilliseconds:F0} ms ({(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds:F0} ms of processor time); segments {string.Join(' ', result.Counts())}");
        }

        return 0;
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
