using System.Text.Json.Serialization;
using SegmentationML.Core.Governance.Cases;
using SegmentationML.Core.Governance.Overrides;

namespace SegmentationML.Storage.Ledger;

/// <summary>JSON of what persons decide, as the ledger keeps it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(OverrideRequest))]
[JsonSerializable(typeof(CaseRecord))]
[JsonSerializable(typeof(RowLimit[]))]
internal sealed partial class GovernanceJson : JsonSerializerContext;
