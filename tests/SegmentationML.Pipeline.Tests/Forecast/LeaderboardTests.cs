using SegmentationML.Pipeline.Forecast.Files;

namespace SegmentationML.Pipeline.Tests.Forecast;

/// <summary>Shares over all series, however large or small their quantities are.</summary>
public class LeaderboardTests
{
    private static readonly double[] History = [1, 2, 1, 2];

    /// <summary>Every series sells 2 a bucket and is forecast at 1, in units from 1e-300 to the largest double.</summary>
    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(1e-300, 1e-300)]
    [InlineData(8e307, 8e307)]
    [InlineData(1.0, 8e307)]
    [InlineData(1e-300, 8e307)]
    public void WapeAndBias_StayFinite_WhereTheSumsPassTheLargestDouble(double first, double second)
    {
        var scores = new SeriesScores(2);
        foreach (var (series, unit) in new[] { (0, first), (1, second) })
        {
            for (var origin = 0; origin < 2; origin++)
            {
                scores.Add(series, [.. History.Select(y => y * unit)], [2 * unit, 2 * unit, 2 * unit], [unit, unit, unit], [], [], 1);
            }
        }

        var row = Leaderboard.Rows(["auto"], ["SMOOTH", "SMOOTH"], [scores], "ALL").First();
        Assert.Equal(2, row.Series);
        Assert.Equal(0.5, row.Wape!.Value, 12);
        Assert.Equal(0.5, row.Bias!.Value, 12);
        Assert.Equal(1, row.Rmsse!.Value, 12);
    }

    /// <summary>The first origin sees small quantities, the second one large ones: the sums go over to the larger unit.</summary>
    [Fact]
    public void Wape_OriginsInUnitsOfTheirOwn_AddUp()
    {
        var scores = new SeriesScores(1);
        scores.Add(0, History, [2], [1], [], [], 1);
        scores.Add(0, [.. History, 2], [4e307], [1e307], [], [], 1);
        var row = Leaderboard.Rows(["auto"], ["SMOOTH"], [scores], "ALL").First();
        Assert.Equal(0.75, row.Wape!.Value, 12);
    }
}
