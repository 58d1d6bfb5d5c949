using SegmentationML.Core.Demand;
using SegmentationML.Core.Tests.Forecasting;

namespace SegmentationML.Core.Tests.Demand;

public class KostenkoHyndmanTests
{
    /// <summary>idclass of tsintermittent 1.10: ADI from the beginning to the last demand, sample variance, weight 0.1. With one demand R has no variance; ours is 0 by rule.</summary>
    [Theory]
    [InlineData("KH", true)]
    [InlineData("KHa", false)]
    public void Class_IsThatOfTsintermittent(string type, bool exact)
    {
        var golden = GoldenForecasts.Load();
        var compared = 0;
        foreach (var record in golden.Records("R tsintermittent", "idclass").Where(record => record.Text("type") == type && !record.Refused && record.Series != "single_hit20"))
        {
            var profile = Intermittency.Measure(golden.Series(record.Series), new IntermittencyOptions { Interval = DemandIntervalConvention.StartToLastDemand });
            var expected = record.Field("class") == "SBA" ? CrostonChoice.SyntetosBoylan : CrostonChoice.Croston;
            Assert.True(expected == KostenkoHyndman.Classify(profile, 0.1, exact).Choice, record.ToString());
            compared++;
        }

        Assert.True(compared >= 10);
    }

    /// <summary>At p = 1 and a = 0.1 by hand: (4 − 0.39 − 0) / (3.9 · 1.9) = 0.487179.</summary>
    [Fact]
    public void Boundary_IsTheFormula()
    {
        var profile = Intermittency.Measure([3, 5, 4, 6], null);
        var item = KostenkoHyndman.Classify(profile);
        Assert.Equal(3.61 / 7.41, item.Boundary, 12);
        Assert.Equal(CrostonChoice.Croston, item.Choice);
        Assert.Equal(0.5, KostenkoHyndman.Classify(profile, exact: false).Boundary, 12);
        Assert.Equal(CrostonChoice.None, KostenkoHyndman.Classify(Intermittency.Measure([0, 0], null)).Choice);
    }
}
