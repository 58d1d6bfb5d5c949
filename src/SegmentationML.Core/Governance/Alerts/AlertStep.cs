namespace SegmentationML.Core.Governance.Alerts;

/// <summary>What a look at the findings brought.</summary>
/// <param name="Board">The board after it.</param>
/// <param name="Fired">Alerts that fire and did not before.</param>
/// <param name="Over">Alerts that are over and fired before.</param>
/// <param name="Notices">What receivers are told now.</param>
public sealed record AlertStep(AlertBoard Board, IReadOnlyList<Alert> Fired, IReadOnlyList<Alert> Over, IReadOnlyList<AlertNotice> Notices);
