using SegmentationML.Core.Inventory;

namespace SegmentationML.Pipeline.Policy;

/// <summary>What the stock level of one entity rests on.</summary>
/// <param name="Segment">Its segment.</param>
/// <param name="LeadTime">Mean lead time, buckets.</param>
/// <param name="LeadTimeDeviation">Its standard deviation, buckets.</param>
/// <param name="DemandMean">Demand over lead time and review period, as forecast and then changed by planners, units; NaN without a forecast.</param>
/// <param name="DemandDeviation">Standard deviation of the error of that sum, units.</param>
/// <param name="DemandQuantile">Quantile of that sum at the service level, from the forecast's own distribution, moved by as much as planners changed the mean, units; NaN when there is none.</param>
/// <param name="DemandBasis">Where that distribution comes from.</param>
/// <param name="IsSmooth">Whether demand comes in nearly every bucket (ADI below 1.32).</param>
/// <param name="UnitCost">Currency per unit; NaN when not known.</param>
/// <param name="Lots">What the supplier accepts.</param>
internal readonly record struct StockItem(
    string Segment, double LeadTime, double LeadTimeDeviation, double DemandMean, double DemandDeviation, double DemandQuantile, string DemandBasis, bool IsSmooth, double UnitCost, LotRule Lots);
