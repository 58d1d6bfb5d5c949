using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;

namespace SegmentationML.Cli.Terminal;

/// <summary>Prints why an entity is where it is.</summary>
internal static class ExplainView
{
    /// <summary>Prints it as a short text and a table of drivers.</summary>
    public static void Print(SegmlConsole console, Snapshot snapshot, PublishedEntity entity)
    {
        var units = snapshot.Content.Tables.Single(t => t.Name == "assignments").Columns.ToDictionary(c => c.Name, c => c.Unit is null or "1" ? "" : c.Unit, StringComparer.Ordinal);
        var o = console.Out;
        var name = entity.SegmentName == entity.Segment ? "" : $" ({entity.SegmentName})";
        o.WriteLine($"{entity.Key} is in {entity.Segment}{name} since {entity.EffectiveFrom:yyyy-MM-dd} [{snapshot.Pipeline}, version {snapshot.Commit.Version}, as of {snapshot.Content.AsOf:yyyy-MM-dd}]");
        o.WriteLine($"  because  {string.Join(", ", entity.ReasonCodes)}");
        if (entity.Changes.Count > 0)
        {
            o.WriteLine($"  model    {entity.ModelSegment}, then {string.Join(", then ", entity.Changes.Select(Move))}{(entity.EffectiveTo is { } end ? $" (until {end:yyyy-MM-dd})" : "")}");
        }

        if (entity.QueuedSegment is { } queued)
        {
            o.WriteLine($"  queued   for {queued}: the change budget of this cycle is spent");
        }

        o.WriteLine($"  next to  {NextTo(entity, units)}");
        o.WriteLine($"  forecast {Forecast(entity)}");
        o.WriteLine($"  policy   {Policy(entity)}");
        o.WriteLine();
        console.Table(["driver", ">value", "unit"], entity.Drivers.Select(d => (IReadOnlyList<string>)[d.Key, $"{d.Value:G6}", units.GetValueOrDefault(d.Key) ?? ""]));
    }

    private static string NextTo(PublishedEntity entity, IReadOnlyDictionary<string, string> units)
    {
        if (entity.SecondSegment is null)
        {
            return "no other segment: no single change of a driver moves it";
        }

        if (entity.BoundaryDriver is null)
        {
            return entity.ModelSegment == entity.SecondSegment && entity.Changes.Count > 0
                ? $"{entity.SecondSegment}, which the model gives, once {entity.DecidedBy} no longer holds it"
                : $"{entity.SecondSegment}, once its case no longer holds";
        }

        var unit = units.GetValueOrDefault(entity.BoundaryDriver) is { Length: > 0 } u ? $" {u}" : "";
        var deviations = entity.BoundaryMarginSd is { } sd ? $", {sd:G3} standard deviations away" : "";
        return $"{entity.SecondSegment}, if {entity.BoundaryDriver} reached {entity.BoundaryValue:G6}{unit} (margin {entity.BoundaryMargin:G6}{unit}{deviations})";
    }

    /// <summary>A move such as <c>rule:contract:CZ>BX</c> in words.</summary>
    private static string Move(string change)
    {
        var (first, last) = (change.IndexOf(':', StringComparison.Ordinal), change.LastIndexOf(':'));
        var by = first == last ? "" : $" '{change[(first + 1)..last]}'";
        return $"{change[(last + 1)..].Replace(">", " to ", StringComparison.Ordinal)} by {change[..first]}{by}";
    }

    private static string Forecast(PublishedEntity entity)
        => entity.Method is null
            ? "none"
            : $"{entity.Method} ({entity.MethodReason}): {string.Join(", ", entity.Forecast.Take(6).Select(f => $"{f:G4}"))}{(entity.Forecast.Count > 6 ? ", …" : "")} per bucket";

    private static string Policy(PublishedEntity entity)
        => entity.ServiceLevel is not { } level
            ? $"not stocked ({entity.Basis})"
            : $"service level {level:P1}, safety stock {entity.SafetyStock:G4}, reorder point {entity.ReorderPoint:G4}, order quantity {entity.OrderQuantity:G4} ({entity.Basis})";
}
