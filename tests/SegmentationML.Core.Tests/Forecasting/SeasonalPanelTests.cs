using SegmentationML.Benchmarks.SeasonalSpeed;
using SegmentationML.Core.Forecasting.Arima;
using SegmentationML.Core.Forecasting.Ets;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>The panel that the speed of the automatic methods is measured on: they are as good there as R's.</summary>
public class SeasonalPanelTests
{
    private const int Months = 120;

    /// <summary>R 4.2.2, forecast 8.20: ets(y)$aicc of the first 40 series.</summary>
    private static readonly double[] EtsCriteria =
    [
        1291.932433, 1279.004494, 1317.687856, 872.183744, 1130.435850, 1542.012294, 1013.706697, 1456.115648, 857.117526, 1221.989729,
        1500.054151, 1608.104753, 1041.879739, 1387.935464, 1330.612128, 1543.290901, 1320.854531, 776.741463, 776.636574, 1179.105564,
        1230.726338, 1162.590388, 691.989357, 884.297925, 1424.209940, 1312.458966, 989.032614, 1300.115332, 853.012400, 1181.501768,
        1088.362276, 1090.199402, 1186.358839, 1545.205476, 1525.281628, 1328.651295, 1341.605519, 1253.531066, 1210.458150, 1227.784072,
    ];

    /// <summary>R 4.2.2, forecast 8.20: auto.arima(y) of the first 12 series: order and AICc.</summary>
    private static readonly (string Order, double Criterion)[] ArimaCriteria =
    [
        ("ARIMA(1;0;1)(2;1;0)[12] with drift", 992.285223), ("ARIMA(0;0;2)(1;1;1)[12] with drift", 980.710088), ("ARIMA(1;0;3)(0;1;1)[12] with drift", 988.727423),
        ("ARIMA(0;1;1) with drift", 639.759034), ("ARIMA(0;1;1)", 889.034305), ("ARIMA(1;1;1)(2;0;0)[12]", 1307.380530),
        ("ARIMA(1;0;1)(0;1;1)[12] with drift", 742.620255), ("ARIMA(2;0;0)(0;1;1)[12] with drift", 1146.503385), ("ARIMA(0;0;2)(0;1;1)[12] with drift", 595.919179),
        ("ARIMA(3;0;0)(1;1;1)[12]", 914.194892), ("ARIMA(1;1;1)(0;0;2)[12]", 1292.164516), ("ARIMA(0;1;1)(2;0;0)[12] with drift", 1420.356484),
    ];

    [Fact]
    public void Ets_IsNoWorseThanThatOfR()
    {
        var series = MonthlySeries.Make(EtsCriteria.Length, Months);
        Assert.All(Enumerable.Range(0, series.Length), i =>
        {
            var scale = series[i].Average();
            var model = new EtsModel();
            model.Fit([.. series[i].Select(value => value / scale)], MonthlySeries.Season, null, new EtsOptions());
            var criterion = model.Criterion + (2 * Months * Math.Log(scale));
            Assert.True(criterion < EtsCriteria[i] + 0.1, $"series {i}: {model.Form.Name} {criterion:F3} against {EtsCriteria[i]:F3}");
        });
    }

    /// <summary>Compared where the differences are the same, for they change the data that the criterion belongs to.</summary>
    [Fact]
    public void Arima_IsNoWorseThanThatOfR()
    {
        var series = MonthlySeries.Make(ArimaCriteria.Length, Months);
        var compared = 0;
        Assert.All(Enumerable.Range(0, series.Length), i =>
        {
            var scale = series[i].Average();
            var model = new ArimaModel();
            model.Fit([.. series[i].Select(value => value / scale)], MonthlySeries.Season, new ArimaOptions());
            var criterion = model.Criterion + (2 * model.Effective * Math.Log(scale));
            var numbers = ArimaCriteria[i].Order.Split('(', ')', ';');
            if (int.Parse(numbers[2]) == model.Order.D && (numbers.Length > 6 ? int.Parse(numbers[6]) : 0) == model.Order.SeasonalD)
            {
                compared++;
                Assert.True(criterion < ArimaCriteria[i].Criterion + 0.1, $"series {i}: {model.Order} {criterion:F3} against {ArimaCriteria[i].Order} {ArimaCriteria[i].Criterion:F3}");
            }
        });
        Assert.True(compared >= 9, $"{compared} series have R's differences.");
    }
}
