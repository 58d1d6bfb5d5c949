using SegmentationML.Contracts.Standard;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>What a check of one table needs besides the table.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Table">The table's part of it.</param>
/// <param name="AsOf">What freshness is measured against; null when there is nothing to measure against.</param>
/// <param name="LimitPercent">Quarantine limit that overrides the contract's; null for none.</param>
/// <param name="Examples">Rows to show for each broken rule.</param>
/// <param name="Folder">Where quarantined rows are written, absolute; null to write none.</param>
internal sealed record CheckSettings(DataContract Contract, SchemaObject Table, DateTime? AsOf, double? LimitPercent, int Examples, string? Folder);
