using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting.Pooling;

/// <summary>What the intermittent series of a panel taught, together, about the distribution of demand: how much each way to forecast it counts, and how sizes vary.</summary>
/// <remarks>
/// One item has too few demands to tell a good distribution from a lucky one; a thousand items have not. At up to two moments before the end of their histories, a lead time or a horizon apart, the pasts of
/// up to four thousand series, evenly spaced in the panel, are forecast by every component; the weights of the linear pool of them with the least scaled CRPS of what came after are kept, apart for one bucket and for the
/// lead time, and for series with up to two demands and with more. The means of the forecast are not touched.
/// Hand one on (<see cref="PanelForecastOptions.Pool"/>) to forecast a part of a panel as the whole is.
/// </remarks>
public sealed class PanelPool
{
    private const int MostSeries = 4_000;
    private const int Moments = 2;
    private const int FewDemands = 2;
    private const int EnoughWindows = 100;
    private const int EnoughOfGroup = 40;
    private const int EnoughSizes = 50;
    private const int Quantiles = 41;
    private const int FirstSizes = 3;
    private readonly double[][] _bucket;
    private readonly double[][] _leadTime;

    private PanelPool(PanelSizes sizes, double[][] bucket, double[][] leadTime, int windows)
    {
        (Sizes, _bucket, _leadTime, Windows) = (sizes, bucket, leadTime, windows);
    }

    /// <summary>Forecasts of the past that the weights were learnt from.</summary>
    public int Windows { get; }

    /// <summary>The methods whose means carry a family; between them they forget at once and never.</summary>
    internal static IReadOnlyList<IForecaster> Members { get; } = ForecasterCatalog.Named(["mean", "window-mean", "ses", "croston", "tsb", "adida", "imapa"]);

    /// <summary>Components of a pool: the past, one a member, and the past's own rate.</summary>
    internal static int Count => Members.Count + 2;

    /// <summary>What the panel knows of sizes.</summary>
    internal PanelSizes Sizes { get; }

    /// <summary>The weights of the components.</summary>
    /// <param name="demands">Buckets with demand of the series.</param>
    /// <param name="leadTime">Whether for the demand over the lead time, else for one bucket.</param>
    internal ReadOnlySpan<double> WeightsOf(int demands, bool leadTime) => (leadTime ? _leadTime : _bucket)[demands <= FewDemands ? 0 : 1];

    /// <summary>Names of the components with the weights that a series has, the largest first: for people.</summary>
    /// <param name="demands">Buckets with demand of the series.</param>
    /// <param name="leadTime">Whether for the demand over the lead time, else for one bucket.</param>
    public IReadOnlyList<(string Component, double Weight)> Describe(int demands, bool leadTime)
    {
        string[] names = ["past", .. Members.Select(static member => member.Name), "past-rate"];
        return [.. names.Zip(WeightsOf(demands, leadTime).ToArray()).Where(static one => one.Second > 0).OrderByDescending(static one => one.Second)];
    }

    /// <summary>Learns from a panel.</summary>
    /// <param name="panel">The demand.</param>
    /// <param name="options">Valid; horizon, season and lead times.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Null when the options ask for no combined distribution, or the panel has fewer than a hundred forecasts of the past to learn from.</returns>
    public static PanelPool? Learn(DemandPanel panel, PanelForecastOptions options, CancellationToken cancellation = default)
    {
        int[] able = options.Combines ? [.. Enumerable.Range(0, panel.Count).Where(i => IsIntermittent(panel[i]))] : [];
        if (able.Length * Moments < EnoughWindows)
        {
            return null;
        }

        int[] sample = [.. able.Where((_, i) => able.Length <= MostSeries || (long)i * MostSeries / able.Length != (i - 1L) * MostSeries / able.Length)];
        var sizes = Measure(panel, sample);
        var products = new PoolProducts[sample.Length * Moments];
        PanelLoop.Run(
            sample.Length,
            16,
            options.DegreeOfParallelism,
            () => new PoolWindow(options, sizes),
            (window, i) =>
            {
                for (var moment = 0; moment < Moments; moment++)
                {
                    products[(i * Moments) + moment] = window.At(panel[sample[i]], options.LeadTimes.Count == 0 ? options.Horizon : options.LeadTimes[sample[i]], moment + 1);
                }
            },
            progress: null,
            cancellation);
        var bucket = products.Where(static one => one.Bucket is not null).ToArray();
        return bucket.Length < EnoughWindows ? null : new PanelPool(sizes, Solve(bucket, static one => one.Bucket), Solve(products, static one => one.LeadTime), bucket.Length);
    }

    /// <summary>The weights of series with few demands and of the others; where a group is small, those of all.</summary>
    private static double[][] Solve(PoolProducts[] products, Func<PoolProducts, double[]?> of)
    {
        var all = Sum(products, of);
        return [.. new[] { true, false }.Select(few => products.Where(one => of(one) is not null && one.Demands <= FewDemands == few).ToArray())
            .Select(group => PoolWeights.Solve(group.Length < EnoughOfGroup ? all : Sum(group, of)))];
    }

    private static double[] Sum(PoolProducts[] products, Func<PoolProducts, double[]?> of)
    {
        var sum = new double[Count * Count];
        foreach (var one in products)
        {
            if (of(one) is { } part)
            {
                System.Numerics.Tensors.TensorPrimitives.Add(sum, part, sum);
            }
        }

        return sum;
    }

    private static bool IsIntermittent(ReadOnlySpan<double> demand)
        => DemandScan.CountInvalid(demand) == 0 && HistorySummary.Of(demand) is { Demands: > 0, Adi: >= ForecastDistribution.IntermittentAdi, Largest: < 1e40 and > 1e-40 };

    /// <summary>How sizes lie to those before them, and how variable demand is in its mean size.</summary>
    private static PanelSizes Measure(DemandPanel panel, int[] sample)
    {
        var (relative, dispersion, past) = (new List<double>(), new List<double>(), new PastDemand());
        foreach (var series in sample)
        {
            var demand = panel[series];
            var (sum, count) = (0.0, 0);
            foreach (var value in demand)
            {
                if (value > 0 && count <= FirstSizes)
                {
                    if (count > 0)
                    {
                        relative.Add(value * count / sum);
                    }

                    (sum, count) = (sum + value, count + 1);
                }
            }

            if (count >= FirstSizes)
            {
                var summary = HistorySummary.Of(demand);
                past.Read(demand[summary.FirstDemand..], summary.WholeUnits, sizes: null);
                dispersion.Add(past.Dispersion / past.MeanSize);
            }
        }

        relative.Sort();
        dispersion.Sort();
        return relative.Count < EnoughSizes || dispersion.Count < EnoughSizes
            ? PanelSizes.None
            : new PanelSizes([.. Enumerable.Range(0, Quantiles).Select(q => relative[(int)((q + 0.5) / Quantiles * relative.Count)])], dispersion[dispersion.Count / 2]);
    }
}
