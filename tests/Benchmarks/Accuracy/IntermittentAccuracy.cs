using System.Globalization;
using SegmentationML.Benchmarks.CarParts;
using SegmentationML.Benchmarks.HeldOut;
using SegmentationML.Core.Accuracy;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;

namespace SegmentationML.Benchmarks.Accuracy;

/// <summary>Means and quantiles of every method and of the choice on two sets of intermittent demand, by bucket and over lead times.</summary>
internal static class IntermittentAccuracy
{
    /// <summary>The levels at which quantiles are scored.</summary>
    public static readonly double[] Levels = [0.5, 0.75, 0.9, 0.95, 0.99];

    /// <summary>The methods that are tested one by one: those that answer on intermittent demand within a second for thousands of series.</summary>
    private static readonly string[] Methods =
        ["naive", "seasonal-naive", "mean", "ses", "croston", "sba", "sbj", "tsb", "hes", "croston-fitted", "tsb-fitted", "adida", "imapa", "intermittent-median", "negative-binomial-level", "zero-inflated-level", "viswanathan-zhou", "willemain", "ssa"];

    public static int Run(string[] arguments)
    {
        var folder = arguments.Length > 0 ? arguments[0] : Environment.GetEnvironmentVariable("SEGML_DATA") ?? Path.Combine("..", "shared", "data");
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"{folder} is not here: give the folder of public data sets, or set SEGML_DATA.");
            return 1;
        }

        var back = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 0;
        foreach (var set in (AccuracySet[])[CarParts(folder, back), SpareParts(folder, back)])
        {
            Print(set, AutomaticMethods.For(new PanelForecastOptions
            {
                Horizon = set.Horizon,
                Season = set.Season,
                LeadTimes = set.LeadTimes,
                Levels = Levels,
                IntermittentMargin = arguments.Length > 2 ? double.Parse(arguments[2], CultureInfo.InvariantCulture) : new PanelForecastOptions().IntermittentMargin,
                FromFirstDemand = arguments.Length > 3 && arguments[3] == "first",
            }, DemandPanel.FromSeries(set.History), ForecastEffort.Auto));
        }

        return 0;
    }

    /// <summary>The 2,509 complete car parts, 12 months held out, three months of lead time.</summary>
    /// <param name="folder">The folder of public data sets.</param>
    /// <param name="back">Buckets by which the moment of the forecast lies further back.</param>
    public static AccuracySet CarParts(string folder, int back = 0)
        => AccuracySet.Cut("car parts, monthly", 12, 12, 39 - back, CarPartsData.Complete(CarPartsData.Read(Path.Combine(folder, "car-parts", "carparts.csv.gz"))).Select(static demand => (demand, 3.0)));

    /// <summary>Spare parts with demand before the last 16 weeks, each with its own lead time of 7 or 16 weeks.</summary>
    /// <param name="folder">The folder of public data sets.</param>
    /// <param name="back">Buckets by which the moment of the forecast lies further back.</param>
    public static AccuracySet SpareParts(string folder, int back = 0)
        => AccuracySet.Cut("spare parts, weekly", 52, 16, 134 - back, HeldOutSets.SparePartsWithLeadTimes(Path.Combine(folder, "manufacturing-spare-parts")));

    /// <summary>The measures of a forecast of a set.</summary>
    public static AccuracyRow Measure(string name, AccuracySet set, PanelForecast forecast)
    {
        var (rmsse, bias) = (new List<double>(), new List<double>());
        var pinball = Levels.Select(static _ => new List<double>()).ToArray();
        var leadTime = Levels.Select(static _ => new List<double>()).ToArray();
        for (var i = 0; i < forecast.Count; i++)
        {
            var (history, after) = (set.History[i], set.After[i]);
            rmsse.Add(RootMeanSquaredScaledError.Measure(history, after, forecast.MeanOf(i)));
            bias.Add(ForecastBias.Measure(after, forecast.MeanOf(i)));
            double[] sum = [after.Take((int)set.LeadTimes[i]).Sum()];
            for (var level = 0; level < Levels.Length; level++)
            {
                var quantiles = Enumerable.Range(0, set.Horizon).Select(step => forecast.QuantilesOf(i, step)[level]).ToArray();
                pinball[level].Add(ScaledPinballLoss.Measure(history, after, quantiles, Levels[level]));
                leadTime[level].Add(ScaledPinballLoss.Measure(history, sum, [forecast.LeadTimeQuantilesOf(i)[level]], Levels[level]));
            }
        }

        return new(name, Average(rmsse), Average(bias), Array.ConvertAll(pinball, Average), Array.ConvertAll(leadTime, Average));
    }

    /// <summary>The forecast by the choice.</summary>
    public static PanelForecast Choose(AccuracySet set)
        => PanelForecaster.Run(DemandPanel.FromSeries(set.History), new PanelForecastOptions { Horizon = set.Horizon, Season = set.Season, LeadTimes = set.LeadTimes, Levels = Levels });

    /// <summary>The forecast by one method for every series.</summary>
    public static PanelForecast Single(AccuracySet set, string method)
        => PanelForecaster.Run(DemandPanel.FromSeries(set.History), new PanelForecastOptions
        {
            Horizon = set.Horizon,
            Season = set.Season,
            LeadTimes = set.LeadTimes,
            Levels = Levels,
            Methods = ForecasterCatalog.Named([method]),
            ObsoleteProbability = 1e-300,
            FromFirstDemand = false,
        });

    private static void Print(AccuracySet set, PanelForecastOptions choice)
    {
        Console.WriteLine($"{set.Name}: {set.History.Count:N0} series, {set.Horizon} buckets held out; scaled pinball loss of a bucket | over the lead time, at {string.Join(" ", Levels)}");
        List<AccuracyRow> rows = [.. Methods.Select(method => Measure(method, set, Single(set, method))), Measure("auto", set, PanelForecaster.Run(DemandPanel.FromSeries(set.History), choice))];
        foreach (var row in rows)
        {
            Console.WriteLine($"  {row.Method,-20} RMSSE {row.Rmsse:0.0000} bias {row.Bias,7:0.000}   {Format(row.Pinball)} | {Format(row.LeadTimePinball)}");
        }

        var auto = rows[^1];
        Console.WriteLine("  auto over the best method by level: "
            + string.Join(" ", Levels.Select((_, level) => $"{(auto.Pinball[level] / rows.Min(row => row.Pinball[level])) - 1:P1}")) + " | "
            + string.Join(" ", Levels.Select((_, level) => $"{(auto.LeadTimePinball[level] / rows.Min(row => row.LeadTimePinball[level])) - 1:P1}")));
        Console.WriteLine();
    }

    private static string Format(double[] losses) => $"{losses.Average():0.0000} ({string.Join(" ", losses.Select(static loss => $"{loss:0.0000}"))})";

    private static double Average(List<double> values) => values.Where(static value => !double.IsNaN(value)).Average();
}
