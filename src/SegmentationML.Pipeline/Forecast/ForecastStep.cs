using SegmentationML.Core;
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
        var options = Options(input, terms);
        var forecast = PanelForecaster.Run(panel, options, new Share(context.Progress), context.Cancellation);
        context.Progress.Report(new StepProgress(0.9, "forecast tables"));
        return ForecastTables.Write(context, forecast, terms);
    }

    private static PanelForecastOptions Options(ForecastInput input, SupplyTerms terms)
    {
        var methods = Methods(input.Options);
        var names = methods.Select(m => m.Name).ToArray();
        var named = terms.Policies.SelectMany(p => p.Forecasters.Concat(p.ForbiddenForecasters));
        ProblemException.ThrowIfAny(named.Distinct(StringComparer.Ordinal).Where(n => !names.Contains(n, StringComparer.Ordinal)).Select(n => new Problem(
            "SEG-FCST-103", $"A policy's forecasters name '{n}'.", Definition.Yaml.ClosestMatch.Hint(n, names))));
        var restricted = terms.Policies.Select(p => Allowed(p, names)).ToArray();
        int[] lists = [.. Enumerable.Range(0, restricted.Length).Where(i => restricted[i].Count < names.Length)];
        return new PanelForecastOptions
        {
            Horizon = input.Options.Horizon,
            Season = input.Features.Calendar.Season,
            Methods = methods,
            Origins = input.Options.Origins,
            Refit = input.Options.Refit,
            Criterion = input.Options.Criterion,
            CriticalRatio = input.Options.CriticalRatio,
            GroupOfSeries = input.Options.Choose == ChoiceScope.Segment ? terms.PolicyOf : [],
            MethodLists = [.. lists.Select(i => restricted[i])],
            MethodListOfSeries = [.. terms.PolicyOf.Select(p => Array.IndexOf(lists, p))],
            LeadTimes = terms.ProtectionInterval(),
        };
    }

    /// <summary>The names that a segment's policy allows: those it lists, or all, less those it forbids.</summary>
    private static IReadOnlyList<string> Allowed(Definition.SegmentPolicy policy, string[] names)
        => [.. names.Where(n => (policy.Forecasters.Count == 0 || policy.Forecasters.Contains(n, StringComparer.Ordinal)) && !policy.ForbiddenForecasters.Contains(n, StringComparer.Ordinal))];

    private static IReadOnlyList<IForecaster> Methods(ForecastOptions options)
        => options.Methods.Count == 0 ? ForecasterCatalog.Default : ForecasterCatalog.Named(options.Methods);

    private sealed class Share(IProgress<StepProgress> progress) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new StepProgress(0.05 + (0.85 * value), "back-tests and forecasts"));
    }
}
