using SegmentationML.Contracts.Outcomes;
using SegmentationML.Core;

namespace SegmentationML.Pipeline.Contract;

/// <summary>What <c>segml contract check</c> found.</summary>
/// <param name="Contract">The contract's file, as it was named.</param>
/// <param name="Data">The data's file, as it was named.</param>
/// <param name="Report">How the data kept the contract; the quarantine file is named by its absolute path.</param>
/// <param name="Blocking">Why a run with this data would be blocked; empty when it would not.</param>
public sealed record ContractCheckReport(string Contract, string Data, TableReport Report, IReadOnlyList<Problem> Blocking);
