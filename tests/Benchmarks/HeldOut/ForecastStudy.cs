using SegmentationML.Core.Accuracy;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Ses;
using SegmentationML.Core.Forecasting.Ssa;

namespace SegmentationML.Benchmarks.HeldOut;

/// <summary>Holds single methods, variants of SSA and of the choice against each other on five public sets.</summary>
internal static class ForecastStudy
{
    public static int Run(string[] arguments)
    {
        var folder = arguments.Length > 0 ? arguments[0] : Environment.GetEnvironmentVariable("SEGML_DATA") ?? Path.Combine("..", "shared", "data");
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"{folder} is not here: give the folder of public data sets, or set SEGML_DATA.");
            return 1;
        }

        foreach (var set in HeldOutSets.Read(folder))
        {
            Console.WriteLine($"{set.Name}: {set.Series.Count:N0} series, {set.Series.Average(static one => one.History.Length):F0} buckets on average, horizon {set.Horizon}, season {set.Season}");
            Singles(set);
            Choices(set);
            Console.WriteLine();
        }

        return 0;
    }

    private static void Singles(HeldOutSet set)
    {
        foreach (var method in ForecasterCatalog.Default)
        {
            Score(set, method.Name, method);
        }

        Score(set, "ses from the first value", new SesForecaster(new SesOptions { Start = SesStart.FirstValue }));
        Score(set, "ssa 50 % energy", new SsaForecaster(new SsaOptions { EnergyShare = 0.5 }));
        Score(set, "ssa 90 % energy", new SsaForecaster(new SsaOptions { EnergyShare = 0.9 }));
        Score(set, "ssa one component", new SsaForecaster(new SsaOptions { Rank = 1 }));
        Score(set, "ssa window half, threshold", new SsaForecaster(new SsaOptions { Window = SsaOptions.LargestWindow }));
    }

    private static void Choices(HeldOutSet set)
    {
        var panel = DemandPanel.FromSeries([.. set.Series.Select(static one => one.History)]);
        foreach (var fromFirstDemand in (bool[])[false, true])
        {
            foreach (var margin in (double[])[0, 0.1, 0.2, 0.3])
            {
                var result = PanelForecaster.Run(panel, new PanelForecastOptions { Horizon = set.Horizon, Season = set.Season, FromFirstDemand = fromFirstDemand, Margin = margin });
                var step = set.Horizon * ForecastQuantiles.Count;
                Print(set, $"choice, margin {margin:0.0}{(fromFirstDemand ? ", trimmed" : string.Empty)}", i => result.MeanOf(i).ToArray(), i => result.Quantiles[(i * step)..((i + 1) * step)]);
            }
        }
    }

    private static void Score(HeldOutSet set, string name, IForecaster method)
    {
        if (set.Series.All(one => method.MinimumHistory(set.Season) <= one.History.Length))
        {
            Print(set, name, i => SeriesForecast.Mean(method, set.Series[i].History, set.Horizon, set.Season), null);
        }
    }

    private static void Print(HeldOutSet set, string name, Func<int, double[]> mean, Func<int, double[]>? quantiles)
    {
        var (rmsse, mase, pinball) = (new List<double>(), new List<double>(), new List<double>());
        double bias = 0, covered = 0;
        for (var i = 0; i < set.Series.Count; i++)
        {
            var (history, after) = set.Series[i];
            var forecast = mean(i);
            rmsse.Add(RootMeanSquaredScaledError.Measure(history, after, forecast));
            mase.Add(MeanAbsoluteScaledError.Measure(history, after, forecast, set.Season));
            bias += ForecastBias.Measure(after, forecast) / set.Series.Count;
            if (quantiles is not null)
            {
                var all = quantiles(i);
                for (var level = 0; level < ForecastQuantiles.Count; level++)
                {
                    var quantile = Enumerable.Range(0, set.Horizon).Select(step => all[(step * ForecastQuantiles.Count) + level]).ToArray();
                    pinball.Add(ScaledPinballLoss.Measure(history, after, quantile, ForecastQuantiles.Levels[level]));
                    covered += level == ForecastQuantiles.Count - 1 ? quantile.Zip(after, static (q, y) => y <= q ? 1.0 : 0).Average() / set.Series.Count : 0;
                }
            }
        }

        Console.WriteLine($"  {name,-30} RMSSE {Mean(rmsse),7:F4}  MASE {Mean(mase),7:F4}  bias {bias,10:F3}{(quantiles is null ? string.Empty : $"  pinball {Mean(pinball):F4}  at or below q95 {covered:P1}")}");
    }

    private static double Mean(List<double> values) => values.Where(static value => !double.IsNaN(value)).Average();
}
