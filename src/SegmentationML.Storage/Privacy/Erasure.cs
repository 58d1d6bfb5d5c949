using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Privacy;

/// <summary>What forgetting a person took, or would take.</summary>
/// <param name="Person">Whom; after the erasure the last time that identifier and pseudonym stand together.</param>
/// <param name="StaysErased">Whether rows of the person in a source are taken as nobody's from now on.</param>
/// <param name="CachedOutputs">Outputs of steps that were removed from the cache; they are made again by the next run of each pipeline.</param>
/// <param name="QuarantineFiles">Files of refused rows that held the person and were removed, relative to the workspace.</param>
/// <param name="Left">What still holds the person and cannot be changed here, in words; empty as a rule.</param>
public sealed record Erasure(PersonRecord Person, bool StaysErased, int CachedOutputs, IReadOnlyList<string> QuarantineFiles, IReadOnlyList<string> Left);
