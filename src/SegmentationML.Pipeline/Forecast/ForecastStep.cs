using SegmentationML.Core;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;
using SegmentationML.Pipeline.Features;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>Chooses a method for each series by rolling-origin back-test and forecasts it: mean, quantiles, and the demand over lead time and review period.</summary>
public static class ForecastStep
{
    /// <summary>Runs the step.</summary>
    /// <param name="context">What the step may touch.</param>
    /// <param name="input">What it reads.</param>
    public static ForecastResult Run(StepContext context, ForecastInput input)
    {
        foreach (var name in new[] { "products", "receipts" }.Where(input.Tables.ContainsKey))
        {
            context.Open(input.Tables[name]);
        }

        context.Progress.Report(new StepProgress(0, "demand series"));
        var entities = (int)input.Features.Features.Rows;
        var panel = DemandTable.Read(context, input.Features.Demand, entities, input.Features.Calendar);
        var terms = SupplyTerms.Read(context, input);
        var season = BorrowedSeason.Read(context, input, panel);
        panel = season?.Without(panel) ?? panel;
        var options = Options(input, terms, panel);
        var forecast = PanelForecaster.Run(panel, options, new Share(context.Progress), context.Cancellation);
        season?.PutBack(forecast, panel, options.LeadTimes);
        context.Progress.Report(new StepProgress(0.9, "forecast tables"));
        return ForecastTables.Write(context, forecast, terms) with { Notes = season?.Note is { } note ? [note] : [] };
    }

    private static PanelForecastOptions Options(ForecastInput input, SupplyTerms terms, DemandPanel panel)
    {
        CheckNames(terms);
        var asked = new PanelForecastOptions
        {
            Horizon = input.Options.Horizon,
            Season = input.Features.Calendar.Season,
            Origins = input.Options.Origins,
            Refit = input.Options.Refit,
            Criterion = input.Options.Criterion,
            CriticalRatio = input.Options.CriticalRatio,
            Distribution = input.Options.Basis,
            GroupOfSeries = input.Options.Choose == ChoiceScope.Segment ? terms.PolicyOf : [],
            LeadTimes = terms.ProtectionInterval(),
            Levels = terms.Levels(),
        };
        var chosen = input.Options.Methods.Count == 0 ? AutomaticMethods.For(asked, panel, input.Options.Effort) : asked with { Methods = ForecasterCatalog.Named(input.Options.Methods) };
        return Restricted(chosen, terms);
    }

    private static void CheckNames(SupplyTerms terms)
    {
        string[] catalogue = [.. ForecasterCatalog.All.Select(static m => m.Name)];
        var named = terms.Policies.SelectMany(static p => p.Forecasters.Concat(p.ForbiddenForecasters));
        ProblemException.ThrowIfAny(named.Distinct(StringComparer.Ordinal).Where(n => !catalogue.Contains(n, StringComparer.Ordinal)).Select(n => new Problem(
            "SEG-FCST-103", $"A policy's forecasters name '{n}'.", Definition.Yaml.ClosestMatch.Hint(n, catalogue))));
    }

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

    private sealed class Share(IProgress<StepProgress> progress) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new StepProgress(0.05 + (0.85 * value), "back-tests and forecasts"));
    }
}
