using SegmentationML.Core.Governance.Audit;
using SegmentationML.Core.Governance.People;

namespace SegmentationML.Core.Governance.Cases;

/// <summary>A case: one matter that goes through the states of its workflow until it is decided. Every change gives a new record, or is refused.</summary>
/// <remarks>A case keeps the workflow with which it was opened: a later change of the file concerns later cases.</remarks>
/// <param name="Number">1 and up, never reused.</param>
/// <param name="Pipeline">The pipeline that it is about.</param>
/// <param name="Workflow">The kind.</param>
/// <param name="State">The state.</param>
/// <param name="Since">When the state was entered, UTC.</param>
/// <param name="Fields">What is known, by field.</param>
/// <param name="Evidence">Attached files.</param>
/// <param name="Steps">What was done, in order.</param>
public sealed record CaseRecord(
    long Number, string Pipeline, WorkflowDefinition Workflow, string State, DateTimeOffset Since, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<CaseEvidence> Evidence, IReadOnlyList<CaseStep> Steps)
{
    private const int MostEvidence = 100;

    /// <summary>The subject under which the audit chain records it.</summary>
    public string Id => $"case-{Number}";

    /// <summary>Whether it is decided.</summary>
    public bool IsClosed => Workflow.States[State].Final;

    /// <summary>When the state must have been left, UTC; null for no deadline.</summary>
    public DateTimeOffset? Due => Workflow.States[State].Deadline is { } deadline ? Since.AddDays(deadline.Days) : null;

    /// <summary>The decision that closed it; empty while it is open.</summary>
    public string Decision => IsClosed ? Steps[^1].Decision : "";

    /// <summary>Opens a case.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="workflow">The kind; validated.</param>
    /// <param name="fields">What is known.</param>
    /// <param name="by">Who opens it.</param>
    /// <param name="now">When.</param>
    /// <param name="people">Who may do what.</param>
    public static CaseRecord Begin(long number, string pipeline, WorkflowDefinition workflow, IReadOnlyDictionary<string, string> fields, string by, DateTimeOffset now, PeopleDirectory people)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ArgumentNullException.ThrowIfNull(fields);
        var missing = workflow.Fields.Where(f => f.Value.Required && fields.GetValueOrDefault(f.Key, "").Length == 0).Select(f => f.Key);
        ProblemException.ThrowIfAny(Check(workflow, fields).Concat(missing.Select(f => new Problem("SEG-CASE-003", $"The workflow {workflow.Name} needs the field '{f}'.", $"Give it with --set {f}=…"))));
        var authority = Authority(people, by, workflow.Open, now, $"open a {workflow.Name}");
        return new CaseRecord(number, pipeline, workflow, workflow.Start, now, fields, [], [new CaseStep(now, by, authority, "open", workflow.Start, "", "")]);
    }

    /// <summary>The case as it stands at a time: actions that deadlines take by themselves are taken, each at the time at which it was due.</summary>
    /// <param name="now">The time.</param>
    public CaseRecord At(DateTimeOffset now)
    {
        var record = this;
        while (record.Due is { } due && due <= now && record.Workflow.States[record.State].Deadline!.Then is { Length: > 0 } verb)
        {
            record = record.Move(verb, record.Workflow.States[record.State].Actions[verb], AuditEvent.Program, "deadline", "", due);
        }

        return record;
    }

    /// <summary>Takes an action.</summary>
    /// <param name="verb">Its name.</param>
    /// <param name="fields">Fields that are filled or changed with it.</param>
    /// <param name="by">Who acts.</param>
    /// <param name="note">What is said with it; required where it closes the case.</param>
    /// <param name="now">When.</param>
    /// <param name="people">Who may do what.</param>
    public CaseRecord Act(string verb, IReadOnlyDictionary<string, string> fields, string by, string note, DateTimeOffset now, PeopleDirectory people)
    {
        ArgumentNullException.ThrowIfNull(fields);
        RequireOpen();
        if (!Workflow.States[State].Actions.TryGetValue(verb, out var action))
        {
            throw new ProblemException(new Problem("SEG-CASE-005", $"Case {Number} is {State}: '{GovernedText.Shown(verb)}' cannot be done now.", $"What can be done: {string.Join(", ", Workflow.States[State].Actions.Keys)}."));
        }

        ProblemException.ThrowIfAny(Check(Workflow, fields).Concat(GovernedText.Text("The note", note)));
        var filled = this with { Fields = Fields.Concat(fields).GroupBy(f => f.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal) };
        ProblemException.ThrowIfAny(filled.Wanting(verb, action, by, note));
        return filled.Move(verb, action, by, Authority(people, by, action.Roles, now, verb), note, now);
    }

    /// <summary>Attaches a file's digest.</summary>
    /// <param name="evidence">The file.</param>
    /// <param name="by">Who attaches it.</param>
    /// <param name="now">When.</param>
    /// <param name="people">Who may do what.</param>
    public CaseRecord Attach(CaseEvidence evidence, string by, DateTimeOffset now, PeopleDirectory people)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        RequireOpen();
        ProblemException.ThrowIfAny(GovernedText.Line("The name of a file", evidence.Name, required: true));
        if (Evidence.Count >= MostEvidence || Evidence.Any(e => e.Sha256 == evidence.Sha256))
        {
            throw new ProblemException(new Problem("SEG-CASE-008", $"Case {Number} has this file already, or {MostEvidence} files.", "Attach another one, or an archive of several."));
        }

        var authority = Authority(people, by, [], now, "attach a file");
        return this with { Evidence = [.. Evidence, evidence], Steps = [.. Steps, new CaseStep(now, by, authority, "attach", State, "", evidence.Name)] };
    }

    private static IEnumerable<Problem> Check(WorkflowDefinition workflow, IReadOnlyDictionary<string, string> fields)
        => fields.Keys.Where(f => !workflow.Fields.ContainsKey(f))
            .Select(f => new Problem("SEG-CASE-002", $"The workflow {workflow.Name} has no field '{GovernedText.Shown(f)}'.", $"Its fields are {string.Join(", ", workflow.Fields.Keys)}."))
            .Concat(fields.SelectMany(f => GovernedText.Text($"The field {f.Key}", f.Value)));

    private static string Authority(PeopleDirectory people, string by, IReadOnlyList<string> roles, DateTimeOffset now, string what)
    {
        ArgumentNullException.ThrowIfNull(people);
        ProblemException.ThrowIfAny(GovernedText.Name("Who acts", by));
        return people.Authority(by, roles, DateOnly.FromDateTime(now.UtcDateTime)) ?? throw new ProblemException(new Problem(
            "SEG-CASE-006", $"'{by}' may not {what}{(roles.Count > 0 ? $": that takes {string.Join(" or ", roles)}" : ": people.yaml does not list this name")}.", "Ask somebody who has the role; roles and deputies stand in people.yaml."));
    }

    private IEnumerable<Problem> Wanting(string verb, WorkflowAction action, string by, string note)
    {
        foreach (var field in action.Requires.Where(f => Fields.GetValueOrDefault(f, "").Length == 0))
        {
            yield return new Problem("SEG-CASE-003", $"'{verb}' of case {Number} needs the field '{field}'.", $"Give it with --set {field}=…");
        }

        if (Evidence.Count < action.Evidence)
        {
            yield return new Problem("SEG-CASE-007", $"'{verb}' of case {Number} needs {action.Evidence} attached files; there are {Evidence.Count}.", $"Attach them with `segml case attach {Number} FILE`.");
        }

        if (action.FourEyes && by == Steps[0].By)
        {
            yield return new Problem("SEG-CASE-009", $"'{by}' opened case {Number}, and '{verb}' takes another person.", "Let somebody else decide.");
        }

        if (Workflow.States[action.To].Final && note.Length == 0)
        {
            yield return new Problem("SEG-CASE-010", $"'{verb}' closes case {Number} without a word.", "Say why with --note.");
        }
    }

    private void RequireOpen()
    {
        if (IsClosed)
        {
            throw new ProblemException(new Problem("SEG-CASE-004", $"Case {Number} is closed ({Decision}).", "Open another one, and name this one in it."));
        }
    }

    private CaseRecord Move(string verb, WorkflowAction action, string by, string authority, string note, DateTimeOffset now)
        => this with { State = action.To, Since = now, Steps = [.. Steps, new CaseStep(now, by, authority, verb, action.To, action.Decision, note)] };
}
