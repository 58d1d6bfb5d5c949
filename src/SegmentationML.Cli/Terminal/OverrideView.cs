using SegmentationML.Core.Governance.Overrides;

namespace SegmentationML.Cli.Terminal;

/// <summary>Overrides for people, of a workspace or of a service.</summary>
internal static class OverrideView
{
    public static void List(SegmlConsole console, IEnumerable<OverrideRecord> records) => console.Table(
        [">number", "pipeline", "state", "whom", "segment", "from", "to", "reason", "asked by", "decided by"],
        records.Select(r => (IReadOnlyList<string>)[$"{r.Number}", r.Request.Pipeline, r.State.ToString().ToLowerInvariant(), Whom(r.Request), r.Request.Segment, $"{r.Request.From:yyyy-MM-dd}", $"{r.Request.To:yyyy-MM-dd}", r.Request.Reason, r.RequestedBy, r.DecidedBy ?? ""]));

    /// <summary>Says how an override stands after it was changed.</summary>
    public static void Tell(SegmlConsole console, OverrideRecord record) => console.Out.WriteLine(record.State switch
    {
        OverrideState.Requested => $"Override {record.Number} is asked for: it moves nobody before somebody approves it (segml override approve {record.Number}).",
        OverrideState.Refused => $"Override {record.Number} is refused.",
        _ => $"Override {record.Number} sends {Whom(record.Request)} to {record.Request.Segment} from {record.Request.From:yyyy-MM-dd} to {record.Request.To:yyyy-MM-dd}; the next run takes it up.",
    });

    private static string Whom(OverrideRequest request)
        => request.Keys.Count > 0
            ? string.Join(", ", request.Keys.Take(3)) + (request.Keys.Count > 3 ? $" and {request.Keys.Count - 3:N0} more" : "")
            : string.Join(", ", request.When.SelectMany(w => w.Value.Select(v => $"{w.Key}: {v}")));
}
