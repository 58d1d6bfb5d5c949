namespace SegmentationML.Core.Governance.Cases;

/// <summary>Something that was done to a case.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Authority">In which role, or as whose deputy.</param>
/// <param name="Action">What: <c>open</c>, <c>attach</c>, or an action of the workflow.</param>
/// <param name="To">The state afterwards.</param>
/// <param name="Decision">What was decided; empty for none.</param>
/// <param name="Note">What was said with it.</param>
public sealed record CaseStep(DateTimeOffset Time, string By, string Authority, string Action, string To, string Decision, string Note);
