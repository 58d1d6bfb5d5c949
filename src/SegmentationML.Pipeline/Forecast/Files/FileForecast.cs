using SegmentationML.Core;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.NewItems;
using SegmentationML.Core.Forecasting.Pooling;
using SegmentationML.Core.Hierarchy;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Forecasts every series of a file and writes forecasts, methods and reasons to another.</summary>
/// <remarks>A broken series has a row with its reason and does not disturb the others. The rows follow the series of the file; the same file gives the same bytes for any number of threads.</remarks>
public static class FileForecast
{
    private const int SeriesPerPart = 1 << 16;
    private const int NumbersPerPart = 1 << 23;
    private const double MostGaps = 0.8;
    private const double ReadShare = 0.3;
    private const double WriteShare = 0.1;

    /// <summary>Reads, forecasts and writes.</summary>
    /// <param name="open">Opens an engine in memory.</param>
    /// <param name="request">What to forecast.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops it; no file is left.</param>
    /// <exception cref="ProblemException">All that is wrong with the request or the file as a whole.</exception>
    public static FileForecastReport Run(Func<IQueryEngine> open, FileForecastRequest request, string path, IProgress<StepProgress> progress, CancellationToken cancellation = default)
    {
        ProblemException.ThrowIfAny(request.Validate().Concat(TableFile.Validate(path)));
        progress.Report(new StepProgress(0, "reading series"));
        var series = Read(open, request, cancellation);
        var options = request.Options(request.Season ?? series.Grid.Frequency.UsualSeason(), series.Panel);
        ProblemException.ThrowIfAny(options.Validate());
        using var engine = open();
        var madeAt = LastTime(series);
        var changes = request.Changes is { } file ? PlannedChanges.Read(engine, file, series.Names, series.Grid.IsDate, madeAt) : null;
        var factors = FactorSource.Read(open, series, request, options.Season, cancellation) is { } source ? FactorPanel.Of(source, 0, options.Season) : null;
        series = factors is null ? series : series with { Panel = factors.Panel };
        options = options with { Pool = PanelPool.Learn(series.Panel, options, cancellation) };
        var tally = new ForecastTally();
        var launch = request.NewItems.Count > 0 ? LaunchPart.Of(series.Panel, LikeGroups(series, request), new LaunchOptions { Ages = request.NewItemAge }) : null;
        using var writer = new ForecastFileWriter(engine, request, series.Grid.IsDate);
        var most = Math.Clamp(NumbersPerPart / (request.Horizon * (1 + options.Levels.Count)), 1, SeriesPerPart);
        for (var start = 0; start < series.Names.Count; start += most)
        {
            var count = Math.Min(most, series.Names.Count - start);
            var share = (double)count / series.Names.Count * (1 - ReadShare - WriteShare);
            var done = ReadShare + ((double)start / series.Names.Count * (1 - ReadShare - WriteShare));
            var part = new PartProgress(progress, done, share, "back-tests and forecasts");
            var forecast = Forecast(series.Panel.Slice(start, count), options, request, part, cancellation);
            factors?.PutBack(start, forecast, options.Season);
            launch?.Overwrite(start, forecast);
            Part(writer, tally, series, start, forecast, request.HasPlan ? new PlanWriter(changes, request.WholeUnits, madeAt) : null);
        }

        progress.Report(new StepProgress(1 - WriteShare, "writing"));
        writer.Write(path, cancellation);
        return FileForecastReport.Of(path, request, series, options.Season, tally, writer.Rows, [.. Notes(series, request), .. factors?.Notes ?? [], .. changes is null ? [] : PlanWriter.Notes(changes, series.Names)]);
    }

    /// <summary>Reads the series, with the groups of a profile and of like items.</summary>
    internal static SeriesPanel Read(Func<IQueryEngine> open, FileForecastRequest request, CancellationToken cancellation)
        => SeriesFile.Read(open, request.Source with { Attributes = AttributesOf(request) }, request.Threads, cancellation);

    /// <summary>The columns of groups, that of the profile first.</summary>
    private static List<string> AttributesOf(FileForecastRequest request)
        => [.. new[] { request.Profile }.OfType<string>().Concat(request.NewItems).Where(static c => c != HierarchyLevel.TotalName).Distinct(StringComparer.Ordinal)];

    private static IReadOnlyList<string>[] LikeGroups(SeriesPanel series, FileForecastRequest request)
    {
        var columns = AttributesOf(request);
        return [.. request.NewItems.Select(name => LaunchPart.Groups(name, series.Names.Count, () => [.. series.Attributes.Select(a => a[columns.IndexOf(name)])]))];
    }

    /// <summary>The last time that the file knows.</summary>
    private static int LastTime(SeriesPanel series)
        => Enumerable.Range(0, series.Names.Count).Where(i => series.Panel.Length(i) > 0).Select(i => series.Grid.Time(series.Panel.LastBucket(i), series.Anchors[i])).DefaultIfEmpty(0).Max();

    /// <summary>The choice, or the means of a single method without one where nobody asked for more.</summary>
    private static PartForecast Forecast(DemandPanel panel, PanelForecastOptions options, FileForecastRequest request, PartProgress progress, CancellationToken cancellation)
    {
        if (request.Methods.Count == 1 && request.Levels.Count == 0 && !request.FromFirstDemand && request.NewItems.Count == 0 && panel.InvalidCount == 0 && options.Methods[0].MinimumHistory(options.Season) <= 1)
        {
            var mean = new double[(long)panel.Count * request.Horizon];
            PanelForecaster.Mean(panel, options.Methods[0], request.Horizon, options.Season, mean, options.DegreeOfParallelism, cancellation);
            progress.Report(1);
            return new PartForecast(panel, request.Horizon, mean, options.Methods[0].Name, Whole: null);
        }

        return new PartForecast(panel, request.Horizon, PanelForecaster.Run(panel, options, progress, cancellation));
    }

    private static void Part(ForecastFileWriter writer, ForecastTally tally, SeriesPanel series, int start, PartForecast part, PlanWriter? plan)
    {
        var times = new int[part.Horizon];
        for (var i = 0; i < part.Panel.Count; i++)
        {
            var at = start + i;
            var (method, reason) = part.Choice(i);
            reason = series.Refusals[at] ?? reason;
            if (method is null)
            {
                tally.Refuse(series.Names[at], reason);
                writer.AddRefused(series.Names[at], reason);
                continue;
            }

            tally.Add(method, reason);
            var mean = part.Mean.AsSpan(i * part.Horizon, part.Horizon);
            Times(series, at, part.Panel.LastBucket(i), times);
            writer.Begin(series.Names[at], times, method, reason);
            for (var step = 0; step < part.Horizon; step++)
            {
                writer.Add(mean[step], part.Whole is null ? [] : part.Whole.QuantilesOf(i, step));
            }

            plan?.Make(series.Names[at], times, mean);
            writer.Plan(plan?.Planned, [.. (plan?.Changes ?? []).Select(static c => c?.Reasons)]);
        }
    }

    private static void Times(SeriesPanel series, int at, int last, int[] times)
    {
        for (var step = 0; step < times.Length; step++)
        {
            times[step] = series.Grid.Time(last + 1 + step, series.Anchors[at]);
        }
    }

    /// <summary>What people should know of the file.</summary>
    internal static IEnumerable<string> Notes(SeriesPanel series, FileForecastRequest request)
    {
        var counts = series.Counts;
        if (request.Methods.Count == 0 && request.Effort == ForecastEffort.Auto && AutomaticMethods.SmoothBuckets(series.Panel) is > AutomaticMethods.LargestThorough and var smooth)
        {
            var (most, methods) = smooth > AutomaticMethods.LargestQuick ? (AutomaticMethods.LargestQuick, "the quickest methods; --effort quick or thorough takes") : (AutomaticMethods.LargestThorough, "the quick methods; --effort thorough takes");
            yield return $"The series with demand in most buckets hold {smooth:N0} buckets, more than {most:N0}: they chose among {methods} slower and better ones.";
        }

        if (request.Source.Frequency is null && counts.Gaps > MostGaps * series.Panel.BucketCount)
        {
            yield return $"{(double)counts.Gaps / series.Panel.BucketCount:P0} of the buckets have no row. The frequency was found to be {series.Grid.Frequency.Letter()}, since the rows of most series lie on no longer one; where they do not stand for single buckets of it, give --frequency and times that lie on it.";
        }

        if (counts.Gaps > 0)
        {
            yield return $"{counts.Gaps:N0} buckets had no row and were taken as {(request.Source.GapsAreMissing ? "missing" : "zero demand; --gaps missing takes them as unknown")}.";
        }

        if (counts.Repeats > 0)
        {
            yield return $"{counts.Repeats:N0} rows were added to another row of their bucket.";
        }

        if (counts.Disordered > 0)
        {
            yield return $"{counts.Disordered:N0} series had rows out of order; they were sorted by time.";
        }

        if (counts.EndEarly > 0 && !request.Source.EndsTogether)
        {
            yield return $"{counts.EndEarly:N0} series end before the last bucket of the file; each is forecast from its own end (--end together fills them up to it).";
        }

        if (counts.RowsWithoutSeries > 0)
        {
            yield return $"{counts.RowsWithoutSeries:N0} rows have no series key.";
        }

        var shorter = Enumerable.Range(0, series.Names.Count).Count(i => series.Refusals[i] is null && series.Panel.Length(i) < request.Horizon);
        if (shorter > 0)
        {
            yield return $"{shorter:N0} series are shorter than the horizon.";
        }
    }
}
