using System.Text.Json;
using SegmentationML.Core.Drift;

namespace SegmentationML.Core.Tests.Drift;

/// <summary>golden/drift.json: scipy 1.10.1 and plain formulas; 1e-8 relative, 1e-7 for p-values.</summary>
public sealed class GoldenDriftTests
{
    [Fact]
    public void PopulationStabilityIndex_EveryPair_EqualsGolden()
    {
        foreach (var pair in Golden("pairs"))
        {
            var name = pair.GetProperty("name").GetString();
            var half = Psi(pair, new PsiOptions());
            var floor = Psi(pair, new PsiOptions { ZeroShare = ZeroShareRule.Floor });

            Assert.True(Close(pair.GetProperty("psi_addHalf").GetDouble(), half.Psi, 1e-8), name);
            Assert.True(Close(pair.GetProperty("psi_floor1e-4").GetDouble(), floor.Psi, 1e-8), name);
            Assert.Equal(Longs(pair, "refCounts"), half.Bins.Select(bin => bin.Reference));
            Assert.Equal(Longs(pair, "curCounts"), half.Bins.Select(bin => bin.Current));
            Assert.True(Close(pair.GetProperty("jsDivergence_base2").GetDouble(), half.JensenShannon, 1e-8), name);
            Assert.True(Close(pair.GetProperty("jsDistance_base2").GetDouble(), Math.Sqrt(half.JensenShannon), 1e-8), name);
        }
    }

    [Fact]
    public void QuantileBins_EveryNumericPair_HaveTheGoldenEdges()
    {
        foreach (var pair in Golden("pairs").Where(pair => pair.TryGetProperty("interiorEdges", out _)))
        {
            var edges = Psi(pair, new PsiOptions()).Bins.Select(bin => bin.Upper).Where(double.IsFinite).ToArray();
            var expected = pair.GetProperty("interiorEdges").EnumerateArray().Select(edge => edge.GetDouble()).ToArray();
            Assert.Equal(expected.Length, edges.Length);
            Assert.All(expected.Zip(edges), both => Assert.Equal(both.First, both.Second, 9));
        }
    }

    [Fact]
    public void KolmogorovSmirnov_EveryNumericPair_EqualsGolden()
    {
        foreach (var pair in Golden("pairs").Where(pair => pair.TryGetProperty("ks", out _)))
        {
            var ks = pair.GetProperty("ks");
            var result = KolmogorovSmirnov.Of(Doubles(pair, "reference"), Doubles(pair, "current"));
            var (n, m) = (result.ReferenceSize, result.CurrentSize);
            var limit = KolmogorovSmirnov.Limit(Math.Sqrt((double)n * m / (n + m)) * result.Statistic);

            Assert.True(Close(ks.GetProperty("statistic").GetDouble(), result.Statistic, 1e-8));
            Assert.True(result.Exact);
            Assert.True(Close(ks.GetProperty("pExact").GetDouble(), result.PValue, 1e-7));
            Assert.True(Close(ks.GetProperty("pKolmogorovLimit").GetDouble(), limit, 1e-7));
            Assert.True(Close(ks.GetProperty("pStephens").GetDouble(), KolmogorovSmirnov.Stephens(result.Statistic, n, m), 1e-7));
        }
    }

    [Fact]
    public void BenjaminiHochberg_EverySet_EqualsGolden()
    {
        foreach (var set in Golden("multipleTesting"))
        {
            var adjusted = BenjaminiHochberg.Adjust(Doubles(set, "p"));
            Assert.All(Doubles(set, "benjaminiHochberg").Zip(adjusted), both => Assert.Equal(both.First, both.Second, 9));
        }
    }

    [Fact]
    public void NoiseFloor_EverySize_EqualsGolden()
    {
        foreach (var size in Golden("psiNull"))
        {
            var bins = size.GetProperty("bins").GetInt32();
            var (n, m) = (size.GetProperty("n").GetInt64(), size.GetProperty("m").GetInt64());
            var result = PopulationStabilityIndex.OfCounts([n - bins + 1, .. Enumerable.Repeat(1L, bins - 1)], [m - bins + 1, .. Enumerable.Repeat(1L, bins - 1)]);

            Assert.True(Close(size.GetProperty("expected").GetDouble(), result.Expected, 1e-8));
            Assert.True(Close(size.GetProperty("critical95").GetDouble(), result.NoiseFloor95, 1e-8));
            Assert.True(Close(size.GetProperty("critical99").GetDouble(), result.NoiseFloor99, 1e-8));
        }
    }

    [Fact]
    public void AdjustedRandIndex_SegmentMigration_EqualsGolden()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Golden("drift.json")));
        var golden = document.RootElement.GetProperty("segmentMigration");
        var pairs = golden.GetProperty("contingency").EnumerateArray()
            .SelectMany((row, from) => row.EnumerateArray().SelectMany((count, to) => Enumerable.Repeat((from, to), count.GetInt32()))).ToArray();

        Assert.Equal(golden.GetProperty("adjustedRand").GetDouble(), AdjustedRandIndex.Of([.. pairs.Select(pair => pair.from)], [.. pairs.Select(pair => pair.to)]), 9);
    }

    private static PsiResult Psi(JsonElement pair, PsiOptions options)
        => pair.GetProperty("kind").GetString() == "numeric"
            ? PopulationStabilityIndex.Of(Doubles(pair, "reference"), Doubles(pair, "current"), options with { Bins = pair.GetProperty("quantileBins").GetInt32() })
            : PopulationStabilityIndex.OfCounts(Longs(pair, "refCounts"), Longs(pair, "curCounts"), options);

    private static List<JsonElement> Golden(string section)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Golden("drift.json")));
        return [.. document.RootElement.GetProperty(section).EnumerateArray().Select(element => element.Clone())];
    }

    private static double[] Doubles(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    private static long[] Longs(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetInt64())];

    // Golden numbers are printed to ten significant digits.
    private static bool Close(double expected, double actual, double relative) => Math.Abs(expected - actual) <= (relative * Math.Abs(expected)) + 1e-13;
}
