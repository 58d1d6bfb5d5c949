using SegmentationML.Core;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Pooling;
using SegmentationML.Core.Segmentation;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Says for one series of a file why it is forecast as it is: the same choice as <see cref="FileForecast"/> makes, with what led to it.</summary>
public static class FileExplain
{
    private const int NewestShown = 60;

    /// <summary>Reads the file and explains one series.</summary>
    /// <param name="open">Opens an engine in memory.</param>
    /// <param name="request">What to forecast.</param>
    /// <param name="key">The series.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ProblemException">All that is wrong with the request or the file; SEG-FCST-216 when it has no such series.</exception>
    public static SeriesExplanation Run(Func<IQueryEngine> open, FileForecastRequest request, string key, CancellationToken cancellation = default)
    {
        ProblemException.ThrowIfAny(request.Validate());
        var file = FileForecast.Read(open, request, cancellation);
        var at = file.Names.ToList().IndexOf(key);
        if (at < 0)
        {
            throw new ProblemException(new Problem("SEG-FCST-216", $"{request.Source.Path} has no series '{key}'.", ClosestMatch.Of(key, file.Names) is { } near ? $"Did you mean '{near}'?" : "Keys are written as in the file."));
        }

        var options = request.Options(request.Season ?? file.Grid.Frequency.UsualSeason(), file.Panel);
        ProblemException.ThrowIfAny(options.Validate());
        if (file.Refusals[at] is { } refusal)
        {
            return Refused(key, refusal);
        }

        var factors = FactorSource.Read(open, file, request, options.Season, cancellation) is { } source ? FactorPanel.Of(source, 0, options.Season) : null;
        var whole = factors?.Panel ?? file.Panel;
        options = options with { Pool = PanelPool.Learn(whole, options, cancellation) };
        var panel = whole.Slice(at, 1);
        var forecast = PanelForecaster.Run(panel, options, null, cancellation);
        double[] before = [.. forecast.Mean];
        factors?.PutBack(at, new PartForecast(panel, request.Horizon, forecast), options.Season);
        return Explain(file, at, panel, forecast, before, request, options, factors?.Notes ?? []);
    }

    private static SeriesExplanation Refused(string key, string refusal) => new()
    {
        Series = key,
        Method = null,
        Reason = refusal,
        Why = SeriesRefusals.Meanings[refusal],
        History = "none: the series cannot be put on the buckets of the file",
        DemandClass = "none",
        Parameters = new Dictionary<string, double>(StringComparer.Ordinal),
        With = "",
        Distribution = "",
        Origins = 0,
        Candidates = [],
        Newest = [],
        Parts = [],
        Forecast = [],
        Notes = [],
    };

    private static SeriesExplanation Explain(SeriesPanel file, int at, DemandPanel panel, PanelForecast forecast, double[] before, FileForecastRequest request, PanelForecastOptions options, IReadOnlyList<string> notes)
    {
        var demand = panel[0];
        var method = forecast.Method[0] < 0 ? null : forecast.Methods[forecast.Method[0]];
        return new SeriesExplanation
        {
            Series = file.Names[at],
            Method = method?.Name,
            Reason = forecast.Reason[0].Code(),
            Why = ChoiceWords.Of(forecast.Reason[0]),
            History = HistoryOf(file, at, panel),
            DemandClass = ClassOf(demand),
            Parameters = method?.ParameterNames.Select((name, i) => (name, Value: forecast.Parameters[i])).Where(static p => double.IsFinite(p.Value)).ToDictionary(static p => p.name, static p => p.Value, StringComparer.Ordinal) ?? [],
            With = method is null ? "" : string.Join(", ", method.ParameterNames.Select((name, i) => (name, i)).Where(p => double.IsFinite(forecast.Parameters[p.i])).Select(p => $"{p.name} {method.ShowParameter(p.i, forecast.Parameters[p.i], "G6")}")),
            Distribution = method is null ? "" : ChoiceWords.Of(forecast.Basis[0], forecast.Family[0]),
            Origins = forecast.Origins[0],
            Candidates = method is null ? [] : [.. Candidates(forecast)],
            Newest = [.. demand[^Math.Min(demand.Length, NewestShown)..].ToArray().Select(static d => Known(d))],
            Parts = method is null || options.FromFirstDemand ? [] : [.. Parts(method, demand, request.Horizon, options.Season)],
            Forecast = method is null ? [] : [.. Enumerable.Range(0, request.Horizon).Select(step => new ExplainedBucket(
                file.Grid.Show(file.Grid.Time(panel.LastBucket(0) + 1 + step, file.Anchors[at])),
                forecast.Mean[step],
                request.Levels.Select((level, q) => (level, q)).ToDictionary(l => ForecastFileWriter.ColumnOf(l.level), l => forecast.QuantilesOf(0, step)[l.q], StringComparer.Ordinal),
                before[step] > 0 ? forecast.Mean[step] / before[step] : 1))],
            Notes = notes,
        };
    }

    private static IEnumerable<ExplainedCandidate> Candidates(PanelForecast forecast)
        => forecast.Methods
            .Select((method, m) => new ExplainedCandidate(method.Name, forecast.State[m].Code(), ChoiceWords.Of(forecast.State[m]), Known(forecast.Rmsse[m]), Known(forecast.Bias[m]), Known(forecast.Mae[m])))
            .Where(static c => c.State != CandidateState.Forbidden.Code() || c.Rmsse is not null)
            .OrderByDescending(static c => c.State == CandidateState.Chosen.Code())
            .ThenBy(static c => c.Rmsse ?? double.MaxValue);

    private static IEnumerable<ExplainedPart> Parts(IForecaster method, ReadOnlySpan<double> demand, int horizon, int season)
        => SeriesForecast.Components(method, demand, horizon, season).Select(part => new ExplainedPart(
            part.Name,
            part.IsFactor,
            [.. part.Values.SkipLast(horizon).TakeLast(NewestShown).Select(static v => Known(v))],
            [.. part.Values.TakeLast(horizon).Select(static v => Known(v))]));

    private static string HistoryOf(SeriesPanel file, int at, DemandPanel panel)
    {
        var demand = panel[0].ToArray();
        if (demand.Length == 0)
        {
            return "no bucket";
        }

        string Time(int bucket) => file.Grid.Show(file.Grid.Time(bucket, file.Anchors[at]));
        return $"{demand.Length:N0} buckets from {Time(panel.FirstBucket(0))} to {Time(panel.LastBucket(0))}, {demand.Count(static d => d > 0):N0} with demand, {demand.Count(double.IsNaN):N0} missing";
    }

    private static string ClassOf(ReadOnlySpan<double> demand)
    {
        if (demand.ContainsAny(double.PositiveInfinity, double.NegativeInfinity))
        {
            return "none";
        }

        var profile = Intermittency.Measure(demand);
        var options = new DemandClassOptions();
        var found = DemandClassifier.Classify([profile.Adi], [profile.SquaredCv], options);
        return $"{options.Scheme().Codes[found.Classes.ToArray()[0]]}: ADI {profile.Adi:G4} (buckets from the first demand / buckets with demand, cut {options.AdiCut}), CV² {profile.SquaredCv:G4} (of the sizes, n - 1, cut {options.SquaredCvCut})";
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
