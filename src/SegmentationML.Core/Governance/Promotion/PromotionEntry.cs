namespace SegmentationML.Core.Governance.Promotion;

/// <summary>One thing that was done with a version on its way.</summary>
/// <param name="Action">What: published, proposed, approved, rejected, activated, retired, rolled-back.</param>
/// <param name="State">How the version stands after it.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Reason">Why; empty when nothing was said.</param>
/// <param name="Time">UTC.</param>
public sealed record PromotionEntry(string Action, PromotionState State, string Actor, string Reason, DateTimeOffset Time)
{
    /// <summary>In which role the actor decided, such as <c>owner</c>, <c>owner, for maria</c>, or that nobody's rights are checked; empty where no right is needed.</summary>
    public string Authority { get; init; } = "";
}
