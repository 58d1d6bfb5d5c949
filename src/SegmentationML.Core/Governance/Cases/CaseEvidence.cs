namespace SegmentationML.Core.Governance.Cases;

/// <summary>A file that was attached to a case: its digest proves later which file it was.</summary>
/// <param name="Name">Bare file name.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record CaseEvidence(string Name, long Bytes, string Sha256);
