using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Ssa;

namespace SegmentationML.Benchmarks.CarParts;

/// <summary>Prints the accuracy of our methods on the car-parts set beside the published table.</summary>
internal static class CarPartsBenchmark
{
    public static int Run(string[] arguments)
    {
        var path = arguments.Length > 0 ? arguments[0] : Path.Combine(Environment.GetEnvironmentVariable("SEGML_DATA") ?? Path.Combine("..", "shared", "data"), "car-parts", "carparts.csv.gz");
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"{path} is not here: give its path, or set SEGML_DATA to the folder of public data sets.");
            return 1;
        }

        var series = CarPartsData.Read(path);
        Print("(a) all series, missing months as zero", CarPartsData.MissingAsZero(series), complete: false);
        Print("(b) series without a missing month", CarPartsData.Complete(series), complete: true);
        return 0;
    }

    private static void Print(string title, IReadOnlyList<double[]> series, bool complete)
    {
        Console.WriteLine($"{title}: {series.Count} series; ours | published");
        Console.WriteLine($"{"method",-16} {"MASE(12)",-15} {"MASE(1)",-15} {"RMSSE",-17} {"MAE",-15} {"RMSE",-15} bias y-f");
        foreach (var (name, method, all, completeOnly) in CarPartsStudy.Published)
        {
            Print(name, CarPartsStudy.Measure(series, method), complete ? completeOnly : all);
        }

        Print("ssa", CarPartsStudy.Measure(series, new SsaForecaster(new())), null);
        foreach (var fromFirstDemand in (bool[])[false, true])
        {
            var result = Choose(series, fromFirstDemand);
            Print(fromFirstDemand ? "auto, from first" : "auto", CarPartsStudy.Measure(series, (i, _) => result.MeanOf(i).ToArray()), null);
            Console.WriteLine("  chosen: " + string.Join(", ", Enumerable.Range(0, result.Count)
                .GroupBy(i => $"{result.MethodName(i)} ({result.Reason[i].Code()})").OrderByDescending(static group => group.Count()).Select(static group => $"{group.Key} {group.Count()}")));
        }

        Console.WriteLine();
    }

    private static PanelForecast Choose(IReadOnlyList<double[]> series, bool fromFirstDemand)
        => PanelForecaster.Run(
            DemandPanel.FromSeries([.. series.Select(static values => values[..^CarPartsStudy.Horizon])]),
            new PanelForecastOptions { Horizon = CarPartsStudy.Horizon, Season = CarPartsStudy.Season, FromFirstDemand = fromFirstDemand });

    private static void Print(string name, CarPartsRow ours, CarPartsRow? published)
    {
        string Pair(double value, Func<CarPartsRow, double> of, string format)
            => published is null || double.IsNaN(of(published)) ? value.ToString(format) : $"{value.ToString(format)} | {of(published).ToString(format)}";
        Console.WriteLine(
            $"{name,-16} {Pair(ours.Mase12, static r => r.Mase12, "0.000"),-15} {Pair(ours.Mase1, static r => r.Mase1, "0.000"),-15} {Pair(ours.Rmsse, static r => r.Rmsse, "0.0000"),-17} " +
            $"{Pair(ours.Mae, static r => r.Mae, "0.000"),-15} {Pair(ours.Rmse, static r => r.Rmse, "0.000"),-15} {Pair(ours.Bias, static r => r.Bias, "0.000")}");
    }
}
