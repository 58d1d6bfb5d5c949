using SegmentationML.Core.Governance.Impact;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Promotion;

namespace SegmentationML.Pipeline.Ports;

/// <summary>A published version on its way, with what it was judged by.</summary>
/// <param name="Promotion">Evidence, decision and everything that was done.</param>
/// <param name="Model">The model's name.</param>
/// <param name="ModelVersion">The registered version that it was made with; null when none is on record.</param>
/// <param name="Metrics">Its figures, for later versions to be compared with; null for a version from before such records.</param>
/// <param name="Impact">What it changes against the version in use that it was judged against; null for a version from before such records.</param>
public sealed record PromotionRecord(VersionPromotion Promotion, string Model, long? ModelVersion, VersionMetrics? Metrics, ImpactAssessment? Impact);
