using SegmentationML.Core.Governance.Promotion;

namespace SegmentationML.Notebooks.Client;

/// <summary>A version's evidence, the decision that it takes, and everything that was done.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Version">The version.</param>
/// <param name="State">How it stands.</param>
/// <param name="Model">The model.</param>
/// <param name="ModelVersion">The registered version that it was made with.</param>
/// <param name="Base">The version in use that it was judged against.</param>
/// <param name="Evidence">What the gates measured.</param>
/// <param name="Required">Who has to decide.</param>
/// <param name="Approvals">Who has approved since it was brought forward.</param>
/// <param name="Entries">Everything that was done, oldest first.</param>
public sealed record ServicePromotionDetail(
    string Pipeline, long Version, PromotionState State, string Model, long? ModelVersion, long? Base, IReadOnlyList<GateEvidence> Evidence, RequiredDecision Required, IReadOnlyList<string> Approvals, IReadOnlyList<PromotionEntry> Entries);
