using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.NewItems;
using SegmentationML.Core.Hierarchy;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Forecast.Files;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>Chooses a method for each series by rolling-origin back-test and forecasts it: mean, quantiles, and the demand over lead time and review period.</summary>
public static class ForecastStep
{
    /// <summary>Runs the step.</summary>
    /// <param name="context">What the step may touch.</param>
    /// <param name="input">What it reads.</param>
    public static ForecastResult Run(StepContext context, ForecastInput input)
    {
        foreach (var name in new[] { "products", "customers", "receipts", "promotions", "calendar" }.Where(input.Tables.ContainsKey))
        {
            context.Open(input.Tables[name]);
        }

        context.Progress.Report(new StepProgress(0, "demand series"));
        var (column, season) = (new EntityColumn(context, input), input.Features.Calendar.Season);
        var panel = DemandTable.Read(context, input.Features.Demand, (int)input.Features.Features.Rows, input.Features.Calendar);
        var names = Names(context, input, panel.Count);
        var terms = SupplyTerms.Read(context, input);
        var leadTimes = terms.ProtectionInterval();
        var notes = new List<string>();
        var factors = Factors(context, input, column, panel, leadTimes, notes);
        panel = factors?.Panel ?? panel;
        var (use, age) = Carried(input);
        var options = Options(input, terms, panel) with
        {
            KeepsFitted = input.History is not null,
            Parent = use is { } how ? FittedTable.Read(context, input.History!.Base!.Folder, panel, names, input.Features.Calendar, how) : null,
        };
        var sums = Sums(context, input, column, panel, names, options);
        var part = new PartForecast(panel, options.Horizon, PanelForecaster.Run(panel, options, new Share(context.Progress, sums is null ? 0.85 : 0.4), context.Cancellation));
        Launches(input, context, column, panel)?.Overwrite(0, part, leadTimes);
        sums?.Apply(part, leadTimes, new Later(context.Progress));
        factors?.PutBack(0, part, season, leadTimes);
        var plan = ForecastPlan.Make(context, input, names, part, leadTimes);
        context.Progress.Report(new StepProgress(0.9, "forecast tables"));
        if (use is { } parent)
        {
            var version = input.History!.Base!.Commit.Version;
            notes.Add(parent == ParentUse.Keep
                ? $"{part.Whole!.Reason.Count(static r => r == ForecastReason.Kept):N0} of {panel.Count:N0} series keep method and parameters of version {version}; their states were carried on, the others were chosen anew."
                : $"All methods were chosen anew; searches began at what version {version} had fitted.");
        }

        var result = ForecastTables.Write(context, part, terms, plan, input.Features.Features, use == ParentUse.Keep ? input.History!.Base : null);
        return result with
        {
            Notes = [.. notes, .. sums?.Notes ?? [], .. plan?.Notes ?? []],
            Hierarchy = sums?.Report,
            Sums = sums is null ? null : ForecastTables.WriteSums(context, sums, part),
            LevelColumns = input.Options.Hierarchy?.Request.Columns ?? [],
            IsPlain = factors is null && sums is null,
            Files = WriteFitted(context, input, part, names, age, result.Accuracy),
        };
    }

    /// <summary>What is made of the version before, and the age that the methods then have.</summary>
    private static (ParentUse? Use, int Age) Carried(ForecastInput input)
    {
        if (input.History is not { Record: { } record })
        {
            return (null, 0);
        }

        var isKept = input.Options.Parent == ParentRule.Keep && (input.Options.RefitEvery == 0 || record.Age + 1 < input.Options.RefitEvery);
        return isKept ? (ParentUse.Keep, record.Age + 1) : (ParentUse.WarmStart, 0);
    }

    /// <summary>The files that the next version goes on from; none where every run fits from nothing.</summary>
    private static Dictionary<string, string> WriteFitted(StepContext context, ForecastInput input, PartForecast part, string[] names, int age, TableHandle accuracy)
    {
        if (input.History is not { } history)
        {
            return [];
        }

        FittedTable.Write(context, part, names, input.Features.Calendar);
        BackTestTable.Write(context, input.Features.Features, accuracy);
        new ForecastRecord(1, history.Inputs, history.Base?.Commit.Version, age).Write(context.OutputFolder);
        return new[] { FittedTable.FileName, BackTestTable.FileName, ForecastRecord.FileName }.ToDictionary(static name => name, context.NameOf, StringComparer.Ordinal);
    }

    /// <summary>The keys, in entity order.</summary>
    private static string[] Names(StepContext context, ForecastInput input, int count)
    {
        var names = new string[count];
        context.Engine.Read($"SELECT entity_index, key FROM ({context.Select(input.Features.Features)})", batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                names[batch.Values<int>(0)[i]] = batch.Text(1, i)!;
            }
        }, null, context.Cancellation);
        return names;
    }

    /// <summary>Events and a borrowed season; null when there are none.</summary>
    private static FactorPanel? Factors(StepContext context, ForecastInput input, EntityColumn column, DemandPanel panel, double[] leadTimes, List<string> notes)
    {
        var season = input.Features.Calendar.Season;
        var ahead = Math.Max(input.Options.Horizon, (int)Math.Ceiling(Math.Min(leadTimes.DefaultIfEmpty(1).Max(), PanelForecastOptions.LongestLeadTime)));
        var events = EventPanels.Read(context, input, ahead);
        var groups = input.Options.Profile is { } profile && season > 1 ? HierarchyLevel.Of(profile, column.Read("forecast.profile", profile)) : null;
        notes.AddRange(events.Notes);
        if (events.Kinds.Count == 0 && groups is null)
        {
            return null;
        }

        var factors = FactorPanel.Of(new FactorSource(panel, events.Over(panel, ahead), events.Kinds, groups), 0, season);
        notes.AddRange(factors.Notes);
        return factors;
    }

    /// <summary>The curves of new items; null when none are asked for.</summary>
    private static LaunchPart? Launches(ForecastInput input, StepContext context, EntityColumn column, DemandPanel panel)
    {
        if (input.Options.NewItems is not { } asked)
        {
            return null;
        }

        var launched = new int?[panel.Count];
        if (column.Has("products", "launched"))
        {
            var calendar = input.Features.Calendar;
            context.Engine.Read($"SELECT f.entity_index, CAST(date_diff('{calendar.Bucket.ToString().ToLowerInvariant()}', DATE '{calendar.First:yyyy-MM-dd}', p.launched) AS INTEGER) FROM ({context.Select(input.Features.Features)}) f JOIN products p USING (product_id) WHERE p.launched IS NOT NULL", batch =>
            {
                for (var i = 0; i < batch.Rows; i++)
                {
                    launched[batch.Values<int>(0)[i]] = batch.Values<int>(1)[i];
                }
            }, null, context.Cancellation);
        }

        return LaunchPart.Of(panel, [.. asked.Like.Select(name => column.Read("forecast.new_items.like", name))], new LaunchOptions { Ages = asked.Age }, launched);
    }

    /// <summary>The hierarchy; null when none is asked for.</summary>
    private static HierarchyPart? Sums(StepContext context, ForecastInput input, EntityColumn column, DemandPanel panel, string[] names, PanelForecastOptions options)
    {
        if (input.Options.Hierarchy is not { } asked)
        {
            return null;
        }

        var series = new SeriesPanel
        {
            Names = names,
            Panel = panel,
            Refusals = new string?[names.Length],
            Grid = new TimeGrid(Frequency.None, IsDate: false),
            Anchors = new int[names.Length],
            Counts = new SeriesFileCounts(0, 0, 0, 0, 0, 0),
        };
        return HierarchyPart.Of(asked, column, series, options, sums => Choice(input, Plain(input), sums), context.Cancellation);
    }

    private static PanelForecastOptions Options(ForecastInput input, SupplyTerms terms, DemandPanel panel)
    {
        var asked = Plain(input) with
        {
            GroupOfSeries = input.Options.Choose == ChoiceScope.Segment ? terms.PolicyOf : [],
            LeadTimes = terms.ProtectionInterval(),
            Levels = terms.Levels(),
        };
        return Restricted(Choice(input, asked, panel), terms);
    }

    /// <summary>What the pipeline asks for, the same for every series.</summary>
    private static PanelForecastOptions Plain(ForecastInput input) => new()
    {
        Horizon = input.Options.Horizon,
        Season = input.Features.Calendar.Season,
        Origins = input.Options.Origins,
        Refit = input.Options.Refit,
        Criterion = input.Options.Criterion,
        CriticalRatio = input.Options.CriticalRatio,
        Distribution = input.Options.Basis,
    };

    /// <summary>The methods to choose among.</summary>
    private static PanelForecastOptions Choice(ForecastInput input, PanelForecastOptions asked, DemandPanel panel)
        => input.Options.Methods.Count == 0 ? AutomaticMethods.For(asked, panel, input.Options.Effort) : asked with { Methods = ForecasterCatalog.Named(input.Options.Methods) };

    /// <summary>What the segments' policies allow. A method that a policy names and the pipeline does not is there for that segment alone.</summary>
    private static PanelForecastOptions Restricted(PanelForecastOptions options, SupplyTerms terms)
    {
        string[] names = [.. options.Methods.Select(static m => m.Name)];
        string[] extra = [.. terms.Policies.SelectMany(static p => p.Forecasters).Distinct(StringComparer.Ordinal).Except(names)];
        IReadOnlyList<string>[] restricted = [.. terms.Policies.Select(p => Allowed(p, names))];
        int[] lists = [.. Enumerable.Range(0, restricted.Length).Where(i => restricted[i].Count < names.Length || restricted[i].Except(names).Any())];
        return options with
        {
            Methods = extra.Length == 0 ? options.Methods : ForecasterCatalog.Named(names.Concat(extra)),
            SmoothOnly = [.. options.SmoothOnly, .. extra],
            IntermittentOnly = [.. options.IntermittentOnly, .. extra],
            MethodLists = [.. lists.Select(i => restricted[i])],
            MethodListOfSeries = [.. terms.PolicyOf.Select(p => Array.IndexOf(lists, p))],
        };
    }

    /// <summary>The names that a segment's policy allows: those it lists, or the pipeline's, less those it forbids.</summary>
    private static IReadOnlyList<string> Allowed(Definition.SegmentPolicy policy, string[] names)
        => [.. (policy.Forecasters.Count == 0 ? names : policy.Forecasters).Except(policy.ForbiddenForecasters)];

    private sealed class Share(IProgress<StepProgress> progress, double width) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new StepProgress(0.05 + (width * value), "back-tests and forecasts"));
    }

    private sealed class Later(IProgress<StepProgress> progress) : IProgress<StepProgress>
    {
        public void Report(StepProgress value) => progress.Report(new StepProgress(0.45 + (0.45 * value.Fraction), $"hierarchy, {value.Detail}"));
    }
}
