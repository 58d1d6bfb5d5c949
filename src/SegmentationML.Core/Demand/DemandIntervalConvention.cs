namespace SegmentationML.Core.Demand;

/// <summary>What the average demand interval divides by the number of demand periods. Programs differ: the result always names its convention.</summary>
public enum DemandIntervalConvention
{
    /// <summary>Observed periods from the first demand to the cut-off / demand periods. The default everywhere: trailing zeros count, the time before the launch does not.</summary>
    FirstDemandToCutOff = 0,

    /// <summary>Observed periods of the whole series / demand periods.</summary>
    WholeSeries = 1,

    /// <summary>Observed periods from the first to the last demand / demand periods (frePPLe).</summary>
    FirstToLastDemand = 2,

    /// <summary>Mean interval with the first one counted from the start of the series: observed periods up to the last demand / demand periods (Croston's intervals).</summary>
    StartToLastDemand = 3,

    /// <summary>Mean gap between demands: observed periods after the first demand up to the last / (demand periods - 1); NaN with one demand.</summary>
    BetweenDemands = 4,
}
