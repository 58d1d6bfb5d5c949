using SegmentationML.Core.Governance.Cases;
using SegmentationML.Notebooks.Client;

namespace SegmentationML.Cli.Terminal;

/// <summary>Cases for people, of a workspace or of a service.</summary>
internal static class CaseView
{
    public static void Kinds(SegmlConsole console, IEnumerable<WorkflowDefinition> kinds) => console.Table(
        ["kind", "fields (* required)", "description"],
        kinds.Select(w => (IReadOnlyList<string>)[w.Name, string.Join(", ", w.Fields.Select(f => f.Key + (f.Value.Required ? "*" : ""))), w.Description]));

    public static void List(SegmlConsole console, IEnumerable<ServiceCase> cases, DateTimeOffset now) => console.Table(
        [">number", "pipeline", "kind", "state", "opened by", "since", "due"],
        cases.Select(c => (IReadOnlyList<string>)[$"{c.Number}", c.Pipeline, c.Kind, c.State, c.OpenedBy, $"{c.Since:yyyy-MM-dd}", c.Due is { } due ? $"{due:yyyy-MM-dd}{(due <= now ? " OVERDUE" : "")}" : ""]));

    public static void Show(SegmlConsole console, ServiceCaseDetail detail)
    {
        Tell(console, detail);
        console.Table(["field", "value"], detail.Fields.Select(f => (IReadOnlyList<string>)[f.Key, f.Value.ReplaceLineEndings(" ")]));
        console.Table(["time (UTC)", "by", "as", "action", "state", "decision", "note"], detail.Steps.Select(s => (IReadOnlyList<string>)[$"{s.Time.UtcDateTime:yyyy-MM-dd HH:mm}", s.By, s.Authority, s.Action, s.To, s.Decision, s.Note.ReplaceLineEndings(" ")]));
        console.Table(["file", ">bytes", "SHA-256"], detail.Evidence.Select(e => (IReadOnlyList<string>)[e.Name, $"{e.Bytes:N0}", e.Sha256]));
    }

    /// <summary>Says how a case stands after it was changed.</summary>
    public static void Tell(SegmlConsole console, ServiceCaseDetail detail)
    {
        var one = detail.Case;
        console.Out.WriteLine(one.Closed
            ? $"Case {one.Number} ({one.Kind} of {one.Pipeline}) is closed: {one.Decision}."
            : $"Case {one.Number} ({one.Kind} of {one.Pipeline}) is {one.State}{(one.Due is { } due ? $", due {due:yyyy-MM-dd}" : "")}. What can be done: {string.Join(", ", detail.Actions)}.");
    }
}
