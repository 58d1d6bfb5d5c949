namespace SegmentationML.Core.Governance.Promotion;

/// <summary>Who has to decide on a version, by the decision rights.</summary>
/// <param name="Who">Nobody, an owner or a board.</param>
/// <param name="Roles">The roles of which a person needs one; none means anyone but the proposer.</param>
/// <param name="Quorum">How many different persons must approve; 0 when nobody is asked.</param>
/// <param name="Why">Why no smaller right was enough, one sentence each; empty when the first covers the change.</param>
public sealed record RequiredDecision(DecisionMaker Who, IReadOnlyList<string> Roles, int Quorum, IReadOnlyList<string> Why)
{
    /// <summary>In words, such as <c>board of 2 with role planner</c>.</summary>
    public override string ToString()
    {
        var roles = Roles.Count == 0 ? "" : $" with role {string.Join(" or ", Roles)}";
        return Who switch
        {
            DecisionMaker.Auto => "nobody: accepted by rule",
            DecisionMaker.Owner => Quorum == 1 ? $"one person{roles}" : $"{Quorum} persons{roles}",
            _ => $"a board of {Quorum}{roles}",
        };
    }
}
