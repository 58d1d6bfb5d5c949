using SegmentationML.Core.Governance.Promotion;

namespace SegmentationML.Notebooks.Client;

/// <summary>How a version came into use.</summary>
/// <param name="Version">The version.</param>
/// <param name="State">How it stands.</param>
/// <param name="Model">The model.</param>
/// <param name="ModelVersion">The registered version that it was made with.</param>
/// <param name="Since">When it was acted on last, UTC.</param>
/// <param name="LastAction">What was done last.</param>
/// <param name="By">Who did it.</param>
/// <param name="GatesFailed">Gates that it does not pass.</param>
public sealed record ServicePromotion(long Version, PromotionState State, string Model, long? ModelVersion, DateTimeOffset Since, string LastAction, string By, IReadOnlyList<PromotionGate> GatesFailed);
