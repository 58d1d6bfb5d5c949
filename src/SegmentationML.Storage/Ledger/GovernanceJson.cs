using System.Text.Json.Serialization;
using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Core.Governance.Cases;
using SegmentationML.Core.Governance.Overrides;

namespace SegmentationML.Storage.Ledger;

/// <summary>JSON of what persons decide and are told, as the ledger keeps it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(OverrideRequest))]
[JsonSerializable(typeof(CaseRecord))]
[JsonSerializable(typeof(RowLimit[]))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(AlertGroup))]
[JsonSerializable(typeof(AlertSilence))]
[JsonSerializable(typeof(RunObservation))]
internal sealed partial class GovernanceJson : JsonSerializerContext;
