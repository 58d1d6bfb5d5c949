using SegmentationML.Core.Drift;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Benchmarks.Drift;

/// <summary>How often the population stability index passes its usual limits when nothing changed: identical normal samples, ten quantile bins.</summary>
internal static class PsiNoiseStudy
{
    public static int Run(string[] arguments)
    {
        var draws = arguments.Length > 0 ? int.Parse(arguments[0]) : 2_000;
        Console.WriteLine($"{draws:N0} draws each; half a count added to each bin (in brackets: floor 0.0001)");
        Console.WriteLine("| entities a side | PSI > 0.1 | PSI > 0.25 | above the 95 % floor | above the 99 % floor |");
        foreach (var size in (int[])[50, 100, 200, 500, 1000])
        {
            var half = Passed(size, draws, new PsiOptions());
            var floor = Passed(size, draws, new PsiOptions { ZeroShare = ZeroShareRule.Floor });
            Console.WriteLine($"| {size} | {string.Join(" | ", half.Zip(floor, (a, b) => $"{a:P1} ({b:P1})"))} |");
        }

        return 0;
    }

    private static double[] Passed(int size, int draws, PsiOptions options)
    {
        var random = new SplitMix64(1);
        var passed = new double[4];
        for (var draw = 0; draw < draws; draw++)
        {
            var result = PopulationStabilityIndex.Of(Normal(ref random, size), Normal(ref random, size), options);
            double[] limits = [0.1, 0.25, result.NoiseFloor95, result.NoiseFloor99];
            for (var limit = 0; limit < limits.Length; limit++)
            {
                passed[limit] += result.Psi > limits[limit] ? 1.0 / draws : 0;
            }
        }

        return passed;
    }

    private static double[] Normal(ref SplitMix64 random, int size)
    {
        var values = new double[size];
        for (var i = 0; i < size; i++)
        {
            values[i] = random.NextGaussian();
        }

        return values;
    }
}
