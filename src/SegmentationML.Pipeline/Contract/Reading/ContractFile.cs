using SegmentationML.Contracts.Standard;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>A contract as read from a file.</summary>
/// <param name="Path">The file, as it was named.</param>
/// <param name="Contract">The contract, shape checked, variables filled in.</param>
/// <param name="Digest">SHA-256 in lower-case hex over the file's bytes and the variables that were filled in.</param>
public sealed record ContractFile(string Path, DataContract Contract, string Digest);
