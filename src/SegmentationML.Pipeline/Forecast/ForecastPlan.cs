using SegmentationML.Pipeline.Forecast.Files;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>The plan beside the forecasts of a run: what planners changed, kept apart from the statistics, and whole units.</summary>
/// <param name="Planned">Demand planned, units, shape (series × h); NaN where there is no forecast.</param>
/// <param name="Changes">Reasons of the changes, and the first day on which one of them ends, in days since 1970-01-01; null without a change. Shape (series × h).</param>
/// <param name="Added">What the changes add to the demand over lead time and review period, units, shape (series).</param>
/// <param name="Notes">For people.</param>
internal sealed record ForecastPlan(double[] Planned, (string Reasons, int Ends)?[] Changes, double[] Added, IReadOnlyList<string> Notes)
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Makes it; null when none is asked for.</summary>
    /// <param name="context">The step.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="names">Keys of the entities.</param>
    /// <param name="part">The forecasts.</param>
    /// <param name="leadTimes">Buckets of each series.</param>
    public static ForecastPlan? Make(StepContext context, ForecastInput input, IReadOnlyList<string> names, PartForecast part, IReadOnlyList<double> leadTimes)
    {
        if (!input.Options.HasPlan)
        {
            return null;
        }

        var (calendar, h) = (input.Features.Calendar, part.Horizon);
        var madeAt = calendar.AsOf.DayNumber - 1 - Epoch;
        var changes = input.Changes is { } file ? PlannedChanges.Read(context.Engine, file, names, isDate: true, madeAt, input.KeyOf) : null;
        int[] times = [.. Enumerable.Range(calendar.Count, h).Select(bucket => calendar.StartOf(bucket).DayNumber - Epoch)];
        var writer = new PlanWriter(changes, input.Options.WholeUnits, madeAt);
        var plan = new ForecastPlan(new double[names.Count * h], new (string, int)?[names.Count * h], new double[names.Count], [.. changes is null ? [] : PlanWriter.Notes(changes, input.IsKeyOpen ? names : null)]);
        Array.Fill(plan.Planned, double.NaN);
        for (var i = 0; i < names.Count; i++)
        {
            if (part.Choice(i).Method is not null)
            {
                plan.Added[i] = writer.Make(names[i], times, part.Mean.AsSpan(i * h, h), leadTimes[i]);
                writer.Planned.CopyTo(plan.Planned, i * h);
                writer.Changes.CopyTo(plan.Changes, i * h);
            }
        }

        return plan;
    }
}
