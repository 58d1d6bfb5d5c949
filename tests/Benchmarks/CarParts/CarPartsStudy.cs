using SegmentationML.Core.Accuracy;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Adida;
using SegmentationML.Core.Forecasting.Croston;
using SegmentationML.Core.Forecasting.CrostonFitted;
using SegmentationML.Core.Forecasting.Imapa;
using SegmentationML.Core.Forecasting.Mean;
using SegmentationML.Core.Forecasting.Naive;
using SegmentationML.Core.Forecasting.Sba;
using SegmentationML.Core.Forecasting.SeasonalNaive;
using SegmentationML.Core.Forecasting.Ses;
using SegmentationML.Core.Forecasting.Tsb;
using SegmentationML.Core.Forecasting.Zero;

namespace SegmentationML.Benchmarks.CarParts;

/// <summary>Forecasts the last twelve months of every car part from the 39 before them and measures the errors.</summary>
internal static class CarPartsStudy
{
    public const int Horizon = 12;
    public const int Season = 12;

    /// <summary>The published rows that our methods are held against: statsforecast 2.1.1 on the same data. (a) all 2,674 series, missing as zero; (b) the 2,509 complete ones.</summary>
    public static IReadOnlyList<(string Name, IForecaster Method, CarPartsRow All, CarPartsRow Complete)> Published { get; } =
    [
        ("zero", new ZeroForecaster(new()), new(.746, .777, .5616, .391, 1.166, .391), new(.796, double.NaN, .5988, .417, 1.204, double.NaN)),
        ("imapa", new ImapaForecaster(new()), new(1.017, 1.054, .5620, .555, 1.073, -.029), new(1.078, double.NaN, .5972, .590, 1.107, double.NaN)),
        ("adida", new AdidaForecaster(new()), new(1.017, 1.057, .5670, .556, 1.077, -.017), new(1.075, double.NaN, .6012, .590, 1.112, double.NaN)),
        ("croston-fitted", new CrostonFittedForecaster(new()), new(1.334, 1.383, .6792, .670, 1.148, -.148), new(1.249, double.NaN, .6568, .669, 1.165, double.NaN)),
        ("tsb(.2,.2)", new TsbForecaster(new() { SizeAlpha = 0.2, ProbabilityAlpha = 0.2 }), new(1.045, 1.082, .5660, .567, 1.090, -.061), new(1.114, double.NaN, .6033, .604, 1.126, double.NaN)),
        ("ses(.1)", new SesForecaster(new() { Alpha = 0.1, Start = SesStart.FirstValue }), new(1.055, 1.094, .5673, .575, 1.074, -.067), new(1.116, double.NaN, .6016, .610, 1.109, double.NaN)),
        ("ses fitted", new SesForecaster(new() { Start = SesStart.FirstValue }), new(1.043, 1.094, .5744, .580, 1.361, -.065), new(1.107, double.NaN, .6109, .617, 1.405, double.NaN)),
        ("tsb(.1,.1)", new TsbForecaster(new()), new(1.070, 1.112, .5771, .594, 1.098, -.094), new(1.133, double.NaN, .6120, .631, 1.134, double.NaN)),
        ("tsb(.1,.05)", new TsbForecaster(new() { SizeAlpha = 0.1, ProbabilityAlpha = 0.05 }), new(1.103, 1.152, .6047, .620, 1.118, -.104), new(1.147, double.NaN, .6329, .653, 1.153, double.NaN)),
        ("mean", new MeanForecaster(new()), new(1.126, 1.177, .6242, .644, 1.136, -.123), new(1.157, double.NaN, .6475, .673, 1.172, double.NaN)),
        ("sba", new SbaForecaster(new()), new(1.361, 1.400, .7047, .688, 1.194, -.123), new(1.283, double.NaN, .6883, .692, 1.217, double.NaN)),
        ("croston", new CrostonForecaster(new()), new(1.395, 1.435, .7176, .706, 1.207, -.150), new(1.310, double.NaN, .6988, .709, 1.229, double.NaN)),
        ("naive", new NaiveForecaster(new()), new(1.137, 1.226, .6879, .647, 1.676, -.089), new(1.213, double.NaN, .7335, .690, 1.731, double.NaN)),
        ("seasonal-naive", new SeasonalNaiveForecaster(new()), new(1.127, 1.156, .7784, .626, 1.533, -.053), new(1.202, double.NaN, .8300, .667, 1.583, double.NaN)),
    ];

    /// <summary>The measures of one method.</summary>
    /// <param name="series">51 months each, none missing.</param>
    /// <param name="forecast">The 12 means of a series, by its index and its first 39 months.</param>
    public static CarPartsRow Measure(IReadOnlyList<double[]> series, Func<int, double[], double[]> forecast)
    {
        var (mase12, mase1, rmsse, mae, rmse, bias) = (new Average(), new Average(), new Average(), new Average(), new Average(), new Average());
        for (var i = 0; i < series.Count; i++)
        {
            var history = series[i][..^Horizon];
            var actual = series[i][^Horizon..];
            var mean = forecast(i, history);
            mase12.Add(MeanAbsoluteScaledError.Measure(history, actual, mean, Season));
            mase1.Add(MeanAbsoluteScaledError.Measure(history, actual, mean, 1));
            rmsse.Add(RootMeanSquaredScaledError.Measure(history, actual, mean));
            mae.Add(MeanAbsoluteError.Measure(actual, mean));
            rmse.Add(Math.Pow(RootMeanSquaredError.Measure(actual, mean), 2));
            bias.Add(ForecastBias.Measure(actual, mean));
        }

        return new(mase12.Value, mase1.Value, rmsse.Value, mae.Value, Math.Sqrt(rmse.Value), bias.Value);
    }

    /// <summary>The measures of one method of the catalogue.</summary>
    public static CarPartsRow Measure(IReadOnlyList<double[]> series, IForecaster method)
        => Measure(series, (_, history) => SeriesForecast.Mean(method, history, Horizon, Season));

    /// <summary>A mean that leaves NaN out.</summary>
    private sealed class Average
    {
        private double _sum;
        private int _count;

        public double Value => _sum / _count;

        public void Add(double value)
        {
            _sum += double.IsNaN(value) ? 0 : value;
            _count += double.IsNaN(value) ? 0 : 1;
        }
    }
}
