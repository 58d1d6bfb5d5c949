using SegmentationML.Core.Numerics;
using SegmentationML.Core.Segmentation;

namespace SegmentationML.Core.Tests.Segmentation;

public sealed class CumulativeShareClassifierTests
{
    private static readonly CumulativeShareOptions Default = new();

    [Fact]
    public void Classify_Golden_StartShareWithTieGroups()
    {
        // definitions.md §1: V = 1000; by end share it would be A A B B C C C.
        var result = CumulativeShareClassifier.Classify([400, 300, 100, 100, 60, 30, 10, 0, -20], Default);

        Assert.Equal("AAAABCCNR", Codes(result));
        Assert.Equal(1000, result.Total);
        Assert.Equal(-20, result.NegativeTotal);
        Assert.Equal("ABC:A", result.ReasonOf(0));
    }

    [Fact]
    public void Classify_DominantItem_IsInTheFirstClass()
        => Assert.Equal("ACC", Codes(CumulativeShareClassifier.Classify([970, 20, 10], Default)));

    [Fact]
    public void Classify_ShareThatTiesWithACutInDecimals_TiesHere()
    {
        // Eight items of 0.1 are 80 % of the total: the ninth starts at 0.8 exactly and is B.
        var result = CumulativeShareClassifier.Classify([.. Enumerable.Repeat(0.2, 4), 0.1, 0.1], Default);

        Assert.Equal("AAAABB", Codes(result));
        Assert.Equal(0.8, result.StartShareOf(4));
    }

    [Fact]
    public void Classify_MissingValue_IsUnmeasured()
        => Assert.Equal("AU", Codes(CumulativeShareClassifier.Classify([5, double.NaN], Default)));

    [Fact]
    public void Classify_Nothing_IsNothing()
    {
        Assert.Equal(0, CumulativeShareClassifier.Classify([], Default).Count);
        Assert.Equal("NNR", Codes(CumulativeShareClassifier.Classify([0, -0.0, -1], Default)));
    }

    [Fact]
    public void Classify_ByItems_CountsEntities()
    {
        var options = new CumulativeShareOptions { Basis = ShareBasis.Items, Cuts = [0.2, 0.5] };

        Assert.Equal("CBAABBCCCC", Codes(CumulativeShareClassifier.Classify([1, 70, 1000, 100, 70, 70, 5, 4, 3, 2], options)));
    }

    [Fact]
    public void Classify_FiveCuts_MakeSixClasses()
    {
        var options = new CumulativeShareOptions { Cuts = [0.1, 0.2, 0.3, 0.4, 0.5], Classes = ["A", "B", "C", "D", "E", "F"] };

        Assert.Equal("ABCDEFFFFF", Codes(CumulativeShareClassifier.Classify([1.09, 1.08, 1.07, 1.06, 1.05, 1.04, 1.03, 1.02, 1.01, 1.0], options)));
    }

    [Fact]
    public void Classify_OtherUnitOrOrder_IsTheSameClass()
    {
        var random = new SplitMix64(7);
        var values = Skewed(ref random, 500);
        var classes = CumulativeShareClassifier.Classify(values, Default).Classes.ToArray();
        var reversed = CumulativeShareClassifier.Classify([.. values.Reverse()], Default).Classes.ToArray();
        var scaled = CumulativeShareClassifier.Classify([.. values.Select(value => value / 1024)], Default).Classes.ToArray();

        Assert.Equal(classes, reversed.Reverse());
        Assert.Equal(classes, scaled);
    }

    [Theory]
    [InlineData(ShareBasis.Value)]
    [InlineData(ShareBasis.Items)]
    public void Classify_RandomSets_EqualTheDefinition(ShareBasis basis)
    {
        var random = new SplitMix64(11);
        for (var trial = 0; trial < 300; trial++)
        {
            var values = Values(ref random);
            var options = new CumulativeShareOptions { Basis = basis };
            Assert.Equal(ByDefinition(values, options), CumulativeShareClassifier.Classify(values, options).Classes.ToArray());
        }
    }

    /// <summary>Change one entity's value by a little more than the margin and its class changes to the one named; by a little less and it does not.</summary>
    [Theory]
    [InlineData(ShareBasis.Value)]
    [InlineData(ShareBasis.Items)]
    public void CrossingsOf_RandomSets_AreTheExactBoundaries(ShareBasis basis)
    {
        var random = new SplitMix64(13);
        Span<Crossing> crossings = new Crossing[2];
        for (var trial = 0; trial < 400; trial++)
        {
            var values = Values(ref random);
            var options = new CumulativeShareOptions { Basis = basis, Cuts = [0.3, 0.6, 0.9], Classes = ["A", "B", "C", "D"] };
            var result = CumulativeShareClassifier.Classify(values, options);
            for (var i = 0; i < values.Length; i++)
            {
                foreach (var crossing in crossings[..result.CrossingsOf(i, crossings)])
                {
                    AssertExact(values, options, i, result.Classes[i], crossing);
                }
            }
        }
    }

    [Fact]
    public void CrossingsOf_EveryEntityBelowTheFirstClass_CanGain_AndEveryOneAboveTheLast_CanLose()
    {
        var random = new SplitMix64(17);
        var values = Skewed(ref random, 2000);
        var result = CumulativeShareClassifier.Classify(values, Default);
        Span<Crossing> crossings = new Crossing[2];
        for (var i = 0; i < values.Length; i++)
        {
            var count = result.CrossingsOf(i, crossings);
            Assert.Equal(result.Classes[i] == 1 ? 2 : 1, count);
        }
    }

    [Fact]
    public void CrossingsOf_HandComputed_NamesTheValueNeeded()
    {
        // 60 of 1000 starts at .9 (B). With x it starts at 900 / (940 + x) until x passes 100; A needs x > 100 and 700 / (940 + x) < .8: x = 100 does (700 / 1040).
        // It falls to C when 900 / (940 + x) >= .95: x = 900 / .95 - 940 = 7.3684; below 30 and 10 others pass it: (900 + 30) / (940 + x) >= .95 at x = 38.947, above 30: the jump at 30.
        var result = CumulativeShareClassifier.Classify([400, 300, 100, 100, 60, 30, 10], Default);
        var crossings = new Crossing[2];

        Assert.Equal(2, result.CrossingsOf(4, crossings));
        Assert.Equal(new Crossing(0, 0, 100, 40, 0.4), crossings[0]);
        Assert.Equal(new Crossing(0, 2, 30, 30, 1), crossings[1]);
    }

    [Fact]
    public void CrossingsOf_ReturnsNothingAndTheOnlyItem_HaveNoBoundary()
    {
        var result = CumulativeShareClassifier.Classify([5, 0, -1, double.NaN], Default);
        var crossings = new Crossing[2];

        Assert.All(Enumerable.Range(0, 4), entity => Assert.Equal(0, result.CrossingsOf(entity, crossings)));
    }

    [Fact]
    public void Classify_InfiniteValue_IsRefused()
        => Assert.Equal("SEG-SEGM-004", Assert.Throws<ProblemException>(() => CumulativeShareClassifier.Classify([1, double.PositiveInfinity], Default)).Problems.Single().Code);

    [Fact]
    public void Validate_OverlappingOrGappedCuts_AreRefused()
    {
        Assert.Contains(new CumulativeShareOptions { Cuts = [0.8, 0.8] }.Validate(), problem => problem.Code == "SEG-SEGM-001");
        Assert.Contains(new CumulativeShareOptions { Cuts = [0.9, 0.8] }.Validate(), problem => problem.Code == "SEG-SEGM-001");
        Assert.Contains(new CumulativeShareOptions { Cuts = [0.8, 1.0] }.Validate(), problem => problem.Code == "SEG-SEGM-001");
        Assert.Contains(new CumulativeShareOptions { Cuts = [] , Classes = ["A"] }.Validate(), problem => problem.Code == "SEG-SEGM-001");
        Assert.Contains(new CumulativeShareOptions { Classes = ["A", "B"] }.Validate(), problem => problem.Code == "SEG-SEGM-002");
        Assert.Contains(new CumulativeShareOptions { Classes = ["A", "B", "A"] }.Validate(), problem => problem.Code == "SEG-SEGM-003");
        Assert.Contains(new CumulativeShareOptions { Classes = ["A", "B", "C:1"] }.Validate(), problem => problem.Code == "SEG-SEGM-003");
        Assert.Empty(Default.Validate());
    }

    private static void AssertExact(double[] values, CumulativeShareOptions options, int entity, byte own, Crossing crossing)
    {
        var gain = crossing.ClassBeyond < own;
        var nudge = 1e-9 * values.Where(value => value > 0).Sum() * (gain ? 1 : -1);
        var beyond = ByDefinition(With(values, entity, crossing.Boundary + nudge), options)[entity];
        Assert.Equal(crossing.ClassBeyond, beyond);
        Assert.Equal(Math.Abs(values[entity] - crossing.Boundary), crossing.Margin);
        var before = crossing.Boundary - nudge;
        if (gain ? before > values[entity] : before < values[entity])
        {
            Assert.Equal(own, ByDefinition(With(values, entity, before), options)[entity]);
            Assert.Equal(own, ByDefinition(With(values, entity, (values[entity] + before) / 2), options)[entity]);
        }
    }

    private static double[] With(double[] values, int entity, double value)
    {
        var changed = values.ToArray();
        changed[entity] = value;
        return changed;
    }

    /// <summary>definitions.md §1 word for word, quadratic.</summary>
    private static byte[] ByDefinition(double[] values, CumulativeShareOptions options)
    {
        var positive = values.Where(value => value > 0).ToArray();
        var classes = new byte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var before = positive.Where(value => value > values[i]).OrderByDescending(value => value).ToArray();
            var share = options.Basis == ShareBasis.Value ? (double)(before.Sum(value => (decimal)value) / positive.Sum(value => (decimal)value)) : (double)before.Length / positive.Length;
            var cuts = (byte)options.Cuts.Count(cut => share >= cut);
            classes[i] = values[i] > 0 ? cuts : (byte)(options.Classes.Count + (values[i] < 0 ? 0 : 1));
        }

        return classes;
    }

    private static double[] Values(ref SplitMix64 random)
    {
        var values = new double[1 + random.NextInt32(12)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.NextInt32(8) switch
            {
                0 => 0,
                1 => -random.NextInt32(50),
                2 => 100,
                3 => 50,
                4 => 1 + random.NextInt32(1000),
                _ => 1 + random.NextInt32(100),
            };
        }

        values[0] = 1 + random.NextInt32(400);
        return values;
    }

    private static double[] Skewed(ref SplitMix64 random, int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = Math.Round(Math.Exp(2 * random.NextGaussian()) * 1000) / 100 + 0.01;
        }

        return values;
    }

    private static string Codes(CumulativeShareClassification result)
        => string.Concat(Enumerable.Range(0, result.Count).Select(i => result.Scheme.Codes[result.Classes[i]]));
}
