using SegmentationML.Core;

namespace SegmentationML.Storage.Ledger;

/// <summary>What a verification of the audit chain found.</summary>
/// <param name="Entries">Entries walked along.</param>
/// <param name="Head">Hash of the last one; kept elsewhere, it shows later that nothing was cut off.</param>
/// <param name="States">States that the replay rebuilt.</param>
/// <param name="Findings">What is wrong; empty when all is whole.</param>
public sealed record AuditVerdict(long Entries, string Head, int States, IReadOnlyList<Problem> Findings);
