using System.Text.Json.Serialization;
using SegmentationML.Core.Governance.Overrides;

namespace SegmentationML.Storage.Ledger;

/// <summary>JSON of what persons decide, as the ledger keeps it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OverrideRequest))]
internal sealed partial class GovernanceJson : JsonSerializerContext;
