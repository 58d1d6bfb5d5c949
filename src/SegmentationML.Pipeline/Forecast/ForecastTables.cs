using SegmentationML.Core.Forecasting;
using SegmentationML.Pipeline.Forecast.Files;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>Writes the forecasts, the choices and the back-test errors.</summary>
internal static class ForecastTables
{
    /// <summary>Writes them.</summary>
    /// <param name="context">The step.</param>
    /// <param name="part">The forecasts.</param>
    /// <param name="terms">Lead times and service levels.</param>
    /// <param name="plan">The plan beside them; null for none.</param>
    /// <param name="features">Keys of the entities.</param>
    /// <param name="parent">The version whose methods are kept; null when none are.</param>
    public static ForecastResult Write(StepContext context, PartForecast part, SupplyTerms terms, ForecastPlan? plan, TableHandle features, Snapshot? parent)
    {
        var forecasts = WriteForecasts(context, part.Whole!, plan);
        var choices = WriteChoices(context, part, terms, plan);
        var accuracy = WriteAccuracy(context, part, parent is null ? null : () => BackTestTable.Carry(context, parent, features, choices));
        return new ForecastResult(forecasts, choices, accuracy, [.. part.Whole!.Methods.Select(m => m.Name)], part.Horizon) { HasPlan = plan is not null };
    }

    /// <summary>Writes the forecasts of the sums above the series.</summary>
    /// <param name="context">The step.</param>
    /// <param name="sums">The hierarchy, its sums forecast.</param>
    /// <param name="part">The forecasts of the series as they are published.</param>
    public static TableHandle WriteSums(StepContext context, HierarchyPart sums, PartForecast part)
    {
        var nodes = sums.Published(part);
        var quantiles = string.Join(", ", ForecastQuantiles.Columns.Select(q => $"{q} DOUBLE"));
        return Save(context, "forecast_levels", $"key VARCHAR, level VARCHAR, node VARCHAR, method VARCHAR, reason VARCHAR, step INTEGER, mean DOUBLE, {quantiles}", appender =>
        {
            int[] all = [.. Enumerable.Range(0, nodes.Count)];
            appender.Set(0, Expand(all, part.Horizon, (i, _) => (string?)nodes[i].Key));
            appender.Set(1, Expand(all, part.Horizon, (i, _) => (string?)nodes[i].Level));
            appender.Set(2, Expand(all, part.Horizon, (i, _) => (string?)nodes[i].Node));
            appender.Set(3, Expand(all, part.Horizon, (i, _) => (string?)nodes[i].Method));
            appender.Set(4, Expand(all, part.Horizon, (i, _) => (string?)nodes[i].Reason));
            appender.Set<int>(5, Expand(all, part.Horizon, (_, h) => h + 1));
            appender.Set<double>(6, Expand(all, part.Horizon, (i, h) => nodes[i].Mean[h]));
            for (var q = 0; q < ForecastQuantiles.Count; q++)
            {
                var quantile = q;
                appender.Set<double>(7 + q, Expand(all, part.Horizon, (i, h) => nodes[i].Quantiles[(h * ForecastQuantiles.Count) + quantile]));
            }
        });
    }

    private static TableHandle WriteForecasts(StepContext context, PanelForecast forecast, ForecastPlan? plan)
    {
        var quantiles = string.Join(", ", ForecastQuantiles.Columns.Select(q => $"{q} DOUBLE"));
        return Save(context, "forecasts", $"entity_index INTEGER, step INTEGER, mean DOUBLE, {quantiles}{(plan is null ? "" : ", planned DOUBLE, change VARCHAR, change_ends DATE")}", appender =>
        {
            int[] series = [.. Enumerable.Range(0, forecast.Count).Where(i => forecast.Method[i] >= 0)];
            appender.Set<int>(0, Expand(series, forecast.Horizon, (i, _) => i));
            appender.Set<int>(1, Expand(series, forecast.Horizon, (_, h) => h + 1));
            appender.Set<double>(2, Expand(series, forecast.Horizon, (i, h) => forecast.Mean[(i * forecast.Horizon) + h]));
            var levels = forecast.Levels.Values.ToArray();
            for (var q = 0; q < ForecastQuantiles.Count; q++)
            {
                var quantile = Array.IndexOf(levels, ForecastQuantiles.Levels[q]);
                appender.Set<double>(3 + q, Expand(series, forecast.Horizon, (i, h) => forecast.QuantilesOf(i, h)[quantile]));
            }

            if (plan is not null)
            {
                SetPlan(appender, 3 + ForecastQuantiles.Count, plan, Expand(series, forecast.Horizon, (i, h) => (i * forecast.Horizon) + h));
            }
        });
    }

    private static void SetPlan(IColumnAppender appender, int column, ForecastPlan plan, int[] places)
    {
        var known = new ulong[(places.Length + 63) / 64];
        for (var row = 0; row < places.Length; row++)
        {
            known[row >> 6] |= plan.Changes[places[row]] is null ? 0 : 1UL << row;
        }

        appender.Set<double>(column, Array.ConvertAll(places, p => plan.Planned[p]));
        appender.Set(column + 1, Array.ConvertAll(places, p => plan.Changes[p]?.Reasons));
        appender.Set<int>(column + 2, Array.ConvertAll(places, p => plan.Changes[p]?.Ends ?? 0), known);
    }

    private static TableHandle WriteChoices(StepContext context, PartForecast part, SupplyTerms terms, ForecastPlan? plan)
    {
        var forecast = part.Whole!;
        return Save(
            context,
            "choices",
            "entity_index INTEGER, method VARCHAR, reason VARCHAR, family VARCHAR, basis VARCHAR, parameters VARCHAR, origins INTEGER, error_sd DOUBLE, lead_time DOUBLE, lead_time_sd DOUBLE, review_period DOUBLE, demand_mean DOUBLE, demand_sd DOUBLE, demand_quantile DOUBLE, planned_change DOUBLE",
            appender =>
            {
                appender.Set<int>(0, [.. Enumerable.Range(0, forecast.Count)]);
                appender.Set(1, [.. Enumerable.Range(0, forecast.Count).Select(i => part.Choice(i).Method ?? "none")]);
                appender.Set(2, [.. Enumerable.Range(0, forecast.Count).Select(i => part.Choice(i).Reason)]);
                appender.Set(3, Array.ConvertAll(forecast.Family, f => (string?)f.ToString()));
                appender.Set(4, Array.ConvertAll(forecast.Basis, b => (string?)b.Code()));
                appender.Set(5, [.. Enumerable.Range(0, forecast.Count).Select(i => (string?)Parameters(forecast, i))]);
                appender.Set<int>(6, forecast.Origins);
                appender.Set<double>(7, forecast.OneStepSd);
                appender.Set<double>(8, terms.LeadTime);
                appender.Set<double>(9, terms.LeadTimeDeviation);
                appender.Set<double>(10, [.. terms.PolicyOf.Select(p => terms.Policies[p].ReviewPeriod)]);
                appender.Set<double>(11, forecast.LeadTimeMean);
                appender.Set<double>(12, forecast.LeadTimeSd);
                appender.Set<double>(13, [.. Enumerable.Range(0, forecast.Count).Select(i => terms.ServiceQuantile(forecast, i))]);
                appender.Set<double>(14, plan?.Added ?? new double[forecast.Count]);
            });
    }

    private static TableHandle WriteAccuracy(StepContext context, PartForecast part, Action? carry)
    {
        var forecast = part.Whole!;
        return Save(context, "accuracy", "entity_index INTEGER, method VARCHAR, state VARCHAR, rmsse DOUBLE, mae DOUBLE, bias DOUBLE, loss DOUBLE, tested_in BIGINT", appender =>
        {
            var width = forecast.Methods.Count;
            int[] tested = [.. Enumerable.Range(0, forecast.Count * width).Where(i => forecast.Method[i / width] >= 0 && !part.Overwritten.ContainsKey(i / width) && (!double.IsNaN(forecast.Mae[i]) || forecast.Origins[i / width] > 0))];
            string?[] names = [.. forecast.Methods.Select(m => m.Name)];
            appender.Set<int>(0, Array.ConvertAll(tested, i => i / width));
            appender.Set(1, Array.ConvertAll(tested, i => names[i % width]));
            appender.Set(2, Array.ConvertAll(tested, i => (string?)forecast.State[i].Code()));
            appender.Set<double>(3, Array.ConvertAll(tested, i => forecast.Rmsse[i]));
            appender.Set<double>(4, Array.ConvertAll(tested, i => forecast.Mae[i]));
            appender.Set<double>(5, Array.ConvertAll(tested, i => forecast.Bias[i]));
            appender.Set<double>(6, Array.ConvertAll(tested, i => forecast.Loss[i]));
            appender.Set<long>(7, new long[tested.Length], new ulong[(tested.Length + 63) / 64]);
        }, carry);
    }

    /// <summary>The parameters of the chosen method by name: <c>alpha 0.12, start 3.4</c>; empty without any.</summary>
    private static string Parameters(PanelForecast forecast, int series)
        => forecast.Method[series] < 0
            ? string.Empty
            : string.Join(", ", forecast.Methods[forecast.Method[series]].ParameterNames
                .Select((name, p) => (name, p, Value: forecast.Parameters[(series * forecast.ParameterCount) + p]))
                .Where(p => !double.IsNaN(p.Value))
                .Select(p => $"{p.name} {forecast.Methods[forecast.Method[series]].ShowParameter(p.p, p.Value, "G4")}"));

    private static TableHandle Save(StepContext context, string name, string columns, Action<IColumnAppender> fill, Action? add = null)
    {
        var file = $"{name}.parquet";
        context.Engine.Execute($"CREATE OR REPLACE TABLE {name} ({columns})", null, context.Cancellation);
        using (var appender = context.Engine.Append(name))
        {
            fill(appender);
            appender.WriteBatch();
            appender.Complete();
        }

        add?.Invoke();
        var rows = context.Engine.Execute($"COPY {name} TO {Sql.Literal(Path.Combine(context.OutputFolder, file))} (FORMAT parquet, COMPRESSION zstd)", null, context.Cancellation);
        context.Engine.Execute($"DROP TABLE {name}");
        return context.Table(name, file, rows);
    }

    private static T[] Expand<T>(int[] series, int horizon, Func<int, int, T> value)
    {
        var values = new T[series.Length * horizon];
        for (var s = 0; s < series.Length; s++)
        {
            for (var h = 0; h < horizon; h++)
            {
                values[(s * horizon) + h] = value(series[s], h);
            }
        }

        return values;
    }
}
