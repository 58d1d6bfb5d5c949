using SegmentationML.Core.Numerics;
using SegmentationML.Core.Segmentation;

namespace SegmentationML.Core.Tests.Segmentation;

/// <summary>Threshold, movement, score, RFM and weighted classes, and shares within groups.</summary>
public sealed class RuleClassTests
{
    private static string[] Codes(Classification classes) => [.. classes.Classes.ToArray().Select(c => classes.Scheme.Codes[c])];

    [Fact]
    public void Threshold_ValueOnACut_TakesTheUpperClassOrTheLower()
    {
        double[] prices = [9.99, 10, 100, double.NaN, -5];
        Assert.Equal(["L", "M", "H", "U", "L"], Codes(ThresholdClassifier.Classify(prices, new ThresholdOptions())));
        Assert.Equal(["L", "L", "M", "U", "L"], Codes(ThresholdClassifier.Classify(prices, new ThresholdOptions { UpperOnCut = false })));
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(100, 10)]
    public void Threshold_OverlappingOrGappedCuts_AreRefused(double first, double second)
        => Assert.Equal("SEG-SEGM-001", Assert.Single(Assert.Throws<ProblemException>(() => ThresholdClassifier.Classify([1], new ThresholdOptions { Cuts = [first, second] })).Problems).Code);

    /// <summary>F turns > 3, S 1 to 3, N below 1 or no issue for so long (definitions: FSN).</summary>
    [Fact]
    public void Movement_TurnsAndLastIssue_GiveFastSlowNonMoving()
    {
        var classes = MovementClassifier.Classify([3.1, 3, 1, 0.9, 9, double.NaN], [0, 0, 51, 0, 52, double.NaN], new MovementOptions());
        Assert.Equal(["F", "S", "S", "N", "N", "N"], Codes(classes));
        var crossings = new Crossing[classes.MaximumCrossings];
        Assert.Equal(1, classes.CrossingsOf(4, crossings));
        Assert.Equal((1, 0, 52.0), (crossings[0].Driver, crossings[0].ClassBeyond, crossings[0].Boundary));
    }

    /// <summary>1 + ⌊5 (rank_min - 1) / n⌋ by hand: ten values with a tie of four at the bottom, which all score 1.</summary>
    [Fact]
    public void QuantileScore_Ties_ShareAScoreWhateverTheOrder()
    {
        double[] values = [1, 1, 1, 1, 5, 6, 7, 8, 9, 10];
        Assert.Equal(["1", "1", "1", "1", "3", "3", "4", "4", "5", "5"], Codes(QuantileScoreClassifier.Classify(values, new QuantileScoreOptions())));
        Assert.Equal(["5", "5", "4", "4", "3", "3", "1", "1", "1", "1"], Codes(QuantileScoreClassifier.Classify([.. values.Reverse()], new QuantileScoreOptions())));
    }

    /// <summary>Each boundary against scoring anew with the entity's value moved a little beyond it, and a little short of it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void QuantileScore_Boundaries_AreWhereTheScoreChanges(bool lessIsBetter)
    {
        var random = new SplitMix64(11);
        var options = new QuantileScoreOptions { LessIsBetter = lessIsBetter };
        for (var trial = 0; trial < 100; trial++)
        {
            var values = Enumerable.Range(0, 3 + trial % 17).Select(_ => Math.Floor(random.NextDouble() * 12)).ToArray();
            var classes = QuantileScoreClassifier.Classify(values, options);
            for (var i = 0; i < values.Length; i++)
            {
                var crossings = new Crossing[2];
                var count = classes.CrossingsOf(i, crossings);
                for (var c = 0; c < count; c++)
                {
                    var outward = Math.Sign(crossings[c].ClassBeyond - classes.Classes[i]) * (lessIsBetter ? 1 : -1);
                    Assert.Equal(crossings[c].ClassBeyond, At(values, i, crossings[c].Boundary + (outward * 1e-6), options));
                    Assert.Equal(classes.Classes[i], At(values, i, crossings[c].Boundary - (outward * 1e-6), options));
                }
            }
        }
    }

    private static byte At(double[] values, int entity, double value, QuantileScoreOptions options)
        => QuantileScoreClassifier.Classify([.. values.Select((v, i) => i == entity ? value : v)], options).Classes[entity];

    [Fact]
    public void Rfm_FiveCustomers_HaveTheCellsOfTheirRanks()
    {
        var classes = RfmClassifier.Classify([1, 10, 20, 30, 40], [9, 1, 1, 4, 2], [500, 100, -20, 50, 900], new RfmOptions());
        Assert.Equal(["554", "413", "311", "242", "135"], Codes(classes));
        Assert.Equal("U", Codes(RfmClassifier.Classify([1, double.NaN], [1, 1], [1, 1], new RfmOptions()))[1]);
    }

    [Fact]
    public void WeightedScore_SixtyThirtyTen_IsTheSumOfPercentiles()
    {
        Criterion[] criteria = [new("value", 0.6), new("lines", 0.3), new("risk", 0.1, LessIsBetter: true)];
        double[][] values = [[30, 20, 10], [1, 2, 3], [5, 5, 5]];
        var scores = WeightedScore.Compute(criteria, values);

        // Percentiles of value 1, 0.5, 0; of lines 0, 0.5, 1; of three equal risks 0.5.
        Assert.Equal([0.65, 0.5, 0.35], scores.Select(s => Math.Round(s, 12)));
        Assert.Equal(["B", "B", "C"], Codes(WeightedScoreClassifier.Classify(values, new WeightedScoreOptions { Criteria = criteria })));
    }

    [Fact]
    public void WeightedScore_MissingValue_SharesItsWeightOutOrTakesThePrior()
    {
        double[][] values = [[30, 10], [double.NaN, 5]];
        Assert.Equal([1, 0.2], WeightedScore.Compute([new("a", 0.6), new("b", 0.4)], values).Select(s => Math.Round(s, 12)));
        Assert.Equal([0.6, 0.2], WeightedScore.Compute([new("a", 0.6), new("b", 0.4, Prior: 0)], values).Select(s => Math.Round(s, 12)));
    }

    [Theory]
    [InlineData(0.6, 0.3, "SEG-SEGM-030")]
    [InlineData(0.6, 0.5, "SEG-SEGM-030")]
    [InlineData(1.2, -0.2, "SEG-SEGM-030")]
    public void WeightedScore_WeightsThatDoNotSumToOne_AreRefused(double first, double second, string code)
        => Assert.Equal(code, Assert.Single(new WeightedScoreOptions { Criteria = [new("a", first), new("b", second)] }.Validate()).Code);

    [Fact]
    public void Sensitivity_CriteriaThatAgree_MoveNobodyAndOpposedOnesDo()
    {
        double[] up = [.. Enumerable.Range(0, 100).Select(i => (double)i)];
        var options = new WeightedScoreOptions { Criteria = [new("a", 0.5), new("b", 0.5)], Cuts = [0.6, 0.4] };

        Assert.All(WeightedScoreClassifier.Sensitivity([up, up], options), s => Assert.Equal((0, 0), (s.MovedWhenRaised, s.MovedWhenLowered)));

        // Opposed: every score is 0.5; with 0.6 to 0.4 it runs from 0.4 to 0.6, and only the one entity at the top reaches the cut.
        Assert.Equal(0.01, WeightedScoreClassifier.Sensitivity([up, [.. up.Reverse()]], options)[0].MovedWhenRaised, 9);
    }

    [Fact]
    public void GroupedShare_TwoFamilies_EachHasItsOwnA()
    {
        var classes = GroupedShare.Classify([1000, 10, 1, 5, 4, 1], ["x", "x", "x", "y", "y", null], new CumulativeShareOptions());
        Assert.Equal(["A", "C", "C", "A", "A", "A"], Codes(classes));
    }
}
