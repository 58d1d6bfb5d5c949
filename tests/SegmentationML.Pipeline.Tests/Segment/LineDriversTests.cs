using SegmentationML.Core;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Tests.Segment;

public sealed class LineDriversTests : IDisposable
{
    private readonly StepFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    // 2024-01-01 is a Monday; weekly demand of G from the third week: 5, 0, 0, 3, 0, 4, 0, 0, 0, 6, the golden series without its leading zeros; the last day is cut off.
    private const string Lines = """
        SELECT * FROM (VALUES ('F', DATE '2024-01-01', 1, 2.5::DECIMAL(18,4)), ('G', DATE '2024-01-15', 2, 10), ('G', DATE '2024-01-21', 3, 10), ('G', DATE '2024-02-05', 3, 10), ('G', DATE '2024-02-19', 5, 10), ('G', DATE '2024-02-20', -1, -2),
            ('G', DATE '2024-03-18', 6, 10), ('R', DATE '2024-02-01', -2, -4), ('F', DATE '2024-03-25', 1, 1)) AS t(item, day, units, amount)
        """;

    /// <summary>Definitions §1: ADI 2.5 from the first demand, CV² 0.082305 with the sample variance; CV by hand: mean 1.8, Σq² 86, s² = (86 − 18²/10) / 9 = 5.9556.</summary>
    [Fact]
    public void Query_GoldenSeries_EqualsTheDefinition()
    {
        var query = new LineDrivers("item", "day", "units", "amount").Query(_fixture.Engine, Lines, Bucket.Week, null);
        Assert.Equal(
            ["F|3.5|2.0|12.0|1.0|11|12.0|0.0", "G|48.0|18.0|10.0|4.0|0|2.5|0.082305", "R|-4.0|-2.0|0.0|0.0|-|-|-"],
            _fixture.Rows($"SELECT key, net_revenue, quantity, active_buckets::DOUBLE, demand_buckets::DOUBLE, idle_buckets, adi::DOUBLE, round(squared_cv, 6) FROM ({query}) ORDER BY key"));
        Assert.Equal(["1.355778"], _fixture.Rows($"SELECT round(cv, 6) FROM ({query}) WHERE key = 'G'"));
    }

    [Fact]
    public void Query_WrongColumns_AreNamed()
        => Assert.Equal("SEG-SEGM-144", Assert.Single(Assert.Throws<ProblemException>(() => new LineDrivers("item", "day", "unit", null).Query(_fixture.Engine, Lines, Bucket.Week, null)).Problems).Code);

    [Fact]
    public void Query_NoWholeBucket_IsRefused()
        => Assert.Equal("SEG-SEGM-145", Assert.Single(Assert.Throws<ProblemException>(() => new LineDrivers("item", "day", "units", null).Query(_fixture.Engine, $"{Lines} LIMIT 1", Bucket.Month, null)).Problems).Code);
}
