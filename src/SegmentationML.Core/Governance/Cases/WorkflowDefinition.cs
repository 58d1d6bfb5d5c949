using System.Text.RegularExpressions;

namespace SegmentationML.Core.Governance.Cases;

/// <summary>A kind of case: its fields, states, deadlines and who may do what. It is data (<c>models/NAME/workflows/KIND.yaml</c>); another kind is another file.</summary>
public sealed partial record WorkflowDefinition
{
    private static readonly string[] OverrideFields = ["entity", "segment", "reason", "from", "to"];

    /// <summary>The kind's name; equals the file's.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for those who choose a kind.</summary>
    public string Description { get; init; } = "";

    /// <summary>The facts that a case holds, by name.</summary>
    public IReadOnlyDictionary<string, WorkflowField> Fields { get; init; } = new Dictionary<string, WorkflowField>();

    /// <summary>The state in which a case begins.</summary>
    public required string Start { get; init; }

    /// <summary>Roles that may open a case; empty for anyone who is known.</summary>
    public IReadOnlyList<string> Open { get; init; } = [];

    /// <summary>The states by name.</summary>
    public required IReadOnlyDictionary<string, WorkflowState> States { get; init; }

    /// <summary>Lists everything that is wrong.</summary>
    /// <param name="roles">The roles that somebody has; null where nobody's rights are checked.</param>
    public IReadOnlyList<Problem> Validate(IReadOnlyCollection<string>? roles)
    {
        var problems = new List<Problem>();
        foreach (var name in States.Keys.Concat(Fields.Keys).Concat(States.Values.SelectMany(s => s.Actions.Keys)).Append(Name).Where(n => !NameRule().IsMatch(n)).Distinct(StringComparer.Ordinal))
        {
            Find($"'{GovernedText.Shown(name)}' is no name", "Use 1 to 40 lower-case letters, digits, hyphens and underscores, beginning with a letter");
        }

        if (!States.ContainsKey(Start))
        {
            Find($"start is '{GovernedText.Shown(Start)}', which is no state", "Name one of the states");
            return problems;
        }

        CheckRoles("open", Open, roles, Find);
        foreach (var (name, state) in States)
        {
            Check(name, state, roles, Find);
        }

        if (problems.Count == 0)
        {
            CheckReach(Find);
        }

        return problems;

        void Find(string what, string fix) => problems.Add(new Problem("SEG-CASE-001", $"Workflow '{GovernedText.Shown(Name)}': {what}.", $"{fix}."));
    }

    private void Check(string name, WorkflowState state, IReadOnlyCollection<string>? roles, Action<string, string> find)
    {
        if (state.Final && (state.Actions.Count > 0 || state.Deadline is not null))
        {
            find($"the final state '{name}' has actions or a deadline", "A closed case stays closed: remove them, or the final");
        }

        if (state.Deadline is { } deadline && (deadline.Days is < 1 or > 3650 || (deadline.Then.Length > 0 && !state.Actions.ContainsKey(deadline.Then))))
        {
            find($"the deadline of '{name}' is {deadline.Days} days{(deadline.Then.Length > 0 ? $", then '{GovernedText.Shown(deadline.Then)}'" : "")}", "Give 1 to 3,650 days and an action of the state");
        }

        foreach (var (verb, action) in state.Actions)
        {
            Check($"{name}.{verb}", action, roles, find);
        }
    }

    private void Check(string at, WorkflowAction action, IReadOnlyCollection<string>? roles, Action<string, string> find)
    {
        if (!States.TryGetValue(action.To, out var target))
        {
            find($"{at} leads to '{GovernedText.Shown(action.To)}', which is no state", "Name one of the states");
        }
        else if (target.Final && action.Decision.Length == 0)
        {
            find($"{at} closes a case without a decision", "Set decision: to what is decided, such as accepted or withdrawn");
        }

        foreach (var field in action.Requires.Where(f => !Fields.ContainsKey(f)))
        {
            find($"{at} requires the field '{GovernedText.Shown(field)}', which is not declared", "Declare it under fields");
        }

        CheckRoles(at, action.Roles, roles, find);

        if (action.Effect == CaseEffect.AddOverride && OverrideFields.Any(f => !Fields.TryGetValue(f, out var field) || !field.Required))
        {
            find($"{at} makes an override", $"Declare {string.Join(", ", OverrideFields)} under fields, each with required: true");
        }

        if (action.Evidence is < 0 or > 100 || GovernedText.Line("x", action.Decision).Any())
        {
            find($"{at} wants {action.Evidence} files, or its decision is no plain line", "Give 0 to 100 files, and a word as decision");
        }
    }

    private static void CheckRoles(string at, IReadOnlyList<string> named, IReadOnlyCollection<string>? roles, Action<string, string> find)
    {
        foreach (var role in roles is null ? [] : named.Where(r => !roles.Contains(r)).Distinct(StringComparer.Ordinal))
        {
            find($"{at} takes the role '{GovernedText.Shown(role)}', which nobody has", "Name a role of people.yaml, or give it to somebody");
        }
    }

    private void CheckReach(Action<string, string> find)
    {
        var reached = Closure([Start], s => States[s].Actions.Values.Select(a => a.To));
        foreach (var state in States.Keys.Where(s => !reached.Contains(s)))
        {
            find($"no way leads to the state '{state}'", "Add an action that leads there, or remove it");
        }

        var ending = Closure(States.Where(s => s.Value.Final).Select(s => s.Key), s => States.Where(o => o.Value.Actions.Values.Any(a => a.To == s)).Select(o => o.Key));
        foreach (var state in States.Keys.Where(s => !ending.Contains(s)))
        {
            find($"from the state '{state}' no way leads to a final one", "Mark a state as final: true, and add an action towards it");
        }

        foreach (var state in States.Keys.Where(LoopsByTime))
        {
            find($"from the state '{state}' time alone goes round in a circle", "Let one of the deadlines end without an action");
        }
    }

    private bool LoopsByTime(string start)
    {
        var (state, seen) = (start, new HashSet<string>(StringComparer.Ordinal));
        while (seen.Add(state))
        {
            if (States[state].Deadline is not { Then.Length: > 0 } deadline)
            {
                return false;
            }

            state = States[state].Actions[deadline.Then].To;
        }

        return true;
    }

    private static HashSet<string> Closure(IEnumerable<string> from, Func<string, IEnumerable<string>> next)
    {
        var (found, left) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>(from));
        while (left.TryDequeue(out var state))
        {
            if (found.Add(state))
            {
                foreach (var following in next(state))
                {
                    left.Enqueue(following);
                }
            }
        }

        return found;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,39}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameRule();
}
