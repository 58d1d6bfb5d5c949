using SegmentationML.Core.Forecasting;
using SegmentationML.Pipeline.Forecast.Files;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Pipeline.Publish.Effective;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Cli.Terminal;

/// <summary>Prints why an entity is where it is.</summary>
internal static class ExplainView
{
    private static readonly Dictionary<string, string> Bases = new(StringComparer.Ordinal)
    {
        ["not-stocked"] = "the model gives its segment no service level",
        ["normal"] = "demand over the lead time taken as normal",
        ["negative-binomial"] = "demand over the lead time taken as negative binomial",
        ["poisson"] = "demand over the lead time taken as Poisson",
    };

    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        ["rule"] = "the rule", ["override"] = "the override", ["event"] = "the event", ["hysteresis"] = "hysteresis in", ["dwell"] = "the minimum dwell", ["budget"] = "the change budget",
    };

    /// <summary>Prints it as a short text and a table of drivers.</summary>
    public static void Print(SegmlConsole console, Snapshot snapshot, PublishedEntity entity)
    {
        var o = console.Out;
        var name = entity.SegmentName == entity.Segment ? "" : $" ({entity.SegmentName})";
        o.WriteLine($"{entity.Key} is in {entity.Segment}{name} since {entity.EffectiveFrom:yyyy-MM-dd} [{snapshot.Pipeline}, version {snapshot.Commit.Version}, as of {snapshot.Content.AsOf:yyyy-MM-dd}]");
        foreach (var (reason, index) in entity.Reasons.Select((r, i) => (r, i)))
        {
            o.WriteLine($"  {(index == 0 ? "because" : "    and")}  {reason}");
        }

        if (entity.Changes.Count > 0)
        {
            o.WriteLine($"  model    {entity.ModelSegment}, then {string.Join(", then ", entity.Changes.Select(Move))}{(entity.EffectiveTo is { } end ? $" (until {end:yyyy-MM-dd})" : "")}");
        }

        if (entity.QueuedSegment is { } queued)
        {
            o.WriteLine($"  queued   for {queued}: the change budget of this cycle is spent");
        }

        o.WriteLine($"  next to  {entity.NextChange}");
        o.WriteLine($"  forecast {Forecast(entity)}");
        if (BackTest(entity) is { } tested)
        {
            o.WriteLine($"  tested   {tested}");
        }

        o.WriteLine($"  policy   {Policy(entity)}");
        o.WriteLine();
        console.Table(["driver", "in words", ">value", "unit"], entity.Drivers.Select(d => (IReadOnlyList<string>)[d.Key, DriverWords.Of(d.Key), DriverWords.Number(d.Value), entity.Units.GetValueOrDefault(d.Key) ?? ""]));
    }

    /// <summary>Prints in which segments an entity was, and when; nothing for an empty history.</summary>
    public static void PrintHistory(SegmlConsole console, IReadOnlyList<HeldAssignment> stretches)
    {
        if (stretches.Count > 0)
        {
            console.Table(["segment", "from", "until", ">first said by version"], stretches.Select(s => (IReadOnlyList<string>)[s.Segment, $"{s.From:yyyy-MM-dd}", s.To is { } end ? $"{end:yyyy-MM-dd}" : "", $"{s.Version}"]));
        }
    }

    /// <summary>A move such as <c>rule:contract:CZ>BX</c> in words.</summary>
    private static string Move(string change)
    {
        var (first, last) = (change.IndexOf(':', StringComparison.Ordinal), change.LastIndexOf(':'));
        var part = Parts.GetValueOrDefault(change[..first]) ?? change[..first];
        return $"{change[(last + 1)..].Replace(">", " to ", StringComparison.Ordinal)} by {part}{(first == last ? "" : $" '{change[(first + 1)..last]}'")}";
    }

    private static string Forecast(PublishedEntity entity)
    {
        if (entity.Method is null)
        {
            return "none";
        }

        var per = entity.Units.GetValueOrDefault("mean_demand") is { } unit && unit.Split('/') is [var units, var bucket] ? $"{units} per {bucket}" : "per bucket";
        return $"{string.Join(", ", entity.Forecast.Take(6).Select(DriverWords.Number))}{(entity.Forecast.Count > 6 ? ", …" : "")} {per}, by {entity.Method}: {ChoiceWords.OfReason(entity.MethodReason ?? "")}";
    }

    /// <summary>The chosen method's error on the past, the naive and the zero forecast's beside it; null when the version does not tell.</summary>
    private static string? BackTest(PublishedEntity entity)
    {
        if (entity.BackTest.FirstOrDefault(t => t.Method == entity.Method) is not { Rmsse: { } error } chosen)
        {
            return null;
        }

        var others = entity.BackTest.Where(t => t.Method is "naive" or "zero" && t.Method != chosen.Method && t.Rmsse is not null).Select(static t => $"{t.Method} {DriverWords.Number(t.Rmsse!.Value)}");
        return $"RMSSE {DriverWords.Number(error)} on held-out periods{(others.Any() ? $" ({string.Join(", ", others)})" : "")}{(chosen.TestedIn is { } version ? $", in version {version}, which chose the method" : "")}";
    }

    private static string Policy(PublishedEntity entity)
    {
        var basis = Bases.GetValueOrDefault(entity.Basis ?? "") ?? (IsOfForecast(entity.Basis) ? $"the forecast's own distribution of the demand over the lead time, {entity.Basis}" : entity.Basis);
        return entity.ServiceLevel is not { } level
            ? $"not stocked: {basis}"
            : $"service level {level:P1}, safety stock {Units(entity.SafetyStock)}, reorder at {Units(entity.ReorderPoint)}, order {Units(entity.OrderQuantity)} ({basis})";
    }

    private static bool IsOfForecast(string? basis) => Enum.GetValues<DistributionBasis>().Any(b => b.Code() == basis);

    private static string Units(double? value) => value is { } known ? $"{DriverWords.Number(Math.Round(known, 1))} units" : "not known";
}
