using SegmentationML.Core.Governance.People;

namespace SegmentationML.Core.Governance.Overrides;

/// <summary>An override with how it stands and who decided; every change gives a new record, or is refused.</summary>
/// <param name="Number">1 and up, never reused.</param>
/// <param name="Request">What it asks for.</param>
/// <param name="State">How it stands.</param>
/// <param name="RequestedBy">Who asked.</param>
/// <param name="Requested">When, UTC.</param>
/// <param name="DecidedBy">Who approved, refused or ended it; null while nobody did.</param>
/// <param name="Decided">When, UTC.</param>
/// <param name="Authority">In which role, or as whose deputy.</param>
/// <param name="Note">What was said with the decision.</param>
public sealed record OverrideRecord(
    long Number, OverrideRequest Request, OverrideState State, string RequestedBy, DateTimeOffset Requested, string? DecidedBy = null, DateTimeOffset? Decided = null, string? Authority = null, string Note = "")
{
    /// <summary>The id under which versions publish it, such as <c>ovr-12</c>.</summary>
    public string Id => $"ovr-{Number}";

    /// <summary>A new override: approved at once when who asks may approve and the rights do not want four eyes.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="request">What it asks for.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">When.</param>
    /// <param name="people">Who may do what.</param>
    /// <param name="rights">The model's rights.</param>
    public static OverrideRecord Open(long number, OverrideRequest request, string by, DateTimeOffset now, PeopleDirectory people, OverrideRights rights)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(rights);
        ProblemException.ThrowIfAny(request.Validate().Concat(GovernedText.Name("Who asks for an override", by)));
        if (rights.LongestDays > 0 && request.To.DayNumber - request.From.DayNumber > rights.LongestDays)
        {
            throw new ProblemException(new Problem("SEG-OVR-004", $"The override would hold for {request.To.DayNumber - request.From.DayNumber} days, and the model allows {rights.LongestDays}.", "Choose an earlier end; ask again when it comes."));
        }

        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var asked = people.Authority(by, rights.Request, day);
        var approves = rights.FourEyes ? null : people.Authority(by, rights.Approve, day);
        return asked is null && approves is null ? throw NotAllowed(by, "ask for an override", rights.Request)
            : approves is not null ? new OverrideRecord(number, request, OverrideState.Approved, by, now, by, now, approves)
            : new OverrideRecord(number, request, OverrideState.Requested, by, now);
    }

    /// <summary>Approves or refuses what was asked for.</summary>
    /// <param name="approve">True to approve.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="note">What is said with it; required to refuse.</param>
    /// <param name="now">When.</param>
    /// <param name="people">Who may do what.</param>
    /// <param name="rights">The model's rights.</param>
    public OverrideRecord Decide(bool approve, string by, string note, DateTimeOffset now, PeopleDirectory people, OverrideRights rights)
    {
        var authority = Authorize(by, note, now, people, rights, approve ? "approve an override" : "refuse an override");
        if (State != OverrideState.Requested)
        {
            throw new ProblemException(new Problem("SEG-OVR-006", $"Override {Id} is {State.ToString().ToLowerInvariant()} already.", "Look at `segml override list`."));
        }

        if (rights.FourEyes && by == RequestedBy)
        {
            throw new ProblemException(new Problem("SEG-OVR-007", $"'{by}' asked for override {Id}, and the model wants four eyes.", "Let another person decide."));
        }

        if (!approve && note.Length == 0)
        {
            throw new ProblemException(new Problem("SEG-OVR-008", $"Override {Id} is refused without a word.", "Say why with --note."));
        }

        return this with { State = approve ? OverrideState.Approved : OverrideState.Refused, DecidedBy = by, Decided = now, Authority = authority, Note = note };
    }

    /// <summary>Ends it early, or moves its end.</summary>
    /// <param name="to">The first day on which it holds no longer.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="note">What is said with it.</param>
    /// <param name="now">When.</param>
    /// <param name="people">Who may do what.</param>
    /// <param name="rights">The model's rights.</param>
    public OverrideRecord End(DateOnly to, string by, string note, DateTimeOffset now, PeopleDirectory people, OverrideRights rights)
    {
        var authority = Authorize(by, note, now, people, rights, "end an override");
        if (State != OverrideState.Approved)
        {
            throw new ProblemException(new Problem("SEG-OVR-006", $"Override {Id} is {State.ToString().ToLowerInvariant()}: there is nothing to end.", "Look at `segml override list`."));
        }

        if (to > Request.To)
        {
            throw new ProblemException(new Problem("SEG-OVR-009", $"Override {Id} ends on {Request.To:yyyy-MM-dd}, before {to:yyyy-MM-dd}.", "To prolong it, ask for a new one that begins on that day."));
        }

        // An override that had not begun never holds: its end comes down to its beginning.
        return this with { Request = Request with { To = to < Request.From ? Request.From : to }, DecidedBy = by, Decided = now, Authority = authority, Note = note };
    }

    private static ProblemException NotAllowed(string by, string what, IReadOnlyList<string> roles)
        => new(new Problem("SEG-OVR-005", $"'{GovernedText.Shown(by)}' may not {what}{(roles.Count > 0 ? $": that takes {string.Join(" or ", roles)}" : ": people.yaml does not list this name")}.", "Ask somebody who has the role; roles and deputies stand in people.yaml."));

    private static string Authorize(string by, string note, DateTimeOffset now, PeopleDirectory people, OverrideRights rights, string what)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(rights);
        ProblemException.ThrowIfAny(GovernedText.Name("Who decides on an override", by).Concat(GovernedText.Text("The note on an override", note)));
        return people.Authority(by, rights.Approve, DateOnly.FromDateTime(now.UtcDateTime)) ?? throw NotAllowed(by, what, rights.Approve);
    }
}
