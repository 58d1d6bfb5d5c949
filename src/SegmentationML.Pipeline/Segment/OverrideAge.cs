namespace SegmentationML.Pipeline.Segment;

/// <summary>An override on the day of a run: how long it has held, how long it still will, and whom it holds.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Segment">The segment.</param>
/// <param name="Reason">Why.</param>
/// <param name="Reference">Where it is written down.</param>
/// <param name="Approver">Who answers for it.</param>
/// <param name="From">The first day on which it holds.</param>
/// <param name="To">The first day on which it holds no longer; null for none.</param>
/// <param name="AgeDays">Days since it began; negative while it has not.</param>
/// <param name="DaysLeft">Days until it ends; zero or less when it has; null without an end.</param>
/// <param name="Entities">Entities that it holds on that day.</param>
public sealed record OverrideAge(string Id, string Segment, string Reason, string Reference, string Approver, DateOnly From, DateOnly? To, int AgeDays, int? DaysLeft, long Entities)
{
    /// <summary>How it stands in one word: waiting, in force or ended.</summary>
    public string Standing => AgeDays < 0 ? "waiting" : DaysLeft <= 0 ? "ended" : "in force";
}
