using SegmentationML.Core;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Hierarchy;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Demand with what is known of events and of groups whose season can be borrowed.</summary>
/// <param name="Demand">The demand as it was, without the future.</param>
/// <param name="Events">Strength of each kind of event, history and future.</param>
/// <param name="Kinds">Names of the kinds.</param>
/// <param name="Groups">Groups whose season is borrowed; null when none is.</param>
internal sealed record FactorSource(DemandPanel Demand, IReadOnlyList<DemandPanel> Events, IReadOnlyList<string> Kinds, HierarchyLevel? Groups)
{
    /// <summary>Reads the columns of the events from a file: rows at the end of a series that have no demand are the future, not history.</summary>
    /// <returns>Null when the request has neither events nor a profile.</returns>
    /// <exception cref="ProblemException">SEG-FCST-222: a column of events holds something else.</exception>
    public static FactorSource? Read(Func<IQueryEngine> open, SeriesPanel file, FileForecastRequest request, int season, CancellationToken cancellation)
    {
        if (request.Events.Count == 0 && (request.Profile is null || season < 2))
        {
            return null;
        }

        DemandPanel[] events = [.. request.Events.Select(column => SeriesFile.Read(open, request.Source with { Value = column, Mask = null, Attributes = [], Frequency = file.Grid.Frequency, GapsAreMissing = false }, request.Threads, cancellation).Panel)];
        ProblemException.ThrowIfAny(events.Select((panel, kind) => (panel, Column: request.Events[kind])).Where(e => e.panel.InvalidCount > 0 || (!request.Source.SumsRepeats && Largest(e.panel) > 1)).Select(static e => new Problem(
            "SEG-FCST-222", $"Column '{e.Column}' holds values that are no strength of an event.", "0 is none, 1 is whole; numbers between them are allowed, and nothing (empty) is 0.")));
        return new FactorSource(events.Length == 0 ? file.Panel : WithoutFuture(file.Panel), events, request.Events, request.Profile is null ? null : GroupsOf(file, request));
    }

    private static double Largest(DemandPanel panel)
    {
        double largest = 0;
        for (var i = 0; i < panel.Count; i++)
        {
            foreach (var value in panel[i])
            {
                largest = value > largest ? value : largest;
            }
        }

        return largest;
    }

    private static HierarchyLevel GroupsOf(SeriesPanel file, FileForecastRequest request)
        => request.Profile == HierarchyLevel.TotalName ? HierarchyLevel.Total(file.Names.Count) : HierarchyLevel.Of(request.Profile!, [.. file.Attributes.Select(static a => a[0])]);

    private static DemandPanel WithoutFuture(DemandPanel panel)
    {
        var appender = new DemandPanelAppender();
        for (var i = 0; i < panel.Count; i++)
        {
            _ = appender.Begin();
            appender.Append(panel[i][..(panel[i].LastIndexOfAnyExcept(double.NaN) + 1)]);
        }

        return appender.Build([.. Enumerable.Range(0, panel.Count).Select(panel.FirstBucket)]);
    }
}
