using SegmentationML.Core.Governance.People;

namespace SegmentationML.Core.Governance.Promotion;

/// <summary>The way of one published version into use and out of it: a ledger of entries from which everything else follows.</summary>
/// <remarks>Immutable: each act gives the promotion after it, or throws with what refuses it and changes nothing.</remarks>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Version">The version's number.</param>
/// <param name="Base">The version in use that the evidence compares with; null when there was none.</param>
/// <param name="Evidence">What the gates measured.</param>
/// <param name="Required">Who has to decide.</param>
/// <param name="Entries">What was done, oldest first; at least one.</param>
public sealed record VersionPromotion(
    string Pipeline, long Version, long? Base, IReadOnlyList<GateEvidence> Evidence, RequiredDecision Required, IReadOnlyList<PromotionEntry> Entries)
{
    /// <summary>Published, neither proposed nor refused.</summary>
    public const string Published = "published";

    /// <summary>Brought forward by a person.</summary>
    public const string Proposed = "proposed";

    /// <summary>Approved by a person, or by rule.</summary>
    public const string Approved = "approved";

    /// <summary>Refused by a person.</summary>
    public const string Rejected = "rejected";

    /// <summary>Brought into use.</summary>
    public const string Activated = "activated";

    /// <summary>Taken out of use by another version.</summary>
    public const string Retired = "retired";

    /// <summary>Who acts when a rule does.</summary>
    public const string ByRule = "rule";

    /// <summary>How it stands.</summary>
    public PromotionState State => Entries[^1].State;

    /// <summary>Who brought it forward last; null when nobody has.</summary>
    public string? Proposer => Entries.LastOrDefault(e => e.Action == Proposed)?.Actor;

    /// <summary>Who has approved since it was brought forward last, in order.</summary>
    public IReadOnlyList<string> Approvals => [.. SinceProposed().Where(e => e.Action == Approved && e.Actor != ByRule).Select(e => e.Actor)];

    /// <summary>Whether all of the needed persons have approved, or nobody is needed.</summary>
    public bool IsDecided => Approvals.Count >= Required.Quorum;

    /// <summary>Whether it was in use at any time: such a version comes back by a rollback only, which publishes it anew.</summary>
    public bool WasLive => Entries.Any(e => e.State == PromotionState.Live);

    /// <summary>A version that was just published.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="version">Its number.</param>
    /// <param name="live">The version in use that the evidence compares with; null for none.</param>
    /// <param name="evidence">What the gates measured.</param>
    /// <param name="required">Who has to decide.</param>
    /// <param name="actor">Whose run it was.</param>
    /// <param name="time">UTC.</param>
    public static VersionPromotion Open(string pipeline, long version, long? live, IReadOnlyList<GateEvidence> evidence, RequiredDecision required, string actor, DateTimeOffset time)
        => new(pipeline, version, live, evidence, required, [new PromotionEntry(Published, PromotionState.Candidate, actor, "", time)]);

    /// <summary>Brings the version forward with fresh evidence. What a rule accepts is approved by this; approvals given on older evidence count no more.</summary>
    /// <param name="live">The version in use that the evidence compares with; null for none.</param>
    /// <param name="evidence">What the gates measured.</param>
    /// <param name="required">Who has to decide.</param>
    /// <param name="person">Who proposes.</param>
    /// <param name="people">Who there is; whoever is listed may propose.</param>
    /// <param name="reason">Why; may be empty.</param>
    /// <param name="time">UTC.</param>
    public VersionPromotion Propose(long? live, IReadOnlyList<GateEvidence> evidence, RequiredDecision required, string person, PeopleDirectory people, string reason, DateTimeOffset time)
    {
        RequireOpen();
        RequireWords(person, reason);
        var authority = RequireKnown(person, people, time);
        ProblemException.ThrowIfAny(evidence.Where(e => e.Refuses).Select(e => PromotionProblem.Gate(Pipeline, Version, e)));
        var proposed = this with { Base = live, Evidence = evidence, Required = required };
        proposed = proposed.With(Proposed, PromotionState.Review, person, reason, time, authority);
        return required.Quorum == 0 ? proposed.With(Approved, PromotionState.Approved, ByRule, "Accepted by rule.", time) : proposed;
    }

    /// <summary>Notes that a rule accepts a version that nobody has to bring forward.</summary>
    /// <param name="reason">Which rule.</param>
    /// <param name="time">UTC.</param>
    public VersionPromotion Accept(string reason, DateTimeOffset time)
    {
        Require("accepted by rule", PromotionState.Candidate);
        return With(Approved, PromotionState.Approved, ByRule, reason, time);
    }

    /// <summary>Adds a person's approval; the last that is needed makes the version approved.</summary>
    /// <param name="person">Who approves.</param>
    /// <param name="people">Who may do what.</param>
    /// <param name="reason">Why; may be empty.</param>
    /// <param name="time">UTC.</param>
    public VersionPromotion Approve(string person, PeopleDirectory people, string reason, DateTimeOffset time)
    {
        Require("approved", PromotionState.Review);
        RequireWords(person, reason);
        var authority = RequireRight(person, people, time);
        if (string.Equals(person, Proposer, StringComparison.OrdinalIgnoreCase) || authority.EndsWith($", for {Proposer}", StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(PromotionProblem.FourEyes(Pipeline, Version, person));
        }

        if (Approvals.Contains(person, StringComparer.OrdinalIgnoreCase))
        {
            throw new ProblemException(PromotionProblem.Twice(Pipeline, Version, person));
        }

        var enough = Approvals.Count + 1 >= Required.Quorum;
        return With(Approved, enough ? PromotionState.Approved : PromotionState.Review, person, reason, time, authority);
    }

    /// <summary>Refuses the version for good; it may be proposed anew.</summary>
    /// <param name="person">Who refuses; a proposer may withdraw in this way.</param>
    /// <param name="people">Who may do what.</param>
    /// <param name="reason">Why; not empty.</param>
    /// <param name="time">UTC.</param>
    public VersionPromotion Reject(string person, PeopleDirectory people, string reason, DateTimeOffset time)
    {
        Require("rejected", PromotionState.Candidate, PromotionState.Review, PromotionState.Approved);
        RequireWords(person, reason);
        var authority = string.Equals(person, Proposer, StringComparison.OrdinalIgnoreCase) ? "proposer" : RequireRight(person, people, time);
        return string.IsNullOrWhiteSpace(reason)
            ? throw new ProblemException(PromotionProblem.NoReason(Pipeline, Version))
            : With(Rejected, PromotionState.Retired, person, reason, time, authority);
    }

    /// <summary>Notes that the version came into use.</summary>
    /// <param name="actor">Whose act that was.</param>
    /// <param name="reason">How it came.</param>
    /// <param name="time">UTC.</param>
    public VersionPromotion GoLive(string actor, string reason, DateTimeOffset time)
        => State == PromotionState.Live ? this : With(Activated, PromotionState.Live, actor, reason, time);

    /// <summary>Notes that another version came into use in its place.</summary>
    /// <param name="actor">Whose act that was.</param>
    /// <param name="reason">Which version took its place.</param>
    /// <param name="time">UTC.</param>
    public VersionPromotion Retire(string actor, string reason, DateTimeOffset time)
        => State == PromotionState.Retired ? this : With(Retired, PromotionState.Retired, actor, reason, time);

    /// <summary>Throws when the version cannot be brought forward.</summary>
    public void RequireOpen()
        => Require("promoted", PromotionState.Candidate, PromotionState.Review, PromotionState.Approved, WasLive ? PromotionState.Candidate : PromotionState.Retired);

    /// <summary>Throws when a person is not one of those who may act at all.</summary>
    /// <param name="person">Who acts.</param>
    /// <param name="people">Who there is.</param>
    /// <param name="time">UTC.</param>
    /// <returns>In which role, for the record.</returns>
    public static string RequireKnown(string person, PeopleDirectory people, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(people);
        return people.Authority(person, [], DateOnly.FromDateTime(time.UtcDateTime)) ?? throw new ProblemException(PromotionProblem.Unknown(person));
    }

    /// <summary>Throws when the version in use is no longer the one that the evidence compares with.</summary>
    /// <param name="live">The version in use; null for none.</param>
    public void RequireBase(long? live)
    {
        if (live != Base)
        {
            throw new ProblemException(PromotionProblem.BaseMoved(Pipeline, Version, Base, live));
        }
    }

    private IEnumerable<PromotionEntry> SinceProposed() => Entries.Reverse().TakeWhile(e => e.Action != Proposed).Reverse();

    private VersionPromotion With(string action, PromotionState state, string actor, string reason, DateTimeOffset time, string authority = "")
        => this with { Entries = [.. Entries, new PromotionEntry(action, state, actor, reason, time) { Authority = authority }] };

    private void Require(string what, params ReadOnlySpan<PromotionState> allowed)
    {
        if (!allowed.Contains(State))
        {
            throw new ProblemException(PromotionProblem.WrongState(Pipeline, Version, what, this));
        }
    }

    private string RequireRight(string person, PeopleDirectory people, DateTimeOffset time)
        => people.Authority(person, Required.Roles, DateOnly.FromDateTime(time.UtcDateTime)) ?? throw new ProblemException(PromotionProblem.NoRight(Pipeline, Version, person, Required));

    private static void RequireWords(string person, string reason)
    {
        ProblemException.ThrowIfAny([.. GovernedText.Name("The person who acts", person), .. GovernedText.Text("The reason", reason)]);
        if (person == ByRule)
        {
            throw new ProblemException(PromotionProblem.NoPerson(person));
        }
    }
}
