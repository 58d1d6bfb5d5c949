using SegmentationML.Core.Segmentation;

namespace SegmentationML.Core.Tests.Segmentation;

/// <summary>Further values placed among classified entities, who stay as they are.</summary>
public sealed class PlacedValuesTests
{
    // Total 100; start shares 0, .5, .8, .9, .97: A A B B C by cuts at .8 and .95.
    private static readonly double[] Population = [50, 30, 10, 7, 3, 0, -4, double.NaN];
    private static readonly CumulativeShareOptions Options = new() { Name = "ABC", Driver = "value" };

    [Fact]
    public void Share_OfThePopulationItself_IsItsClassesAndBoundaries()
    {
        var fitted = CumulativeShareClassifier.Classify(Population, Options);
        var placed = fitted.Place(Population);
        Assert.Equal(fitted.Classes.ToArray(), placed.Classes.ToArray());
        for (var i = 0; i < Population.Length; i++)
        {
            Assert.Equal(Crossings(fitted, i), Crossings(placed, i));
        }
    }

    [Theory]
    [InlineData(80, "A")] // Nothing is larger: start share 0.
    [InlineData(12, "B")] // 50 + 30 are larger: 0.8 is the first of B.
    [InlineData(31, "A")] // 0.5.
    [InlineData(5, "C")] // 0.97.
    [InlineData(0.5, "C")] // 1: all are larger.
    [InlineData(0, "N")]
    [InlineData(-1, "R")]
    public void Share_BetweenTheOthers_IsByTheLargerOnes(double value, string code)
        => Assert.Equal(code, Code(CumulativeShareClassifier.Classify(Population, Options).Place([value])));

    [Fact]
    public void Share_BetweenTheOthers_NamesTheNextBoundaries()
    {
        // 12 is B: at 30 it would be A; below 7, the least of B, it would be C.
        var crossings = Crossings(CumulativeShareClassifier.Classify(Population, Options).Place([12]), 0);
        Assert.Equal([(30.0, 18.0), (7.0, 5.0)], crossings.Select(c => (c.Boundary, c.Margin)));
    }

    [Fact]
    public void Ranks_OfThePopulationItself_AreItsScores()
    {
        double[] values = [5, 1, 9, 9, 3, double.NaN, 7];
        var options = new QuantileScoreOptions { Name = "RANK", Driver = "value", Scores = 3 };
        Assert.Equal(QuantileScoreClassifier.Classify(values, options).Classes.ToArray(), QuantileScoreClassifier.Among(values, options)(values).Classes.ToArray());
        Assert.Equal(QuantileScoreClassifier.Classify(values, options).Classes[2], QuantileScoreClassifier.Among(values, options)([1000]).Classes[0]);
    }

    private static string Code(Classification placed) => placed.Scheme.Codes[placed.Classes[0]];

    private static Crossing[] Crossings(Classification classification, int entity)
    {
        var crossings = new Crossing[classification.MaximumCrossings];
        return crossings[..classification.CrossingsOf(entity, crossings)];
    }
}
