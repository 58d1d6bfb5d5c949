using SegmentationML.Core;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Segmentation;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Forecasts every series of a file from earlier moments, by every method and by the choice among them, and holds the forecasts against what came.</summary>
/// <remarks>
/// Origins lie a horizon apart, the last one a horizon before the end of each series. At each origin the choice and all parameters see the demand before it only:
/// the row <c>auto</c> is what a planner would have had. The zero forecast is always in the table.
/// </remarks>
public static class FileBackTest
{
    /// <summary>Name of the row of the choice.</summary>
    public const string Auto = "auto";

    private const string AllClasses = "ALL";

    /// <summary>Reads, forecasts and scores.</summary>
    /// <param name="open">Opens an engine in memory.</param>
    /// <param name="request">What to forecast; its origins are those of the back-test, and of the choice at each of them.</param>
    /// <param name="path">A file to write the scores of each series to; null for none.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops it; no file is left.</param>
    /// <exception cref="ProblemException">All that is wrong with the request or the file as a whole.</exception>
    public static FileBackTestReport Run(Func<IQueryEngine> open, FileForecastRequest request, string? path, IProgress<StepProgress> progress, CancellationToken cancellation = default)
    {
        ProblemException.ThrowIfAny(request.Validate().Concat(path is null ? [] : TableFile.Validate(path)));
        progress.Report(new StepProgress(0, "reading series"));
        var series = FileForecast.Read(open, request, cancellation);
        string[] notes = [.. FileForecast.Notes(series, request)];
        var options = request.Options(request.Season ?? series.Grid.Frequency.UsualSeason(), series.Panel);
        ProblemException.ThrowIfAny(options.Validate());
        var source = FactorSource.Read(open, series, request, options.Season, cancellation);
        series = source is null ? series : series with { Panel = source.Demand };
        IForecaster[] methods = [ForecasterCatalog.All[0], .. options.Methods.Where(m => m.Name != ForecasterCatalog.All[0].Name && IsAffordable(m, options, series.Panel))];
        var scores = methods.Select(_ => new SeriesScores(series.Names.Count)).Append(new SeriesScores(series.Names.Count)).ToArray();
        for (var origin = 0; origin < request.Origins; origin++)
        {
            var back = (request.Origins - origin) * request.Horizon;
            var past = series.Panel.WithoutLast(back);
            var factors = source is null ? null : FactorPanel.Of(source, back, options.Season);
            for (var m = 0; m <= methods.Length; m++)
            {
                var share = 0.8 / (request.Origins * (methods.Length + 1));
                var part = new PartProgress(progress, 0.2 + (share * ((origin * (methods.Length + 1)) + m)), share, $"origin {origin + 1} of {request.Origins}, {(m < methods.Length ? methods[m].Name : Auto)}");
                part.Report(0);
                var known = factors?.Panel ?? past;
                var forecast = m < methods.Length ? Single(known, methods[m], options, request, cancellation) : new PartForecast(known, options.Horizon, PanelForecaster.Run(known, options, part, cancellation));
                factors?.PutBack(0, forecast, options.Season);
                Score(series.Panel, past, forecast, scores[m], options, request);
            }
        }

        string[] names = [.. methods.Select(static m => m.Name), Auto];
        var classes = Classes(series.Panel.WithoutLast(request.Origins * request.Horizon));
        if (path is not null)
        {
            using var engine = open();
            BackTestFile.Write(engine, request, series, names, classes, scores, path, cancellation);
        }

        return new FileBackTestReport
        {
            Series = series.Names.Count,
            Scored = Enumerable.Range(0, series.Names.Count).Count(i => scores[0].Origins[i] > 0),
            Frequency = $"{series.Grid.Frequency.Letter()}",
            Season = options.Season,
            Horizon = request.Horizon,
            Origins = request.Origins,
            Counts = series.Counts,
            Notes = [.. notes],
            Leaderboard = [.. Leaderboard.Rows(names, classes, scores, AllClasses)],
            NotScored = NotScored(series, scores[0], request),
            Definition = "classes by the history before the first origin: ADI = buckets from the first demand to the origin / buckets with demand, cut 1.32; CV² of the demand sizes with n - 1, cut 0.49 (Syntetos, Boylan and Croston 2005)",
        };
    }

    /// <summary>Why series have no score.</summary>
    private static SortedDictionary<string, int> NotScored(SeriesPanel series, SeriesScores scores, FileForecastRequest request)
    {
        var reasons = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < series.Names.Count; i++)
        {
            if (scores.Origins[i] == 0)
            {
                var demand = series.Panel[i];
                var reason = series.Refusals[i] is { } refusal ? ChoiceWords.OfReason(refusal)
                    : demand.ContainsAnyInRange(double.NegativeInfinity, -double.Epsilon) || demand.Contains(double.PositiveInfinity) ? ChoiceWords.Of(ForecastReason.InvalidDemand)
                    : demand.IndexOfAnyExcept(double.NaN) < 0 ? ChoiceWords.Of(ForecastReason.NoHistory)
                    : $"nothing is known before an origin, or after it: an origin takes {request.Horizon} buckets more than the history before it";
                reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            }
        }

        return reasons;
    }

    /// <summary>Whether a method may have a row: slow ones, which only smooth series choose among, not over a large file.</summary>
    private static bool IsAffordable(IForecaster method, PanelForecastOptions options, DemandPanel panel)
        => !options.SmoothOnly.Contains(method.Name) || AutomaticMethods.IsAffordable(method, panel.BucketCount);

    /// <summary>One method: its means alone, or with quantiles where they are asked for.</summary>
    private static PartForecast Single(DemandPanel past, IForecaster method, PanelForecastOptions options, FileForecastRequest request, CancellationToken cancellation)
    {
        if (request.Levels.Count == 0 || method.Name == ForecasterCatalog.All[0].Name)
        {
            var mean = new double[(long)past.Count * options.Horizon];
            PanelForecaster.Mean(past, method, options.Horizon, options.Season, mean, options.DegreeOfParallelism, cancellation);
            return new PartForecast(past, options.Horizon, mean, method.Name, null);
        }

        var forecast = PanelForecaster.Run(past, options with { Methods = [method], Reference = null, ReferenceWithZeros = null, IntermittentReference = null, SmoothOnly = [], IntermittentOnly = [], ObsoleteProbability = double.Epsilon }, null, cancellation);
        for (var i = 0; i < past.Count; i++)
        {
            // Another method may stand in where this one cannot answer: that is not its score.
            if (forecast.Method[i] < 0 || (forecast.MethodName(i) != method.Name && forecast.Reason[i] != ForecastReason.NoDemand))
            {
                forecast.Mean.AsSpan(i * options.Horizon, options.Horizon).Fill(double.NaN);
            }
        }

        return new PartForecast(past, options.Horizon, forecast);
    }

    private static void Score(DemandPanel whole, DemandPanel past, PartForecast forecast, SeriesScores scores, PanelForecastOptions options, FileForecastRequest request)
    {
        var zeros = new double[options.Horizon * request.Levels.Count];
        Parallel.For(0, past.Count, new ParallelOptions { MaxDegreeOfParallelism = options.DegreeOfParallelism }, i =>
        {
            if (past.Length(i) == 0)
            {
                return;
            }

            var mean = forecast.Mean.AsSpan(i * options.Horizon, options.Horizon);
            var quantiles = request.Levels.Count == 0 ? [] : forecast.Whole is { } w ? w.Quantiles.AsSpan(i * zeros.Length, zeros.Length) : zeros;
            scores.Add(i, past[i], whole[i].Slice(past.Length(i), options.Horizon), mean, quantiles, request.Levels, options.Season);
        });
    }

    private static string[] Classes(DemandPanel past)
    {
        var profiles = Enumerable.Range(0, past.Count).Select(i => Intermittency.Measure(Clean(past[i]))).ToArray();
        var options = new DemandClassOptions();
        var found = DemandClassifier.Classify(Array.ConvertAll(profiles, static p => p.Adi), Array.ConvertAll(profiles, static p => p.SquaredCv), options);
        var scheme = options.Scheme();
        return [.. found.Classes.ToArray().Select(c => scheme.Codes[c])];
    }

    /// <summary>A series that is refused for what it holds has no class by it.</summary>
    private static ReadOnlySpan<double> Clean(ReadOnlySpan<double> demand) => demand.ContainsAny(double.PositiveInfinity, double.NegativeInfinity) ? [] : demand;
}
